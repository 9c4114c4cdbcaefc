"""Keeps compiled templates apart: with our calls in them, or without."""

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

_TRANSFORMATION = "flask-hardened-markup-2"
"""Raise the number whenever the same template would be compiled differently."""


class SaltedBytecodeCache(BytecodeCache):
    """A bytecode cache that takes code for stale unless it was compiled by this version of the transformation.

    It keeps nothing itself: the cache it wraps loads, dumps, clears and names the entries. An environment without the
    extension that shares the storage finds our checksum wrong in turn, and compiles for itself.
    """

    def __init__(self, wrapped: BytecodeCache) -> None:
        self.wrapped = wrapped
        self.words: tuple[str, ...] = ()
        """What else decides how a template is compiled: the planners of the environment."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load from the wrapped cache."""
        self.wrapped.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Dump into the wrapped cache."""
        self.wrapped.dump_bytecode(bucket)

    def clear(self) -> None:
        """Clear the wrapped cache."""
        self.wrapped.clear()

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Give the wrapped cache's key."""
        return self.wrapped.get_cache_key(name, filename)

    def get_source_checksum(self, source: str) -> str:
        """Give the wrapped cache's checksum, mixed with the version of the transformation."""
        return f"{self.wrapped.get_source_checksum(source)}-{'-'.join((_TRANSFORMATION, *self.words))}"
