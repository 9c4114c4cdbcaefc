"""The grammar of nginx's files; the accepted ones were read by nginx itself."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flask_hardened.audit.files.shipping.facts import Directive
from flask_hardened.audit.files.shipping.nginx_syntax import NotNginx, parse


def shape(directives: tuple[Directive, ...]) -> list[object]:
    """Return directives as lists: name, arguments, those inside."""
    return [[each.name, *each.args, *([shape(each.children)] if each.children else [])] for each in directives]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("return 404;", [["return", "404"]]),
        ("return 200 'a; b # {';", [["return", "200", "a; b # {"]]),
        ('return 200 "say \\"a\\"";', [["return", "200", 'say "a"']]),
        ("# a { b\nalias /x;# c", [["alias", "/x"]]),
        ("location ~ \\.(?:css|js)$ { autoindex on; }", [["location", "~", "\\.(?:css|js)$", [["autoindex", "on"]]]]),
        ("location ~ '^/a\\d{2}$' { return 1; }", [["location", "~", "^/a\\d{2}$", [["return", "1"]]]]),
        ("return 301 https://${host}a$uri;", [["return", "301", "https://${host}a$uri"]]),
        ("server{listen 80;}", [["server", [["listen"]]]]),
        ("alias\n  /a\n;", [["alias", "/a"]]),
        ("", []),
    ],
)
def test_read(text: str, expected: list[object]) -> None:
    """Quotes, comments, patterns with braces, variables, lines broken anywhere."""
    assert expected == shape(parse(text, "nginx.conf"))


@pytest.mark.parametrize(
    "text", ["server {", "}", "alias /a", "return 'a;", "{ }", "; alias /a;", "server { alias /a }", "a {" * 100]
)
def test_refused(text: str) -> None:
    """Blocks that are open or were never, directives without a name or an end, too many blocks in another."""
    with pytest.raises(NotNginx):
        parse(text, "nginx.conf")


def test_lines_are_those_of_the_names() -> None:
    """Over comments, quotes with line breaks, and blocks."""
    text = "# one\nhttp {\n    alias 'a\nb';\n\n    server {\n        autoindex\n on; }\n}\n"
    lines = {each.name: each.location.line for outer in parse(text, "n") for each, _ in outer.walk()}
    assert {"http": 2, "alias": 3, "server": 6, "autoindex": 7} == lines


def test_nothing_is_kept_that_may_be_a_secret() -> None:
    """Headers of credentials lose their value; other directives all of theirs."""
    text = (
        'proxy_set_header Authorization "Basic QWxh"; auth_basic_user_file /etc/QWxh; proxy_set_header X-API-Key QWxh;'
    )
    assert [
        ["proxy_set_header", "Authorization"],
        ["auth_basic_user_file"],
        ["proxy_set_header", "X-API-Key"],
    ] == shape(parse(text, "n"))


WORD = st.text("abcXYZ019/._-^~$@", min_size=1)
QUOTED = st.text("ab ;{}#'\n").map(lambda text: f'"{text}"')


def rendered(directive: tuple[list[str], list[object]]) -> str:
    """Write one directive of words and directives."""
    words, inside = directive
    return " ".join(words) + (" {" + "".join(rendered(each) for each in inside) + "}" if inside else ";")  # type: ignore[arg-type]


def plain(directive: tuple[list[str], list[object]]) -> list[object]:
    """Return what :func:`shape` is to say of it, by name and structure."""
    words, inside = directive
    return [words[0], *([[plain(each) for each in inside]] if inside else [])]  # type: ignore[arg-type]


def names(shaped: list[object]) -> list[object]:
    """Return a shape without arguments."""
    return [[each[0], *([names(each[-1])] if isinstance(each[-1], list) else [])] for each in shaped]  # type: ignore[index]


DIRECTIVES = st.recursive(
    st.tuples(st.lists(WORD, min_size=1, max_size=3), st.just([])),
    lambda inner: st.tuples(
        st.tuples(WORD, st.lists(WORD | QUOTED, max_size=2)).map(lambda pair: [pair[0], *pair[1]]),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@given(st.lists(DIRECTIVES, max_size=4))
def test_what_is_written_is_read(directives: list[tuple[list[str], list[object]]]) -> None:
    """Blocks in blocks come back as they were."""
    text = "\n".join(map(rendered, directives))
    assert [plain(each) for each in directives] == names(shape(parse(text, "n")))


@given(st.text() | st.text("ab{};'\"# \n\\$"))
def test_any_text_is_read_or_refused(text: str) -> None:
    """With one exception, never another."""
    with contextlib.suppress(NotNginx):
        assert isinstance(parse(text, "n"), tuple)


def test_hostile_texts_take_no_time() -> None:
    """Long words, open variables, many quotes."""
    for text in ("a" * 200_000, "${" * 100_000, "'" * 99_999, "\\" * 100_000, "a;" * 50_000):
        try:
            parse(text, "n")
        except NotNginx:
            continue
        assert text.endswith(";")
