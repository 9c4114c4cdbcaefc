"""Audit rules of the sanitizing room."""
