"""A place's own look of its papers: layouts that it makes itself, and Word templates that it uploads."""
