"""The settlement statement: what a partner owes the pools or is owed, by quarter and at year end."""
