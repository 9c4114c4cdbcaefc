"""Audit rules of the transport room."""
