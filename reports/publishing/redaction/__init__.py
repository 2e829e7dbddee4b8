"""Redaction: where words can stand, where they do stand, and which kept files hold them. Nothing is changed here."""
