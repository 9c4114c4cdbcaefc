"""Which values TransportOptions takes, and what it says about the others."""

import pytest

from flask_hardened import ConfigurationError
from flask_hardened.protections.transport.options import TransportOptions


@pytest.mark.parametrize(
    "values",
    [
        {"hsts_max_age": 0},
        {"hsts_max_age": None},
        {"hsts_max_age": 300, "hsts_include_subdomains": False},
        {"hsts_preload": True},
        {"hsts_preload": True, "hsts_max_age": 31_536_000},
        {"hsts_preload": True, "hsts_max_age": 63_072_000},
        {"https_port": 8443},
        {"exempt_paths": ["/ping", "/.well-known/acme-challenge/"]},
    ],
)
def test_good_values(values):
    """What can be meant is taken."""
    options = TransportOptions(**values)
    assert {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()} == {
        name: getattr(options, name) for name in values
    }


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"hsts_max_age": -1}, "negative"),
        ({"hsts_preload": True, "hsts_max_age": 31_535_999}, "hsts_preload.*31536000"),
        ({"hsts_preload": True, "hsts_max_age": 0}, "hsts_preload.*31536000"),
        ({"hsts_preload": True, "hsts_max_age": None}, "hsts_preload.*31536000"),
        ({"hsts_preload": True, "hsts_include_subdomains": False}, "hsts_preload.*subdomains"),
        ({"https_port": 0}, "not a port"),
        ({"https_port": 65536}, "not a port"),
        ({"exempt_paths": ["ping"]}, "absolute"),
        ({"exempt_paths": ["/"]}, "exempt everything"),
        ({"exempt_paths": [""]}, "absolute"),
    ],
)
def test_bad_values(values, says):
    """A value that cannot be meant is refused, with a message that names the option."""
    with pytest.raises(ConfigurationError, match=says):
        TransportOptions(**values)
