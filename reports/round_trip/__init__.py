"""A forecast round as a workbook: written to be filled in anywhere, compared when it comes back, and saved or discarded."""
