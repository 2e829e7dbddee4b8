"""The pool manager's page: which version this is, who is late, what stops the lock, and which overspends are breaches."""
