"""Audit rules of the hosts room."""
