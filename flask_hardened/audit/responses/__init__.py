"""Asks the app itself: requests that change nothing, and what the answers show."""
