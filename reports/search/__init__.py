"""Finding things by what people call them: schemes, lines, ledger codes, changes, funds, agreements and people."""
