"""The formats in which passwords are stored: ours, and those that other packages left."""
