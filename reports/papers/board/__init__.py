"""The board paper: where the pooled budgets stand at a period, what moved, and why."""

from reports.papers.board.paper import board_paper

__all__ = ["board_paper"]
