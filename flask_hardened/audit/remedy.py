"""What the one line ``Hardened(app)`` would mend of an app that is not hardened, and what only its authors can.

It is found out, not listed: the same rules are asked a second time, of the same evidence with the policy of a probe, an
empty app of the same configuration that was hardened with the defaults. What they no longer say, the line mends. What
was measured, such as answers to requests, stays as it was measured, so nothing is promised there. Other security
extensions stay on the app in this, while ``Hardened(app)`` asks for them to be handed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from flask import Flask

from .collectors.hardening import collect_hardening, hardening_in
from .collectors.routes import collect_routes
from .engine import run
from .finding import Finding
from .rule import Rule
from .snapshot import Snapshot, Unchecked


def with_hardening(snapshot: Snapshot, app: Flask, probe: Flask, root: Path) -> Snapshot:
    """Return the evidence about `app` as it would be with the policy of `probe`.

    :param probe: an empty app of the same configuration, hardened.
    """
    routes, config = snapshot.route_facts, snapshot.config_facts
    if routes is not None:
        routes = collect_routes(app, root, _ignore, hardening_in(probe))
    if config is not None:
        # what the line itself sets, such as the flags of the session cookie
        set_by_us = {key: probe.config[key] for key in config.values if key in probe.config and key != "TESTING"}
        config = replace(config, values=MappingProxyType({**config.values, **set_by_us}))
    return replace(
        snapshot, route_facts=routes, config_facts=config, hardening_facts=collect_hardening(probe), problems=()
    )


def mended_by_hardening(
    findings: Iterable[Finding], rules: Sequence[Rule], hardened: Snapshot, root: Path
) -> frozenset[Finding]:
    """Return those of the findings that the rules no longer have of the hardened evidence.

    A finding stays if its rule still says something of the same place. What a rule cannot be asked about is not
    mended.
    """
    asked = [rule for rule in rules if rule.code in {finding.code for finding in findings}]
    report = run(asked, hardened, root)
    answered = set(report.asked)
    left = {(finding.code, str(finding.location)) for finding in report.findings}
    return frozenset(
        finding
        for finding in findings
        if finding.code in answered and (finding.code, str(finding.location)) not in left
    )


def remedy_sentence(mended: int, findings: int) -> str:
    """Return the sentence for reports: "Hardened(app) mends 23 of these 31 findings; the other 8 are yours."."""
    if not findings or not mended:
        return ""
    if mended == findings:
        return f"Hardened(app) mends {'this finding' if findings == 1 else f'all of these {findings} findings'}."
    others = findings - mended
    verb = "the other one is yours" if others == 1 else f"the other {others} are yours"
    return f"Hardened(app) mends {mended} of these {findings} findings; {verb}."


def _ignore(unchecked: Unchecked) -> None:
    """Drop what could not be read: it was noted when the evidence was collected."""
