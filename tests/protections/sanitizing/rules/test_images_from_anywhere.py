"""FHZ002: the default policy keeps images of other sites."""

from flask_hardened.protections.sanitizing.options import SanitizingOptions
from flask_hardened.protections.sanitizing.policies import SanitizePolicy
from flask_hardened.protections.sanitizing.rules.images_from_anywhere import images_from_anywhere
from tests.audit.asking import hardened_app, places, plain_app

IMAGES = SanitizePolicy(elements={"img"}, attributes={"img": {"src"}})
OWN_IMAGES = SanitizePolicy(elements={"img"}, attributes={"img": {"src"}}, schemes={"mailto"})


def test_found() -> None:
    """The article policy as the default, or an own one with images."""
    for options in (
        SanitizingOptions(policy="article"),
        SanitizingOptions(policies={"own": IMAGES}, policy="own"),
    ):
        assert ["HARDENED_SANITIZING_POLICY"] == places(images_from_anywhere, hardened_app(sanitizing=options))


def test_not_found() -> None:
    """The default, a policy that is not the default, images of this site, and apps without the room."""
    for options in (
        SanitizingOptions(policies={"own": IMAGES}),
        SanitizingOptions(policies={"own": OWN_IMAGES}, policy="own"),
    ):
        assert [] == places(images_from_anywhere, hardened_app(sanitizing=options))
    assert [] == places(images_from_anywhere, hardened_app())
    assert [] == places(images_from_anywhere, hardened_app(sanitizing=False))
    assert [] == places(images_from_anywhere, plain_app())
