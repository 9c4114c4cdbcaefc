"""Reads Python source: what is called with which arguments, names resolved and constants folded. Nothing is run."""
