"""Content in the Redis or Valkey of the store: a hash for each session, and one script for compare and swap."""

from __future__ import annotations

from typing import Any

from ....storage.backend import Backend
from ....storage.redis_backend import RedisBackend
from .kept import Kept

_WRITE = """
local version = tonumber(redis.call('HGET', KEYS[1], 'v')) or 0
if version ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'v', version + 1, 't', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
"""


class RedisContent:
    """Shares the connections and the timeouts of the store."""

    def __init__(self, client: Any, prefix: str) -> None:
        self._client = client
        self._prefix = prefix
        self._write = client.register_script(_WRITE)

    @classmethod
    def of(cls, backend: Backend) -> RedisContent | None:
        """Return one for a store in Redis or Valkey."""
        if not isinstance(backend, RedisBackend):
            return None
        return cls(backend.storage.get_connection(), backend.storage.key_prefix)

    def read(self, key: str) -> Kept | None:
        text, version = self._client.hmget(self._name(key), ("t", "v"))
        return None if version is None else Kept(text, int(version))

    def write(self, key: str, text: bytes, version: int, ttl: float) -> bool:
        return bool(self._write([self._name(key)], [version, text, max(1, int(ttl * 1000))]))

    def remove(self, key: str) -> None:
        self._client.delete(self._name(key))

    def _name(self, key: str) -> str:
        return f"{self._prefix}:{{{key}}}:session"
