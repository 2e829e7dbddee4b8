"""The page of an agreement: how shared budgets are set, agreed and monitored, who decides, and who bears an overspend."""

from reports.papers.agreement.paper import agreement_paper

__all__ = ["agreement_paper"]
