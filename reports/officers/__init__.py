"""Who forecasts which line of a partner, and who stands in: what its page reads and shows."""
