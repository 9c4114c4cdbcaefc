"""Options of the sanitizing room."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from ...errors import Problem, did_you_mean
from ...options import Options, options
from .policies import POLICIES, SanitizePolicy


@options
class SanitizingOptions(Options):
    """Which HTML :func:`sanitize` keeps, and how much it takes."""

    policy: str = "comment"
    """The policy where none is named: ``text``, ``comment``, ``article``, or one of :attr:`policies`."""
    policies: Mapping[str, SanitizePolicy] = field(default_factory=dict)
    """Policies of the app's own, by name."""
    engine: Literal["nh3", "bleach"] = "nh3"
    """What parses HTML. With ``bleach``, which is no longer maintained, and slow, it parses what nh3 has returned."""
    max_length: int = 200_000
    """Characters of HTML; more is 413."""
    max_tags: int = 10_000
    """Tags in it. Parsers take time in proportion to their square when none is closed."""
    max_depth: int = 100
    """Elements inside each other in what is kept. Browsers give up at 512."""

    def policy_named(self, name: str | SanitizePolicy | None) -> SanitizePolicy:
        """Return a policy by its name; None names the default.

        :raises LookupError: if there is no such policy.
        """
        if isinstance(name, SanitizePolicy):
            return name
        wanted = self.policy if name is None else name
        found = self.policies.get(wanted) or POLICIES.get(wanted)
        if found is None:
            raise LookupError(
                f"There is no sanitizing policy {wanted!r}. {did_you_mean(wanted, {*self.policies, *POLICIES})}"
            )
        return found

    def faults(self) -> Iterator[Problem]:
        """Yield names without a policy, an engine that is not there, and limits that let nothing through."""
        for name in sorted(set(self.policies) & set(POLICIES)):
            yield self.problem("policies", f"{name!r} is a policy of Flask-Hardened.", "Give yours another name.")
        if self.policy not in self.policies and self.policy not in POLICIES:
            yield self.problem(
                "policy",
                f"there is no policy {self.policy!r}.",
                did_you_mean(self.policy, {*self.policies, *POLICIES}),
            )
        if self.engine == "bleach" and importlib.util.find_spec("bleach") is None:
            yield self.problem("engine", "bleach is not installed.", "Run: pip install flask-hardened[bleach]")
        for name in ("max_length", "max_tags", "max_depth"):
            if getattr(self, name) < 1:
                yield self.problem(name, "no HTML has room in it.", "Give a number above 0.")
