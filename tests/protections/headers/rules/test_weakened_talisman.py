"""FHR020: headers that Talisman was told to leave out."""

import pytest
from flask_talisman import Talisman

from flask_hardened.protections.headers.rules.weakened_talisman import weakened_talisman
from tests.audit.asking import places, plain_app


@pytest.mark.parametrize(
    ("options", "place"),
    [({"frame_options": None}, "frame_options"), ({"frame_options": "ALLOWALL"}, "frame_options"),
     ({"x_content_type_options": False}, "x_content_type_options"), ({"referrer_policy": "unsafe-url"}, "referrer_policy"),
     ({"referrer_policy": "strict-origin, no-referrer-when-downgrade"}, "referrer_policy")],
)  # fmt: skip
def test_found_for_each_header(options: dict[str, object], place: str) -> None:
    """The last of several referrer policies counts."""
    app = plain_app()
    Talisman(app, **options)
    assert [f"Talisman({place})"] == places(weakened_talisman, app)


def test_not_found_by_default() -> None:
    """Nor where the policy says who may frame."""
    for options in ({}, {"frame_options": None, "content_security_policy": "frame-ancestors 'none'"}):
        app = plain_app()
        Talisman(app, **options)
        assert [] == places(weakened_talisman, app)
    assert [] == places(weakened_talisman, plain_app())
