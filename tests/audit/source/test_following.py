"""Answers are kept, circles end, and long ways are given up."""

from __future__ import annotations

from flask_hardened.audit.source.following import Following


def test_an_answer_is_computed_once() -> None:
    """Whatever it is, also where it is what unknown is."""
    thing, asked, following = object(), [], Following(0)

    def compute() -> int:
        asked.append(thing)
        return 0

    assert [0, 0] == [following.answer(thing, compute), following.answer(thing, compute)]
    assert [thing] == asked


def test_a_circle_is_unknown_where_it_closes() -> None:
    """Whoever asked first gets an answer; what was found on the way is asked again, from its own beginning."""
    first, second = object(), object()
    following: Following[frozenset[str]] = Following(frozenset())

    def of_first() -> frozenset[str]:
        return frozenset({"first"}) | following.answer(second, of_second)

    def of_second() -> frozenset[str]:
        return frozenset({"second"}) | following.answer(first, of_first)

    assert {"first", "second"} == following.answer(first, of_first)
    assert {"first", "second"} == following.answer(second, of_second)


def test_a_way_without_end_is_given_up() -> None:
    """After some thousand steps the rest is unknown; the next question begins anew."""
    whole, things = object(), [object() for _ in range(10_000)]
    following: Following[int] = Following(0)
    reached = following.answer(whole, lambda: sum(following.answer(thing, lambda: 1) for thing in things))
    assert 1_000 < reached < 9_000
    assert 1 == following.answer(things[-1], lambda: 1)
