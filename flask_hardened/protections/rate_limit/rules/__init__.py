"""Audit rules of the rate_limit room."""
