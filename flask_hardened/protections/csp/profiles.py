"""The directives that a profile begins with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from .grammar import NONE, SELF, STRICT_DYNAMIC

Profile = Literal["web", "strict", "api"]
Lists = Mapping[str, tuple[str, ...]]
"""A policy: directive → sources. A directive that takes no value has an empty list."""

_DOCUMENT: Lists = {
    "base_uri": (NONE,),
    "object_src": (NONE,),
    "form_action": (SELF,),
    "frame_ancestors": (NONE,),
    "script_src": (STRICT_DYNAMIC,),
    "script_src_attr": (NONE,),
    "style_src_attr": (NONE,),
    "upgrade_insecure_requests": (),
}

PROFILES: Mapping[str, Lists] = MappingProxyType(
    {
        "web": {
            **_DOCUMENT,
            "default_src": (SELF,),
            "style_src": (SELF, "https:"),
            "img_src": (SELF, "data:", "blob:", "https:"),
            "font_src": (SELF, "data:", "https:"),
            "media_src": (SELF, "data:", "blob:", "https:"),
            "frame_src": (SELF, "https:"),
            "worker_src": (SELF, "blob:"),
        },
        "strict": {
            **_DOCUMENT,
            "default_src": (SELF,),
            "style_src": (SELF,),
            "img_src": (SELF, "data:"),
            "worker_src": (SELF,),
            "require_trusted_types_for": ("'script'",),
        },
        "api": {
            "default_src": (NONE,),
            "base_uri": (NONE,),
            "form_action": (NONE,),
            "frame_ancestors": (NONE,),
        },
    }
)
"""What each profile allows.

``web`` keeps an ordinary page working whose styles, fonts, images, media and frames come from elsewhere over HTTPS;
scripts run by nonce only. ``https:`` stands in ``style-src`` although links get nonces, because a style sheet's
``@import`` has none (w3c/webappsec-csp issue 399), and web fonts are often imported so. ``strict`` takes everything
from the own origin and demands Trusted Types. ``api`` is for responses that are no documents.
"""
