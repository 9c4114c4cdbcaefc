"""Audit rules of the encryption room."""
