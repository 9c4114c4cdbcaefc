"""The checks, one file each: which routes they are for, and what they ask."""
