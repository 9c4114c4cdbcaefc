"""Git's patterns: each case was compared with ``git check-ignore``."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.gitignore import parse, verdict


def ignores(text: str, path: str) -> bool:
    """Whether these lines leave a file out, itself or a folder above it."""
    patterns, parts = parse(text), path.split("/")
    return any(
        verdict(patterns, "/".join(parts[:depth]), is_folder=depth < len(parts)) for depth in range(1, len(parts) + 1)
    )


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (".env", ".env"),
        (".env", "deep/er/.env"),
        ("/.env", ".env"),
        ("*.env", "prod.env"),
        ("build/", "build/a/b"),
        ("/a/*/c", "a/b/c"),
        ("a/**/c", "a/c"),
        ("a/**/c", "a/b/b/c"),
        ("**/c", "a/b/c"),
        ("a/**", "a/b/c"),
        ("[ab].py", "b.py"),
        ("[!a].py", "b.py"),
        ("a?c", "abc"),
        ("\\#a", "#a"),
        ("\\!a", "!a"),
        ("a\\ ", "a "),
        ("a   ", "a"),
        ("!.env\n.env", ".env"),
        ("a.b", "a.b"),
    ],
)
def test_left_out(text: str, path: str) -> None:
    """Names anywhere, anchored paths, folders, stars, classes, escapes; the last line that matches decides."""
    assert ignores(text, path)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/.env", "a/.env"),
        ("a/.env", "b/a/.env"),
        ("build/", "build"),
        ("*.env", ".envrc"),
        ("/a/*/c", "a/b/b/c"),
        ("a/**", "a"),
        ("[!a].py", "a.py"),
        ("a?c", "a/c"),
        ("# .env", ".env"),
        (".env\n!.env", ".env"),
        ("", "a"),
        ("/", "a"),
        ("a.b", "axb"),
        ("[", "a"),
    ],
)
def test_kept(text: str, path: str) -> None:
    """Near misses of the above."""
    assert not ignores(text, path)


@given(st.text(), st.text(min_size=1).filter(lambda path: "\n" not in path))
def test_any_text_can_be_read(text: str, path: str) -> None:
    """A file that holds no patterns is no reason to stop."""
    assert ignores(text, path) in {True, False}


@given(st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5}){0,3}", fullmatch=True))
def test_a_path_leaves_itself_out(path: str) -> None:
    """Plain names mean themselves, and a later exclamation mark takes it back."""
    assert ignores(f"/{path}", path)
    assert not ignores(f"/{path}\n!/{path}", path)


@pytest.mark.parametrize("text", ["*a" * 60 + "b", "**/" * 60 + "b", "/*a" * 60, "**/a*" * 40 + "b", "*" * 5_000])
def test_no_pattern_takes_long(text: str) -> None:
    """Tried one after the other, the ways of sixty stars to match a long name would take for ever."""
    started = time.monotonic()
    assert not ignores(text, "/".join(["a" * 100] * 30))
    assert 5 > time.monotonic() - started


@pytest.mark.parametrize(("text", "path"), [("*a*b", "xaxb"), ("a*b*c", "abbcbc"), ("*.py[co]", "a.b.pyc"), ("***", "a"),
                                            ("a/**/b/**/c", "a/x/b/y/b/z/c"), ("a**b", "axxb")])  # fmt: skip
def test_several_stars(text: str, path: str) -> None:
    """Each takes as much as it must."""
    assert ignores(text, path)
