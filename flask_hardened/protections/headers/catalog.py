"""Every header with a fixed value, in the order in which they are sent."""

from __future__ import annotations

from . import (
    content_type_options,
    cross_origin_embedder_policy,
    cross_origin_opener_policy,
    cross_origin_resource_policy,
    dns_prefetch_control,
    frame_options,
    origin_agent_cluster,
    permissions_policy,
    permitted_cross_domain_policies,
    referrer_policy,
)
from .header import Header

HEADERS: tuple[Header, ...] = (
    content_type_options.HEADER,
    frame_options.HEADER,
    referrer_policy.HEADER,
    cross_origin_opener_policy.HEADER,
    cross_origin_resource_policy.HEADER,
    cross_origin_embedder_policy.HEADER,
    origin_agent_cluster.HEADER,
    permissions_policy.HEADER,
    permitted_cross_domain_policies.HEADER,
    dns_prefetch_control.HEADER,
)
