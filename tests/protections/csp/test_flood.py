"""Counting and limiting in bounded memory."""

from __future__ import annotations

import pytest

from flask_hardened.protections.csp.flood import ClientBuckets, Repetitions, TokenBucket


def test_a_bucket_allows_its_capacity_a_minute() -> None:
    """Full at first, refilled evenly, never above its capacity."""
    bucket = TokenBucket(6, 0.0)
    assert [True] * 6 + [False] == [bucket.take(0.0) for _ in range(7)]
    assert [True, False] == [bucket.take(10.0), bucket.take(10.0)]
    assert [True] * 6 + [False] == [bucket.take(10_000.0) for _ in range(7)]


def test_a_clock_that_stands_or_goes_back_gives_nothing() -> None:
    """Tokens come of time that has passed only."""
    bucket = TokenBucket(1, 100.0)
    assert [True, False, False] == [bucket.take(100.0), bucket.take(50.0), bucket.take(50.0)]


def test_clients_have_buckets_of_their_own() -> None:
    """One client's flood leaves the others their reports."""
    clients = ClientBuckets(2)
    assert [True, True, False] == [clients.take("192.0.2.1", 0.0) for _ in range(3)]
    assert clients.take("192.0.2.2", 0.0)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "", True),
        ("not:an:address", "not:another", False),
    ],
)
def test_who_counts_as_one_client(first: str, second: str, same: bool) -> None:
    """An IPv6 client has a /64 network to choose addresses from."""
    clients = ClientBuckets(1)
    clients.take(first, 0.0)
    assert same is not clients.take(second, 0.0)


def test_clients_are_forgotten() -> None:
    """At most 1024 clients are remembered, the most recent ones."""
    clients = ClientBuckets(1)
    for number in range(5000):
        clients.take(f"198.51.{number >> 8}.{number & 255}", 0.0)
    assert 1024 == len(clients)


def test_repetitions_are_counted_and_said_after_the_window() -> None:
    """The first is said; the next one that is said tells how many there were in between."""
    seen = Repetitions(60.0)
    assert [1, None, None] == [seen.count("a", float(when)) for when in (0, 1, 59)]
    assert 1 == seen.count("b", 59.0)
    assert [3, None] == [seen.count("a", 60.0), seen.count("a", 61.0)]


def test_what_could_not_be_said_is_said_next_time() -> None:
    """A violation over the limit is not lost behind its window."""
    seen = Repetitions(60.0)
    seen.count("a", 0.0)
    seen.forget("a")
    assert 1 == seen.count("a", 1.0)


def test_violations_are_forgotten() -> None:
    """At most 512 are remembered."""
    seen = Repetitions(60.0)
    for number in range(5000):
        seen.count(number, 0.0)
    assert 512 == len(seen)
