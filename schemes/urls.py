"""The addresses of money out: actuals and schemes."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
