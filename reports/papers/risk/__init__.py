"""Who bears it: the paper of risk shares, its page's headline, and its section of the board paper."""

from reports.papers.risk.paper import risk_paper
from reports.papers.risk.summary import who_bears_blocks

__all__ = ["risk_paper", "who_bears_blocks"]
