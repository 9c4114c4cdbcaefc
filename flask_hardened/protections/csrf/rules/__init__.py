"""Audit rules of the csrf room."""
