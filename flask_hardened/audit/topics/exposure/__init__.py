"""Secrets and files that lie open, and how the app is shipped (OWASP A05:2021)."""
