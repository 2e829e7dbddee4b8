"""Money in, and who: places, partners, agreements, funds, contributions and reserves."""
