"""A partner's ledger on its way in: what posting a file would do, decided before anything is saved."""
