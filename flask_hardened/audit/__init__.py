"""The audit: reads the live app and says what is still open. It knows no room; rules live beside the rooms."""
