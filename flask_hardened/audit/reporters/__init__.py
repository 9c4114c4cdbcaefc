"""What writes a report down, one format per file."""
