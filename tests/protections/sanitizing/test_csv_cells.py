"""csv_safe(): cells that no spreadsheet runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.protections.sanitizing.csv_cells import csv_safe


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1", "\uff1d1+1", "|calc", "\u3000=1", "\u200e=1", "\u202a=1",
     "\u200b\u2060=1",
     "-2+cmd|' /C calc'!A0", "=", "-", "+"],
)  # fmt: skip
def test_formulas_are_text(cell):
    """An apostrophe is put before them; nothing is lost."""
    assert f"'{cell}" == csv_safe(cell)


@pytest.mark.parametrize("cell", ["", "x", "1=1", "a@example.org", "-1", "+1.5", "-1,5", "-12%", "'=1", " x"])
def test_other_texts_stay(cell):
    """Addresses, and plain numbers with a sign."""
    assert cell == csv_safe(cell)


@pytest.mark.parametrize("value", [-1, 1.5, None, True])
def test_other_values_stay(value):
    """Only text can be a formula."""
    assert value is csv_safe(value)


@given(st.text())
def test_no_text_begins_like_a_formula(cell):
    """Whatever is before it that spreadsheets skip, unless it is a number."""
    safe = csv_safe(cell)
    assert isinstance(safe, str)
    assert safe.endswith(cell)
    assert not safe.lstrip().startswith(("=", "@")) or safe.startswith("'")
