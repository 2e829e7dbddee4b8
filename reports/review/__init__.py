"""The review of a round: which lines deserve a question, what speaks for and against each, and what is said of it."""
