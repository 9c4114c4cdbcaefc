"""Options of the headers room."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from ...errors import Problem
from ...options import Options, options
from .cache_control import CachePolicy
from .catalog import HEADERS
from .cross_origin_embedder_policy import EmbedderPolicy
from .cross_origin_opener_policy import OpenerPolicy
from .cross_origin_resource_policy import ResourcePolicy
from .dns_prefetch_control import DnsPrefetch
from .frame_options import FrameOptions
from .permitted_cross_domain_policies import CrossDomainPolicies
from .referrer_policy import ReferrerPolicy

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)


@options
class HeadersOptions(Options):
    """Security headers with a fixed value. None leaves a header out; a stricter value that a view sets is kept."""

    content_type_options: bool = True
    """Send ``X-Content-Type-Options: nosniff``. Default True."""
    frame_options: FrameOptions | None = "DENY"
    """``X-Frame-Options``. Default ``DENY``; it follows the CSP's ``frame-ancestors`` where these say another thing."""
    referrer_policy: ReferrerPolicy | None = "strict-origin-when-cross-origin"
    """``Referrer-Policy``. Default ``strict-origin-when-cross-origin``; ``no-referrer`` in the strict preset."""
    cross_origin_opener_policy: OpenerPolicy | None = "same-origin-allow-popups"
    """``Cross-Origin-Opener-Policy``. Default ``same-origin-allow-popups``, so that sign-in pop-ups of other sites can
    answer; ``same-origin`` in the api and strict presets."""
    cross_origin_resource_policy: ResourcePolicy | None = "same-origin"
    """``Cross-Origin-Resource-Policy``. Default ``same-origin``."""
    cross_origin_embedder_policy: EmbedderPolicy | None = None
    """``Cross-Origin-Embedder-Policy``. Default None; ``require-corp`` in the strict preset."""
    origin_agent_cluster: bool = True
    """Send ``Origin-Agent-Cluster: ?1``. Default True."""
    permissions_policy: Mapping[str, Sequence[str]] | None = field(default_factory=dict)
    """``Permissions-Policy``: feature → who may use it (``()`` nobody, ``("self",)``, ``("*",)``, origins), laid over
    the features denied to everybody: sensors, capture, devices, payment and tracking. ``{"camera": ("self",)}`` allows
    one of them to the app's own pages. Default: nothing beyond the denied ones."""
    permitted_cross_domain_policies: CrossDomainPolicies | None = "none"
    """``X-Permitted-Cross-Domain-Policies``. Default ``none``."""
    dns_prefetch_control: DnsPrefetch | None = "off"
    """``X-DNS-Prefetch-Control``. Default ``off``."""
    cache_control: CachePolicy = "personal"
    """When to send ``Cache-Control: no-store``: ``personal`` (default: the session was used, a cookie is set, or the
    request carried credentials), ``always``, or ``off``."""
    remove: Sequence[str] = ("Server", "X-Powered-By")
    """Headers that tell what the app runs on, taken out of its responses. A server that adds its own afterwards has to
    be told itself. Default ``Server`` and ``X-Powered-By``."""

    def faults(self) -> Iterator[Problem]:
        """Yield what the headers' own files find wrong with their values."""
        for header in HEADERS:
            value = getattr(self, header.option)
            if value is not None:
                try:
                    header.render(value)
                except ValueError as error:
                    yield self.problem(header.option, *error.args)
        for name in self.remove:
            if not _TOKEN.fullmatch(name):
                yield self.problem("remove", f"{name!r} is not a header's name.", "Give names such as 'Server'.")
