"""Audit rules of the body_size room."""
