"""Rules about the audit itself: what it could not read, and an app that does not start."""
