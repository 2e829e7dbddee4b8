"""The dashboard of a place or a fund: the year's figures as charts and a heat table, each beside its table."""

from reports.papers.dashboard.paper import dashboard_paper

__all__ = ["dashboard_paper"]
