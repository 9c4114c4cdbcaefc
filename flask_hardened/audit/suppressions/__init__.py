"""What the authors decided to live with: where it is written, and which findings it takes out of the report."""
