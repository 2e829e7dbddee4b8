"""What is written of a place's own layouts and templates."""
