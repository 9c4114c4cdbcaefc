"""Files beside the source: what should not lie there, and how the app is shipped."""
