"""Who hears of what happens to lines and ledgers, and of what falls due."""
