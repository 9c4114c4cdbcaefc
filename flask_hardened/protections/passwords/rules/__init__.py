"""Audit rules of the passwords room."""
