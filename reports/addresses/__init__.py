"""The addresses of this floor, by what stands behind them."""
