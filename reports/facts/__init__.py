"""Frozen facts: what figures are computed from, as read by reports/loading/, without a database."""
