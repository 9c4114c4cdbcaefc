"""Nonces and hashes for the inline code of templates, put in when Jinja compiles them."""

from .extension import HardenedMarkup, install
from .inventory import Inline, inventory
from .pages import PageHashes, collect_hashes
from .runtime import PageSink, SinkLookup

__all__ = [
    "HardenedMarkup",
    "Inline",
    "PageHashes",
    "PageSink",
    "SinkLookup",
    "collect_hashes",
    "install",
    "inventory",
]
