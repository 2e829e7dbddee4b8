"""The addresses of what boards read, and of the month: forecasts, closing, figures, papers."""

from __future__ import annotations

from django.urls import URLPattern, path

from reports.views import board, closing, figure, forecast, fund, line, place

urlpatterns: list[URLPattern] = [
    path("places/<slug:place>/", place.place, name="place"),
    path("places/<slug:place>/funds/<slug:fund>/", fund.fund, name="fund"),
    path("places/<slug:place>/lines/<path:ref>/", line.line, name="line"),
    path("places/<slug:place>/figures/<slug:measure>/", figure.figure, name="figure"),
    path("places/<slug:place>/papers/board/", board.board, name="board"),
    path("places/<slug:place>/papers/board.<str:form>", board.board_file, name="board_file"),
    path("places/<slug:place>/closing/", closing.closing, name="closing"),
    path("places/<slug:place>/closing/lock/", closing.closing_lock_all, name="closing_lock_all"),
    path("places/<slug:place>/closing/<slug:fund>/open/", closing.closing_open, name="closing_open"),
    path("places/<slug:place>/closing/<slug:fund>/lock/", closing.closing_lock, name="closing_lock"),
    path("places/<slug:place>/closing/<slug:fund>/reopen/", closing.closing_reopen, name="closing_reopen"),
    path("places/<slug:place>/forecast/", forecast.forecast, name="forecast"),
    path("places/<slug:place>/forecast/row/", forecast.forecast_row, name="forecast_row"),
    path("places/<slug:place>/forecast/block/", forecast.forecast_block, name="forecast_block"),
    path("places/<slug:place>/forecast/keep/", forecast.forecast_keep, name="forecast_keep"),
    path("places/<slug:place>/forecast/submit/", forecast.forecast_submit, name="forecast_submit"),
]
