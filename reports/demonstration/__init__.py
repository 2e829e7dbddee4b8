"""The demonstration places, built through the same actions that people use."""
