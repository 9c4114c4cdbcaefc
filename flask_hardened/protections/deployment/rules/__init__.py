"""Audit rules of the deployment room."""
