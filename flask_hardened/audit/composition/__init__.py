"""What texts are put together of: for the rules about what ends up in queries, commands, paths and pages."""
