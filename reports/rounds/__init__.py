"""A partner's forecast round: its lines, months, totals and what the grid shows of them."""
