"""Audit rules of the cors room."""
