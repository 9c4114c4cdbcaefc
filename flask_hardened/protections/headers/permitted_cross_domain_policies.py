"""X-Permitted-Cross-Domain-Policies: no policy files for PDF viewers and their like (Adobe, OWASP Secure Headers)."""

from __future__ import annotations

from typing import Literal

from .header import ranked

CrossDomainPolicies = Literal["none", "master-only", "by-content-type", "by-ftp-filename", "all"]

HEADER = ranked(
    "X-Permitted-Cross-Domain-Policies",
    "permitted_cross_domain_policies",
    ("none", "master-only", "by-content-type", "by-ftp-filename", "all"),
)
