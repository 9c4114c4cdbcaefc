"""Audit rules of the csp room."""
