"""The addresses of money in, and who: the start page and people."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
