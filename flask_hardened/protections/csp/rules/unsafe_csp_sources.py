"""FHC003: sources that let injected scripts run."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import setting_of
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ..grammar import DANGEROUS, STRICT_DYNAMIC, wire_name
from ..options import CspOptions
from ..profiles import Lists
from ._policies import changed_policies, holding, policy_of

JUDGED = ("script_src", "script_src_attr", "object_src", "base_uri")
NOT_IGNORED = frozenset({"'unsafe-eval'"})
"""What browsers obey beside ``'strict-dynamic'``; they ignore the other dangerous sources there."""


@rule(
    code="FHC003",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(79, 95),
    owasp=("A03", "A05"),
    asvs=("3.4.3",),
)
def unsafe_csp_sources(snapshot: Snapshot) -> Iterator[Hit]:
    """The Content-Security-Policy contains sources that let injected scripts run.

    ## What it does
    Reports `'unsafe-inline'`, `'unsafe-eval'`, `*`, and whole schemes such as `data:` and `https:` where they decide
    about scripts, plug-ins or the base address: for the app, and for each route where a decorator adds them. What
    browsers ignore beside `'strict-dynamic'` is not reported.

    ## Why is this bad
    With `'unsafe-inline'` the first value that is not escaped runs as a script; with `https:` a script of any host in
    the world does. The policy is then long and protects from nothing.

    ## Example
    ```python
    Hardened(app, csp=CspOptions(script_src=["'unsafe-inline'"], dangerously_allow=["'unsafe-inline'"]))
    ```

    ## Use instead
    Nothing: scripts written in templates get a nonce by themselves, and what they load is trusted by
    `'strict-dynamic'`.
    ```python
    Hardened(app)
    ```

    ## References
    - [CSP Is Dead, Long Live CSP (2016)](https://research.google/pubs/pub45542/)
    - [CWE-79: Improper Neutralization of Input During Web Page Generation](https://cwe.mitre.org/data/definitions/79.html)
    - [CSP Level 3: strict-dynamic](https://www.w3.org/TR/CSP3/#strict-dynamic-usage)
    """
    options, app_wide = snapshot.options(CspOptions), policy_of(snapshot.default_plan)
    if options is None or app_wide is None:
        return
    known = dict(_unsafe(app_wide.lists))
    for directive, sources in known.items():
        yield Hit(
            message=_said(directive, sources),
            fix="Remove it; scripts in templates get nonces. If one page needs it, say so there with @csp(...).",
            location=setting_of("csp", directive if getattr(options, directive) is not None else "default_src"),
        )
    for route, policy in changed_policies(snapshot):
        for directive, sources in _unsafe(policy.lists):
            new = [source for source in sources if source not in known.get(directive, ())]
            if new:
                yield Hit(
                    message=_said(directive, new),
                    fix="Remove it from its decorator, or keep everything that is not ours off this page.",
                    location=route.location,
                    severity=Severity.MEDIUM,
                )


def _unsafe(lists: Lists) -> Iterator[tuple[str, list[str]]]:
    """Yield each judged directive that has dangerous sources, and these."""
    for directive in JUDGED:
        sources = holding(lists, directive)
        obeyed = DANGEROUS & NOT_IGNORED if STRICT_DYNAMIC in sources else DANGEROUS
        found = [source for source in sources if source in obeyed]
        if found:
            yield directive, found


def _said(directive: str, sources: list[str]) -> str:
    return f"{wire_name(directive)} allows {' and '.join(sources)}, which lets injected code run."
