"""The addresses of what boards read, and of the month: forecasts, closing, figures, papers."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
