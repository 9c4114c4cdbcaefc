"""What becomes of values in the hands of databases, shells, loaders and other interpreters (OWASP A03:2021)."""
