"""FHW034: headers that a path can end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...files.shipping.facts import Directive
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives

_DECODED = re.compile(r"\$\{?(?:document_)?uri\b")


@rule(
    code="FHW034",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(113, 93),
    owasp=("A03",),
    asvs=("1.3.11",),
)
def response_splitting(snapshot: Snapshot) -> Iterator[Hit]:
    """Nginx writes a decoded path into a header.

    ## What it does
    Reports `return` with an address, `rewrite … redirect`, `rewrite … permanent` and `add_header` with `$uri` or
    `$document_uri`, which nginx has decoded. `$request_uri` is as the client sent it.

    ## Why is this bad
    A path with `%0d%0a` becomes a line break in the response's header: an attacker's link sets cookies, adds
    headers or begins the page with a script of theirs.

    ## Example
    ```nginx
    return 301 https://$host$uri;
    ```

    ## Use instead
    ```nginx
    return 301 https://$host$request_uri;
    ```

    ## References
    - [CWE-113: Improper Neutralization of CRLF Sequences in HTTP Headers](https://cwe.mitre.org/data/definitions/113.html)
    - [Gixy: HTTP Splitting](https://github.com/yandex/gixy/blob/master/docs/en/plugins/httpsplitting.md)
    """
    for directive, _ in directives(snapshot):
        if _writes_header(directive) and any(_DECODED.search(each) for each in directive.args[1:] or directive.args):
            yield Hit(
                message=f"{directive.name} writes a decoded path into a header, which a line break in it ends.",
                fix="Use $request_uri instead of $uri.",
                location=directive.location,
            )


def _writes_header(directive: Directive) -> bool:
    """Whether the arguments end in a response's header."""
    if directive.name == "return":
        code = directive.args[0] if directive.args else ""
        return code in {"301", "302", "303", "307", "308"} or code.startswith(("http", "$scheme"))
    if directive.name == "rewrite":
        return directive.args[-1:] in {("redirect",), ("permanent",)}
    return directive.name == "add_header"
