"""FHC014: a policy of Talisman's that any script passes."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_ANYWHERE = frozenset({"*", "data:", "http:", "https:", "blob:"})
_TELLING = ("'nonce-", "'sha256-", "'sha384-", "'sha512-")


@rule(
    code="FHC014",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(79,),
    owasp=("A03", "A05"),
    asvs=("3.4.3",),
)
def talisman_unsafe_scripts(snapshot: Snapshot) -> Iterator[Hit]:
    """The Content-Security-Policy of Flask-Talisman lets injected scripts run.

    ## What it does
    Reports sources for scripts, or `default-src` where there are none, that hold `'unsafe-inline'` without nonces or
    hashes, a star, `data:`, or a whole scheme; and a policy that says nothing about scripts.

    ## Why is this bad
    Whoever gets a tag into a page writes the script right into it, or loads it from anywhere. The policy then stops
    nothing that an attacker would do, and looks as if it did.

    ## Example
    ```python
    Talisman(app, content_security_policy={"default-src": ["'self'", "'unsafe-inline'"]})
    ```

    ## Use instead
    ```python
    Talisman(app, content_security_policy={"default-src": "'self'"}, content_security_policy_nonce_in=["script-src"])
    ```

    ## References
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [Flask-Talisman: Options](https://github.com/wntrblm/flask-talisman#options)
    - [Content Security Policy Level 3](https://www.w3.org/TR/CSP3/)
    """
    for talisman in snapshot.config.extension_facts.talismans:
        if not talisman.csp:
            continue
        named = next((name for name in ("script-src", "default-src") if name in talisman.csp), None)
        sources = {source.lower() for source in talisman.csp.get(named or "", ())}
        told_apart = named in talisman.nonces or any(source.startswith(_TELLING) for source in sources)
        inline = "'unsafe-inline'" in sources and not told_apart
        anywhere = not sources.isdisjoint(_ANYWHERE) and "'strict-dynamic'" not in sources
        if named is None or inline or anywhere:
            yield Hit(
                message=f"The policy lets injected scripts run, by {named}."
                if named
                else "The policy does not speak of scripts.",
                fix="Name hosts and nonces in place of 'unsafe-inline', stars and schemes, or call Hardened(app).",
                location=Location(setting="Talisman(content_security_policy)"),
            )
