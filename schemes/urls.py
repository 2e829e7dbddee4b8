"""The addresses of money out: the start page, actuals and schemes."""

from __future__ import annotations

from django.urls import URLPattern, path

from schemes.views import actuals, home, schemes, upload

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("places/<slug:place>/actuals/", actuals.actuals, name="actuals"),
    path("places/<slug:place>/actuals/upload/", upload.actuals_upload, name="actuals_upload"),
    path("places/<slug:place>/actuals/<int:pk>/", actuals.actuals_import, name="actuals_import"),
    path("places/<slug:place>/actuals/<int:pk>/file/", actuals.actuals_file, name="actuals_file"),
    path("places/<slug:place>/schemes/", schemes.schemes, name="schemes"),
]
