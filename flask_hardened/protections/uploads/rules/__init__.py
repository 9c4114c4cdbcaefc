"""Audit rules of the uploads room."""
