"""Audit rules of the validation room."""
