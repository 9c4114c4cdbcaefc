"""Nonces and hashes for the inline code of templates, put in when Jinja compiles them."""

from .extension import HardenedMarkup, install
from .inventory import Inline, inventory
from .nonces import NONCE_KINDS, NonceKind
from .pages import PageHashes, collect_hashes
from .runtime import PageSink, SinkLookup

__all__ = [
    "NONCE_KINDS",
    "HardenedMarkup",
    "Inline",
    "NonceKind",
    "PageHashes",
    "PageSink",
    "SinkLookup",
    "collect_hashes",
    "install",
    "inventory",
]
