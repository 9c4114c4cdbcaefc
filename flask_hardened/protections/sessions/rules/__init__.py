"""Audit rules of the sessions room."""
