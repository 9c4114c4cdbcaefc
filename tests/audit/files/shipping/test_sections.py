"""Files of sections in which a key may come twice."""

from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.shipping.sections import Entry, entries


def test_entries_have_section_and_line() -> None:
    """In their order; comments are left out, continued lines joined."""
    text = "a = 0\n[Service]\n# b=1\n; c=2\nExecStart=/bin/a \\\n    --b\nExecStart = x=y \n\n[ uwsgi ]\nhttp-socket=:80\nword\n"
    assert [
        Entry(section="", name="a", value="0", line=1),
        Entry(section="service", name="ExecStart", value="/bin/a  --b", line=5),
        Entry(section="service", name="ExecStart", value="x=y", line=7),
        Entry(section="uwsgi", name="http-socket", value=":80", line=10),
    ] == list(entries(text))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Lines that are neither are left out."""
    assert all(each.name for each in entries(text))


def test_hostile_lines_take_no_time() -> None:
    """Nobody writes such lines."""
    assert [] == list(entries("a" + " " * 200_000))
