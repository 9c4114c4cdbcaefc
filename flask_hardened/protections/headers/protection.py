"""The headers room: fixed headers on every response, never weaker than what a view set itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from ...exchange import Exchange
from ...plan import PlanDraft
from ...protection import Protection
from . import cache_control
from .catalog import HEADERS
from .frame_options import from_frame_ancestors
from .options import HeadersOptions


class Headers(Protection[HeadersOptions]):
    """Adds each header of the catalog to the plan, and judges what views set against it (OWASP Secure Headers)."""

    feature = "headers"
    options_type = HeadersOptions

    def compile(self, draft: PlanDraft) -> None:
        """Resolve app and marks, and add the headers, the watchers and the cache policy."""
        chosen = self.options
        for mark in draft.marks.of(self.feature):
            chosen = _laid_over(chosen, mark)
        chosen = self._following_csp(chosen, draft)
        for header in HEADERS:
            value = getattr(chosen, header.option)
            if value is None or value is False:
                continue
            rendered = header.render(value)
            draft.headers[header.name] = rendered
            draft.watch_once(header.name, _stricter(header.stricter, rendered))
        for name in chosen.remove:
            draft.watch_each(name, _drop)
        cache_control.add_to(draft, chosen.cache_control)

    @staticmethod
    def _following_csp(chosen: HeadersOptions, draft: PlanDraft) -> HeadersOptions:
        """Let X-Frame-Options say what ``frame-ancestors`` says: browsers that know both obey the latter."""
        compiled = draft.room.get("csp")
        ancestors = getattr(compiled, "frame_ancestors", None)
        if ancestors is None or chosen.frame_options is None or from_frame_ancestors(ancestors) == "DENY":
            return chosen
        return dataclasses.replace(chosen, frame_options=from_frame_ancestors(ancestors))


def _laid_over(outer: HeadersOptions, inner: HeadersOptions) -> HeadersOptions:
    """Return `outer` with what `inner` names; features of the Permissions-Policy are laid over one by one."""
    values = {name: getattr(inner, name) for name in inner.given}
    if outer.permissions_policy is not None and values.get("permissions_policy") is not None:
        values["permissions_policy"] = {**outer.permissions_policy, **values["permissions_policy"]}
    return dataclasses.replace(outer, **values)


def _stricter(compare: Callable[[str, str], str], policy: str) -> Callable[[Exchange, list[str]], str]:
    def judge(exchange: Exchange, values: list[str]) -> str:
        return compare(", ".join(values), policy)

    return judge


def _drop(exchange: Exchange, value: str) -> None:
    """Take a header out."""
