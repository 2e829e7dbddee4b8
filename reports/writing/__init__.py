"""Writing a paper: figures by name, suggested words, checks, and what changed. All of it pure."""
