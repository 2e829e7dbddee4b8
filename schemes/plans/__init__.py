"""A plan workbook on its way in: what it would set up for a place's year, decided before anything is saved."""
