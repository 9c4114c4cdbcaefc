"""FHW029: lists of the files in a folder."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives


@rule(
    code="FHW029",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(548,),
    owasp=("A01", "A05"),
    asvs=("13.4.3",),
)
def directory_listings(snapshot: Snapshot) -> Iterator[Hit]:
    """Nginx lists the files of a folder.

    ## What it does
    Reports `autoindex on`.

    ## Why is this bad
    Whoever opens the folder sees every name in it, also of files that no page links to: uploads of others, backups,
    drafts. What was protected by an unknown name is open to an attacker.

    ## Example
    ```nginx
    location /files/ {
        autoindex on;
    }
    ```

    ## Use instead
    ```nginx
    location /files/ {
        autoindex off;
    }
    ```

    ## References
    - [CWE-548: Exposure of Information Through Directory Listing](https://cwe.mitre.org/data/definitions/548.html)
    - [nginx: autoindex](https://nginx.org/en/docs/http/ngx_http_autoindex_module.html#autoindex)
    """
    for directive, _ in directives(snapshot):
        if directive.name == "autoindex" and directive.args[:1] == ("on",):
            yield Hit(
                message="nginx lists the files of this folder.",
                fix="Remove autoindex, unless everybody may know every name.",
                location=directive.location,
            )
