"""The start page of somebody signed in: what they must do, by when, and what has changed."""
