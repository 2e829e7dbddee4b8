"""The plain house style, for a place that has none of its own: pounds and pence, an overspend is positive."""

from __future__ import annotations

from reports.layouts.houses import house

PLAIN = house("plain")
