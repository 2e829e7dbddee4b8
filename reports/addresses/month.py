"""The addresses of the start page, of funds, schemes and lines, and of the month: forecasts, review, closing."""

from __future__ import annotations

from django.urls import URLPattern, path

from reports.views import (
    closing,
    commissioning,
    figure,
    forecast,
    forecast_line,
    forecast_workbook,
    fund,
    home,
    line,
    managing,
    officers,
    overspend,
    overspend_notice,
    place,
    readings,
    review,
    scheme,
    scheme_release,
    search,
)
from reports.views import discharge as discharge_return
from reports.views import indicators as performance

MONTH: list[URLPattern] = [
    path("", home.home, name="home"),
    path("search/", search.search_all, name="search"),
    path("places/<slug:place>/search/", search.search_place, name="search_place"),
    path("places/<slug:place>/", place.place, name="place"),
    path("places/<slug:place>/funds/<slug:fund>/", fund.fund, name="fund"),
    path("places/<slug:place>/lines/<path:ref>/remarks/", line.line_remark, name="line_remark"),
    path("places/<slug:place>/lines/<path:ref>/", line.line, name="line"),
    path(
        "places/<slug:place>/schemes/<path:ref>/commissioning/",
        commissioning.scheme_commissioning,
        name="scheme_commissioning",
    ),
    path("places/<slug:place>/schemes/<path:ref>/close/", scheme.scheme_close, name="scheme_close"),
    path("places/<slug:place>/schemes/<path:ref>/reopen/", scheme.scheme_reopen, name="scheme_reopen"),
    path("places/<slug:place>/schemes/<path:ref>/release/", scheme_release.scheme_release, name="scheme_release"),
    path("places/<slug:place>/schemes/<path:ref>/", scheme.scheme, name="scheme"),
    path("places/<slug:place>/indicators/", performance.indicators, name="indicators"),
    path("places/<slug:place>/indicators.<str:form>", performance.indicators_file, name="indicators_file"),
    path(
        "places/<slug:place>/indicators/<slug:cadence>/<int:number>/",
        readings.indicator_readings,
        name="indicator_readings",
    ),
    path("places/<slug:place>/discharge/", discharge_return.discharge, name="discharge"),
    path("places/<slug:place>/discharge.<str:form>", discharge_return.discharge_file, name="discharge_file"),
    path(
        "places/<slug:place>/discharge/<int:number>/", discharge_return.discharge_fortnight, name="discharge_fortnight"
    ),
    path("places/<slug:place>/figures/<slug:measure>/", figure.figure, name="figure"),
    path("places/<slug:place>/closing/", closing.closing, name="closing"),
    path("places/<slug:place>/closing/lock/", closing.closing_lock_all, name="closing_lock_all"),
    path("places/<slug:place>/closing/<slug:fund>/open/", closing.closing_open, name="closing_open"),
    path("places/<slug:place>/closing/<slug:fund>/lock/", closing.closing_lock, name="closing_lock"),
    path("places/<slug:place>/closing/<slug:fund>/reopen/", closing.closing_reopen, name="closing_reopen"),
    path("places/<slug:place>/forecast/", forecast.forecast, name="forecast"),
    path("places/<slug:place>/forecast/row/", forecast.forecast_row, name="forecast_row"),
    path("places/<slug:place>/forecast/block/", forecast.forecast_block, name="forecast_block"),
    path("places/<slug:place>/forecast/totals/", forecast.forecast_totals, name="forecast_totals"),
    path("places/<slug:place>/forecast/keep/", forecast.forecast_keep, name="forecast_keep"),
    path(
        "places/<slug:place>/forecast/lines/<path:ref>/spread/", forecast_line.forecast_spread, name="forecast_spread"
    ),
    path("places/<slug:place>/forecast/lines/<path:ref>/", forecast_line.forecast_line, name="forecast_line"),
    path("places/<slug:place>/forecast/officers/", officers.officers, name="forecast_officers"),
    path("places/<slug:place>/forecast/officers/lines/", officers.officers_assign, name="forecast_officers_assign"),
    path("places/<slug:place>/forecast/officers/cover/", officers.officers_cover, name="forecast_officers_cover"),
    path(
        "places/<slug:place>/forecast/officers/cover/<int:pk>/end/",
        officers.officers_cover_end,
        name="forecast_officers_cover_end",
    ),
    path("places/<slug:place>/forecast/submit/", forecast.forecast_submit, name="forecast_submit"),
    path("places/<slug:place>/forecast/workbook/", forecast_workbook.forecast_workbook, name="forecast_workbook"),
    path(
        "places/<slug:place>/forecast/workbook.xlsx",
        forecast_workbook.forecast_workbook_file,
        name="forecast_workbook_file",
    ),
    path("places/<slug:place>/forecast/round.csv", forecast_workbook.forecast_csv, name="forecast_csv"),
    path("places/<slug:place>/review/", review.review, name="review"),
    path("places/<slug:place>/review/decide/", review.review_decide, name="review_decide"),
    path("places/<slug:place>/review/bulk/", review.review_bulk, name="review_bulk"),
    path("places/<slug:place>/manage/", managing.manage, name="manage"),
    path("places/<slug:place>/manage/remind/", managing.manage_remind, name="manage_remind"),
    path("places/<slug:place>/manage/<slug:fund>/", overspend.overspend, name="overspend"),
    path("places/<slug:place>/manage/<slug:fund>/notice/", overspend_notice.notice_record, name="overspend_notice"),
    path("places/<slug:place>/manage/<slug:fund>/plan/", overspend_notice.plan_record, name="overspend_plan"),
    path(
        "places/<slug:place>/manage/<slug:fund>/notices/<int:pk>/correct/",
        overspend_notice.notice_correct,
        name="overspend_correct",
    ),
    path(
        "places/<slug:place>/manage/<slug:fund>/notices/<int:pk>/withdraw/",
        overspend_notice.notice_withdraw,
        name="overspend_withdraw",
    ),
    path("places/<slug:place>/manage/<slug:fund>/notice.<str:form>", overspend.overspend_file, name="overspend_file"),
]
