"""Audit rules of the headers room."""
