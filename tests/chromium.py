"""How the tests start Chromium: without a sandbox, and without what a person's browser does beside showing pages."""

from __future__ import annotations

PROGRAM = "/usr/bin/chromium"
# Each browser context opens a window: the omnibox's popup is two more pages in a process of its own, and a spare
# process for the next site is started that no test goes to. Together they cost as much as opening a page of ours.
NOT_OF_THE_PAGE = (
    "SpareRendererForSitePerProcess",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "WebUIOmniboxPopup",
)
# Chromium reads the last list only, so that what Playwright leaves out stands here again.
AS_PLAYWRIGHT_DOES = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=" + ",".join(NOT_OF_THE_PAGE + AS_PLAYWRIGHT_DOES),
]
