"""What schemes deliver on paper: indicators by service with their year to date, and outputs planned and delivered."""

from reports.papers.performance.paper import performance_paper

__all__ = ["performance_paper"]
