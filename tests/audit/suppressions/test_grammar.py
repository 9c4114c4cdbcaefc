"""What is written in a comment."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.suppressions.grammar import is_meant, parse

KNOWN = {"FHC001", "FHF004", "FHX001", "FHX004"}


@pytest.mark.parametrize(
    ("comment", "codes", "reason", "until"),
    [
        (" hardened: ignore[FHC001] why", ("FHC001",), "why", None),
        ("hardened:ignore[FHC001, FHF004]  because of\tthis ", ("FHC001", "FHF004"), "because of this", None),
        (" hardened: ignore[FHC001] until=2027-01-31 why", ("FHC001",), "why", date(2027, 1, 31)),
        (" hardened: ignore[FHC001] why until=2027-01-31", ("FHC001",), "why", date(2027, 1, 31)),
        (" hardened: ignore[FHC001] waituntil=soon", ("FHC001",), "waituntil=soon", None),
    ],
)
def test_what_is_said(comment: str, codes: tuple[str, ...], reason: str, until: date | None) -> None:
    """Codes, reason, and the last day."""
    assert is_meant(comment)
    assert (codes, reason, until) == tuple(parse(comment, KNOWN))


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("hardened: ignore[FHC001]", "no reason"),
        ("hardened: ignore[FHC001] --", "no reason"),
        ("hardened: ignore[FHC001] until=2027-01-31", "no reason"),
        ("hardened: ignore[] why", "no code"),
        ("hardened: ignore why", "not written like"),
        ("hardened: ignored[FHC001] why", "not written like"),
        ("HARDENED: ignore[FHC001] why", "not written like"),
        ("hardened: ignore[FHC01] why", "Did you mean 'FHC001'"),
        ("hardened: ignore[FHC] why", "No rule has the code"),
        ("hardened: ignore[fhc001] why", "No rule has the code"),
        ("hardened: ignore[FHX001] why", "cannot be ignored"),
        ("hardened: ignore[FHX004] why", "cannot be ignored"),
        ("hardened: ignore[FHC001] why until=2027-02-30", "is no day"),
        ("hardened: ignore[FHC001] why until=tomorrow", "is no day"),
        ("hardened: ignore[FHC001] why until=20270131", "is no day"),
        ("hardened: ignore[FHC001] why until=", "is no day"),
        ("hardened: ignore[FHC001] why until=2027-01-31 until=2028-01-31", "more than one"),
    ],
)
def test_what_cannot_be_read(comment: str, fault: str) -> None:
    """It is meant for the audit, and the message says what is wrong."""
    assert is_meant(comment)
    with pytest.raises(ValueError, match=fault.replace("(", r"\(")):
        parse(comment, KNOWN)


@pytest.mark.parametrize("comment", ["noqa: hardened: ignore", " is hardened: see", "harden: x", "hardened ignore"])
def test_other_comments_are_left_alone(comment: str) -> None:
    """They only look alike."""
    assert not is_meant(comment)


@given(st.text(max_size=40))
def test_nothing_else_is_raised(rest: str) -> None:
    """Whatever follows."""
    try:
        said = parse(f"hardened: ignore[{rest}", KNOWN)
    except ValueError:
        return
    assert said.codes
    assert said.reason
