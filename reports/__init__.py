"""What boards read: facts, figures, papers and documents."""
