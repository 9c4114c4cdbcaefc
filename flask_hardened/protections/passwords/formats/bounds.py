"""What checking one stored hash may cost. A row that asks for more is treated as one that nobody can read.

A hash names its own cost, so that whoever can write one row could otherwise occupy a worker for hours, or its memory.
Each bound is some times what the package that writes the format uses today.
"""

from __future__ import annotations

BCRYPT_COST = 15
"""About two seconds."""
PBKDF2_ITERATIONS = 5_000_000
"""About two seconds; Django 6 uses 1,200,000."""
SCRYPT_MEMORY = 96 * 1024 * 1024
"""Bytes; Werkzeug uses 32 MiB, passlib 64."""
SCRYPT_WORK = 4 * 32_768 * 8
"""n times r times p: half a second."""
ARGON2_MEMORY = 256 * 1024
"""KiB; Django uses 100 MiB."""
ARGON2_WORK = 1024 * 1024
"""Memory in KiB times passes."""
ARGON2_LANES = 16
LONGEST = 512
"""Characters of a stored hash."""
