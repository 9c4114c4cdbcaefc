"""Audit rules of the tokens room."""
