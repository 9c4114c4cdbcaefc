"""Audit rules of the redirects room."""
