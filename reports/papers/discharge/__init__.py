"""The fortnightly return of discharge money on paper: allocations, fortnights, lines, the cap and the ledger beside it."""

from reports.papers.discharge.paper import discharge_paper

__all__ = ["discharge_paper"]
