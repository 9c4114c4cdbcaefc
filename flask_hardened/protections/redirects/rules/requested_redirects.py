"""FHG006: redirects to where the request says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ....audit.composition.ingredients import Composition
from ....audit.composition.sinks import requested
from ....audit.composition.way import way
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..options import RedirectsOptions

_REDIRECTS = dict.fromkeys(
    ("flask.redirect", "werkzeug.utils.redirect", "flask.Flask().redirect", "flask.current_app.redirect"),
    (0, "location"),
)
_BEFORE_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:(?://)?)?[^/?#\0]*|/", re.IGNORECASE)
"""Nothing, a scheme, part of a host, or the one slash that a second one makes a host of."""
_OF_THIS_SITE = frozenset(
    {"url", "base_url", "url_root", "root_url", "host_url", "host", "path", "full_path", "query_string"}
)
"""Attributes of the request that lead back to where it came to."""


@rule(
    code="FHG006",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(601,),
    owasp=("A01",),
    asvs=("3.7.2",),
)
def requested_redirects(snapshot: Snapshot) -> Iterator[Hit]:
    r"""A view redirects to an address that the request names, and nothing judges it.

    ## What it does
    Reports `redirect` with data of the request where a host can stand, in an app without the feature `redirects`, which
    judges every redirect as it leaves. Targets that a function has tested, and those of `safe_next`, are no findings.
    `request.referrer` is a low one: it can only lead back to a page that the visitor was on.

    ## Why is this bad
    A link that begins with your name ends at `https://evil.example/login`, which looks like your sign-in page and
    asks for the password. Tests by hand fail on `//evil.example` and `/\evil.example`.

    ## Example
    ```python
    return redirect(request.args.get("next", "/"))
    ```

    ## Use instead
    ```python
    return redirect(safe_next(url_for("index")))
    ```

    ## References
    - [CWE-601: URL Redirection to Untrusted Site](https://cwe.mitre.org/data/definitions/601.html)
    - [OWASP Unvalidated Redirects and Forwards Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Unvalidated_Redirects_and_Forwards_Cheat_Sheet.html)
    """
    if _are_judged(snapshot):
        return
    for call, _, composition in requested(snapshot, _REDIRECTS):
        sources = _sources(composition)
        if not sources or not _BEFORE_HOST.fullmatch(composition.head):
            continue
        referrer_only = sources <= {"referrer"}
        yield Hit(
            message="The view redirects to the page that the request says it came from."
            if referrer_only
            else "The view redirects to an address that the request names.",
            fix="Use safe_next, which leads to this site only.",
            location=call.location,
            trace=way(call, composition),
            severity=Severity.LOW if referrer_only else None,
        )


def _sources(composition: Composition) -> set[str]:
    """Return which parts of the request choose the target, without those that lead to this site."""
    found: set[str] = set()
    for ingredient in composition.ingredients:
        if ingredient.requested:
            names = [part.attr for part in ast.walk(ingredient.node) if isinstance(part, ast.Attribute)]
            texts = {str(part.value).lower() for part in ast.walk(ingredient.node) if isinstance(part, ast.Constant)}
            found.add("referrer" if texts & {"http_referer", "referer"} else names[-1] if names else "")
    return {name for name in found if name and name not in _OF_THIS_SITE}


def _are_judged(snapshot: Snapshot) -> bool:
    """Whether the feature looks at each redirect as it leaves; without the app, the source tells."""
    if snapshot.hardening_facts is not None:
        return snapshot.options(RedirectsOptions) is not None
    hardened = [*snapshot.source.calls("flask_hardened.Hardened")]
    features = [call.keywords.get("redirects") for call in hardened]
    return bool(hardened) and not any(given is not None and given.constant is False for given in features)
