"""What the app is built on: packages, Flask and Python themselves (OWASP A06:2021)."""
