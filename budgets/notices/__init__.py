"""What people are told: the kinds of notice, whom each reaches, and what tells of each event."""
