"""The national return on paper: the template's own tables, what it would reject, and where the figures come from."""

from reports.papers.national_return.paper import return_paper

__all__ = ["return_paper"]
