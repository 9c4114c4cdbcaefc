"""FHW032: security headers that an inner block drops."""

from flask_hardened.audit.topics.exposure.dropped_headers import dropped_headers
from tests.audit.asking_files import in_file

HSTS = 'add_header Strict-Transport-Security "max-age=31536000" always;'


def lines(inside: str, outer: str = HSTS) -> list[int | None]:
    """Return the line of each finding in a server with one location on its third line."""
    return in_file(dropped_headers, "nginx.conf", f"server {{\n{outer}\nlocation /static/ {{ {inside} }}\n}}\n")


def test_found_where_a_block_adds_others() -> None:
    """One header is enough to lose them all, from whichever block outside."""
    assert [3] == lines("add_header Cache-Control public;")
    both = HSTS + " add_header X-Frame-Options DENY;"
    assert [3] == lines("add_header x-frame-options DENY;", both)
    assert [3] == lines("location /static/a/ { add_header A b; }")


def test_not_found_where_they_are_kept() -> None:
    """Repeated, included, merged; nothing added; nothing to lose."""
    assert [] == lines(HSTS + " add_header Cache-Control public;")
    assert [] == lines("include headers.conf; add_header Cache-Control public;")
    assert [] == lines("add_header_inherit merge; add_header Cache-Control public;")
    assert [] == lines("expires 1d;")
    assert [] == lines("add_header A b;", "add_header X-Powered-By us;")
