"""FHW032: security headers that an inner block drops."""

from __future__ import annotations

from collections.abc import Iterator

from ...files.shipping.facts import Directive
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives

_SECURITY = frozenset(
    {
        "strict-transport-security", "content-security-policy", "x-frame-options", "x-content-type-options",
        "referrer-policy", "permissions-policy", "cross-origin-opener-policy",
    }
)  # fmt: skip


@rule(
    code="FHW032",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(693,),
    owasp=("A05",),
    asvs=("3.4.1",),
)
def dropped_headers(snapshot: Snapshot) -> Iterator[Hit]:
    """An `add_header` of nginx drops the security headers of the blocks around it.

    ## What it does
    Reports a block with `add_header` that does not repeat the security headers its outer blocks add. Blocks with an
    `include` may add them there, and `add_header_inherit merge` keeps them.

    ## Why is this bad
    nginx inherits `add_header` only into blocks that have none: one header for caching, and the pages of this
    location lose HSTS, the frame protection and `nosniff` without a word, which is where an attacker frames or
    sniffs them.

    ## Example
    ```nginx
    add_header Strict-Transport-Security "max-age=31536000" always;
    location /static/ {
        add_header Cache-Control "public";
    }
    ```

    ## Use instead
    ```nginx
    add_header Strict-Transport-Security "max-age=31536000" always;
    location /static/ {
        add_header Strict-Transport-Security "max-age=31536000" always;
        add_header Cache-Control "public";
    }
    ```

    ## References
    - [CWE-693: Protection Mechanism Failure](https://cwe.mitre.org/data/definitions/693.html)
    - [nginx: add_header](https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header)
    """
    for directive, above in directives(snapshot):
        own = _added(directive)
        if not own or any(child.name in {"include", "add_header_inherit"} for child in directive.children):
            continue
        outer = next((added for each in reversed(above) if (added := _added(each))), frozenset())
        lost = sorted((outer & _SECURITY) - own)
        if lost:
            yield Hit(
                message=f"The add_header of this block drops what the blocks around it add: {', '.join(lost)}.",
                fix="Repeat them here; or leave such headers to Flask-Hardened, which sends them with every response.",
                location=directive.location,
            )


def _added(directive: Directive) -> frozenset[str]:
    """Return the headers that a block adds itself."""
    return frozenset(child.args[0].lower() for child in directive.children if child.name == "add_header" and child.args)
