"""What ``Hardened(app)`` costs, measured beside bare Flask and beside the four extensions wired by hand."""
