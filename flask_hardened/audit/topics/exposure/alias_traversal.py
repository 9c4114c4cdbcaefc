"""FHW028: locations that lead out of their folder."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ._nginx import directives


@rule(
    code="FHW028",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(22,),
    owasp=("A01", "A05"),
    asvs=("13.4.7",),
)
def alias_traversal(snapshot: Snapshot) -> Iterator[Hit]:
    """A location of nginx leads out of the folder it serves.

    ## What it does
    Reports a `location` without a slash at its end whose `alias` has one.

    ## Why is this bad
    nginx replaces the location's text by the alias, so with `location /static` the path `/static../app/config.py`
    becomes `/srv/app/static/../app/config.py`: an attacker reads what lies beside the folder, the source and `.env`
    included.

    ## Example
    ```nginx
    location /static {
        alias /srv/app/static/;
    }
    ```

    ## Use instead
    ```nginx
    location /static/ {
        alias /srv/app/static/;
    }
    ```

    ## References
    - [CWE-22: Improper Limitation of a Pathname to a Restricted Directory](https://cwe.mitre.org/data/definitions/22.html)
    - [Gixy: Path traversal via misconfigured alias](https://github.com/yandex/gixy/blob/master/docs/en/plugins/aliastraversal.md)
    """
    for directive, above in directives(snapshot):
        if directive.name != "alias" or not directive.args or not directive.args[0].endswith("/"):
            continue
        location = next((each for each in reversed(above) if each.name == "location"), None)
        if location is not None and _is_open_prefix(location.args):
            yield Hit(
                message="A location without a slash at its end has an alias with one, so paths lead out of the folder.",
                fix="End the location with a slash as well.",
                location=location.location,
            )


def _is_open_prefix(args: tuple[str, ...]) -> bool:
    """Whether a location is a prefix, not a pattern or one path, that more than a folder begins with."""
    if args[:1] == ("^~",):
        args = args[1:]
    return len(args) == 1 and args[0].startswith("/") and not args[0].endswith("/")
