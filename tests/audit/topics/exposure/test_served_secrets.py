"""FHW001: keys and passwords that anybody can download."""

from flask_hardened.audit.topics.exposure.served_secrets import served_secrets
from tests.audit.asking_files import places

KEY = "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIE"


def test_found_by_name_or_content() -> None:
    """Environment files, key stores, password files; a .pem where it holds a private key."""
    files = {
        "app/static/.env": "A=1",
        "app/static/.env.production": "A=1",
        "app/static/store.p12": b"0",
        "app/static/deep/.htpasswd": "a:b",
        "app/static/server.pem": KEY,
        "app/static/id_rsa": KEY,
    }
    assert sorted(files) == places(served_secrets, files)


def test_not_found_for_what_may_be_served() -> None:
    """An example, a certificate, and secrets that lie elsewhere."""
    files = {
        "app/static/.env.example": "A=",
        "app/static/ca.pem": "-----BEGIN CERTIFICATE-----",
        "app/static/key.png": b"0",
        "app/static/environment.js": "",
        "app/.env": "A=1",
        "server.pem": KEY,
    }
    assert [] == places(served_secrets, files)
