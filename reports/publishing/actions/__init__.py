"""What is done to papers: each a verb, in one transaction, on record."""
