"""What stands in front of a hardened app: a configuration for nginx that says what the app's policy says."""
