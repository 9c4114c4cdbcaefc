"""The grammar of Dockerfiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.shipping.dockerfile import instructions, stages


def listed(text: str) -> list[tuple[str, str, int]]:
    """Return name, value and line of each instruction."""
    return [(each.name, each.value, each.line) for each in instructions(text)]


def test_lines_are_joined() -> None:
    """With comments and empty lines between them, as Docker does; the line is the first one's."""
    text = "# a\nfrom a:1\nRUN one && \\\n  # note\n\n  two\nCMD x\n"
    assert [("FROM", "a:1", 2), ("RUN", "one &&   two", 3), ("CMD", "x", 7)] == listed(text)


def test_another_sign_may_continue_lines() -> None:
    """On Windows the backslash is part of paths."""
    assert [("RUN", "dir C:\\", 2), ("CMD", "a b", 3)] == listed("# escape=`\nRUN dir C:\\\nCMD a `\nb\n")


def test_here_documents_belong_to_their_instruction() -> None:
    """Also two, quoted, or with tabs; a shift is none."""
    text = "RUN <<EOF\ncurl x\n# kept\nEOF\nCOPY <<-'A' <<B /d/\n\tFROM\n\tA\nUSER x\nB\nRUN echo $((1<<2))\nCMD y\n"
    assert ["RUN", "COPY", "RUN", "CMD"] == [name for name, _, _ in listed(text)]
    assert "curl x\n# kept" in listed(text)[0][1]


def test_flags_are_apart_from_arguments() -> None:
    """Of COPY, ADD, RUN and FROM."""
    (copy,) = instructions("COPY --from=build --chown=a:b --link a b /c\n")
    assert {"from": "build", "chown": "a:b", "link": ""} == copy.flags
    assert ["a", "b", "/c"] == copy.words


def test_words_come_as_a_list_or_as_shells_split_them() -> None:
    """A list that is no JSON is a shell's."""
    (first, second, third) = instructions('CMD ["a", "b c"]\nCMD a "b c"\nCMD [ -f x ]\n')
    assert ["a", "b c"] == first.words == second.words
    assert [True, False] == [first.is_exec_form, second.is_exec_form]
    assert ["[", "-f", "x", "]"] == third.words


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("ENV A=1 B=\"two words\" C='x'", [("A", "1"), ("B", "two words"), ("C", "x")]),
        ("ENV A one two", [("A", "one two")]),
        ("ENV A=b=c", [("A", "b=c")]),
        ("ARG A", [("A", "")]),
        ("ARG A=1", [("A", "1")]),
        ("ENV A=", [("A", "")]),
    ],
)
def test_pairs(text: str, pairs: list[tuple[str, str]]) -> None:
    """Both forms of ENV; ARG with and without a default."""
    (instruction,) = instructions(text)
    assert pairs == instruction.pairs


def test_stages_begin_with_from() -> None:
    """What stands before the first belongs to none; ONBUILD counts as what it does then."""
    before, found = stages("ARG V=3\nFROM --platform=x python:$V AS Base\nONBUILD USER app\nFROM base\nCMD a\n")
    assert ["ARG"] == [each.name for each in before]
    assert [("python:$V", "Base", 2), ("base", "", 4)] == [(each.base, each.name, each.line) for each in found]
    assert ["USER"] == [each.name for each in found[0].instructions]


@given(st.text() | st.text("FROMCDAENVRU \\\n<=\"'[]{}$#`-E,").map(lambda text: f"FROM a\n{text}"))
def test_any_text_can_be_read(text: str) -> None:
    """What is no instruction is left out; each has a line of the text."""
    for each in instructions(text):
        assert 1 <= each.line <= len(text.splitlines())
        assert isinstance(each.words, list)
        assert isinstance(each.pairs, list)
    assert isinstance(stages(text), tuple)
