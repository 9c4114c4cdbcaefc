"""X-Content-Type-Options: no guessing of content types (WHATWG Fetch, CWE-430)."""

from __future__ import annotations

from .header import switched

HEADER = switched("X-Content-Type-Options", "content_type_options", "nosniff")
