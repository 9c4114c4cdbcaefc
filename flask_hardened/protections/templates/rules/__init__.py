"""Audit rules of the templates room."""
