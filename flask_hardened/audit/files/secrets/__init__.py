"""Secrets that are written into files: by the form that a provider gives them, or by a name and a value that fit."""
