"""Readers of what people send: bytes in, rows and problems out, with no database, no Django and no network."""
