"""Audit rules of the errors room."""
