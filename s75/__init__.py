"""The ground floor: settings, users, money, years, refusals and the embedded database."""
