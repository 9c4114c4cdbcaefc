"""Audit rules of the references room."""
