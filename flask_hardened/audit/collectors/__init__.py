"""What reads the app. Each collector makes one part of the snapshot, and changes nothing."""
