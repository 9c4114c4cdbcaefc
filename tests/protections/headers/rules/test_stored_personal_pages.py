"""FHR003: personal pages stay in caches."""

from flask_hardened import HeadersOptions, headers, no_store
from flask_hardened.protections.headers.rules.stored_personal_pages import stored_personal_pages
from tests.audit.asking import hardened_app, places


def test_found_for_the_app_and_for_a_route() -> None:
    """Where the option is off, and where a decorator turns it off."""
    off = HeadersOptions(cache_control="off")
    assert ["HARDENED_HEADERS_CACHE_CONTROL"] == places(stored_personal_pages, hardened_app(headers=off))
    app = hardened_app()
    app.add_url_rule("/", "index", headers(cache_control="off")(lambda: ""))
    assert ["index"] == places(stored_personal_pages, app)


def test_not_found_for_stricter_or_the_innermost_word() -> None:
    """``always`` is stricter, and the decorator nearest to the view wins."""
    app = hardened_app()
    app.add_url_rule("/a", "a", no_store(lambda: ""))
    app.add_url_rule("/b", "b", headers(cache_control="off")(headers(cache_control="personal")(lambda: "")))
    app.add_url_rule("/c", "c", headers(frame_options="SAMEORIGIN")(lambda: ""))
    assert [] == places(stored_personal_pages, app)
    assert [] == places(stored_personal_pages, hardened_app(headers=False))
