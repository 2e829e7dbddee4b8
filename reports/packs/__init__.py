"""Packs: several papers in one PDF, or in one archive of workbooks."""
