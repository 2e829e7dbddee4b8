"""Reserves on paper: where each stands, its projects by heading and year, and what moved it."""

from reports.papers.reserve.paper import reserve_paper

__all__ = ["reserve_paper"]
