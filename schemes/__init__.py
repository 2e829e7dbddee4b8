"""Money out: schemes, lines, budgets, actuals, forecasts and indicators."""
