"""Synthetic places at any size, written by COPY under every rule of the database: for benchmarks, never for boards."""

from __future__ import annotations

from reports.nation.build import build_nation
from reports.nation.shape import Shape

__all__ = ["Shape", "build_nation"]
