"""The addresses of what boards read, and of the month: forecasts, closing, figures, papers."""

from __future__ import annotations

from django.urls import URLPattern, path

from reports.views import forecast

urlpatterns: list[URLPattern] = [
    path("places/<slug:place>/forecast/", forecast.forecast, name="forecast"),
    path("places/<slug:place>/forecast/row/", forecast.forecast_row, name="forecast_row"),
    path("places/<slug:place>/forecast/block/", forecast.forecast_block, name="forecast_block"),
    path("places/<slug:place>/forecast/keep/", forecast.forecast_keep, name="forecast_keep"),
    path("places/<slug:place>/forecast/submit/", forecast.forecast_submit, name="forecast_submit"),
]
