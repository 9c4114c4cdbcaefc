"""Audit rules of the cookies room."""
