"""Bytecode caches never mix templates with and without our calls."""

from __future__ import annotations

import pytest
from jinja2 import BytecodeCache, DictLoader, Environment, FileSystemBytecodeCache

from flask_hardened.markup import bytecode, install
from flask_hardened.markup.bytecode import SaltedBytecodeCache

TAG, NONCE = "<script></script>", '<script nonce="OWN"></script>'


class Counting(BytecodeCache):
    """Keeps bytecode in memory and counts."""

    def __init__(self):
        self.kept = {}
        self.loaded = self.dumped = 0

    def load_bytecode(self, bucket):
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])
            self.loaded += bucket.code is not None

    def dump_bytecode(self, bucket):
        self.kept[bucket.key] = bucket.bytecode_to_string()
        self.dumped += 1

    def clear(self):
        self.kept.clear()

    def get_cache_key(self, name, filename=None):
        return f"own-{name}"


def plain(cache):
    return Environment(loader=DictLoader({"a": TAG}), bytecode_cache=cache)


@pytest.fixture
def hardened(sink):
    def environment(cache):
        made = plain(cache)
        install(made, lambda: sink)
        return made

    return environment


def test_stale_bytecode_is_compiled_again(hardened, tmp_path):
    """In both directions."""
    cache = FileSystemBytecodeCache(str(tmp_path))
    for _ in range(2):
        assert TAG == plain(cache).get_template("a").render()
        assert NONCE == hardened(cache).get_template("a").render()


def test_fresh_bytecode_is_used(hardened):
    """A second process compiles nothing."""
    cache = Counting()
    assert NONCE == hardened(cache).get_template("a").render()
    assert NONCE == hardened(cache).get_template("a").render()
    assert (1, 1) == (cache.loaded, cache.dumped)


def test_another_version_of_the_transformation(hardened, monkeypatch):
    """What an older version compiled is stale."""
    cache = Counting()
    hardened(cache).get_template("a")
    monkeypatch.setattr(bytecode, "_TRANSFORMATION", "next")
    hardened(cache).get_template("a")
    assert (0, 2) == (cache.loaded, cache.dumped)


def test_a_cache_set_after_installing(hardened, sink):
    """The next call of ``install`` salts it and forgets what was loaded from it."""
    cache = Counting()
    plain(cache).get_template("a")
    environment = hardened(None)
    environment.bytecode_cache = cache
    assert TAG == environment.get_template("a").render()
    install(environment, lambda: sink)
    assert NONCE == environment.get_template("a").render()


def test_an_overlay_with_a_cache_of_its_own(hardened):
    """It is salted as the overlay is made."""
    cache = Counting()
    plain(cache).get_template("a")
    assert NONCE == hardened(None).overlay(bytecode_cache=cache).get_template("a").render()


def test_the_wrapped_cache_keeps_its_keys(hardened):
    """Names and clearing are its own."""
    cache = Counting()
    environment = hardened(cache)
    environment.get_template("a")
    assert ["own-a"] == list(cache.kept)
    environment.bytecode_cache.clear()
    assert {} == cache.kept


def test_salted_once(hardened, sink):
    """However often the extension is installed."""
    environment = hardened(Counting())
    install(environment, lambda: sink)
    assert isinstance(environment.bytecode_cache, SaltedBytecodeCache)
    assert isinstance(environment.bytecode_cache.wrapped, Counting)


def test_numbers_in_styles_from_bytecode(sink):
    """Everything the compiled template needs is in its code."""
    cache = Counting()
    for _ in range(2):
        environment = Environment(loader=DictLoader({"a": "<p style='a:{{ n }}' onclick=b>"}), bytecode_cache=cache)
        install(environment, lambda: sink)
        environment.get_template("a").render(n=1)
    assert 2 == len(sink.style)
    assert 2 == len(sink.script)
