"""FHT005: connections to whoever answers."""

import pytest

from flask_hardened.protections.transport.rules.unverified_certificates import unverified_certificates
from tests.audit.asking_source import lines

IMPORTS = "import aiohttp, httpx, redis, requests, ssl, urllib3; from pymongo import MongoClient\n"


@pytest.mark.parametrize(
    "text",
    [
        "requests.get(url, verify=False)",
        'requests.request("GET", url, verify=False)',
        "OFF = False; requests.post(url, verify=OFF)",
        "session = requests.Session(); session.get(url, verify=False)",
        "session = requests.Session(); session.verify = False",
        "client.session.post(url, verify=False)",
        "httpx.Client(verify=False)",
        "aiohttp.TCPConnector(ssl=False)",
        "aiohttp.TCPConnector(verify_ssl=False)",
        'urllib3.PoolManager(cert_reqs="CERT_NONE")',
        "urllib3.PoolManager(cert_reqs=ssl.CERT_NONE)",
        "redis.Redis(ssl=True, ssl_cert_reqs=None)",
        "MongoClient(url, tls=True, tlsAllowInvalidCertificates=True)",
        "context = ssl.create_default_context(); context.verify_mode = ssl.CERT_NONE",
        "context = ssl.create_default_context(); context.check_hostname = False",
        "ssl._create_default_https_context = ssl._create_unverified_context",
        "context = ssl._create_unverified_context()",
        "ssl.wrap_socket(sock)",
        "import ldap; ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)",
        "import ldap3; ldap3.Tls(validate=ssl.CERT_NONE)",
    ],
)
def test_found_in_each_library(text: str) -> None:
    """In calls, in attributes, for one connection or all of the process."""
    assert [2] == lines(unverified_certificates, IMPORTS + text)


def test_found_once_for_a_context() -> None:
    """Python wants the name unchecked before the certificate may be."""
    text = "context.check_hostname = False\ncontext.verify_mode = ssl.CERT_NONE"
    assert [3] == lines(unverified_certificates, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "requests.get(url)",
        "requests.get(url, verify=True)",
        'requests.get(url, verify="/etc/ssl/ca.pem")',
        "requests.get(url, verify=app.config['VERIFY'])",
        'requests.get("https://localhost:8443/health", verify=False)',
        "httpx.Client()",
        "jwt.decode(token, verify=False)",
        "order.check(verify=False)",
        "self.verify = False",
        "redis.Redis(ssl=True)",
        "aiohttp.TCPConnector(ssl=context)",
        "urllib3.PoolManager(cert_reqs='CERT_REQUIRED')",
        "context.check_hostname = True",
        "context.verify_mode = ssl.CERT_REQUIRED",
        "ssl.wrap_socket(sock, cert_reqs=ssl.CERT_REQUIRED)",
        "import ldap; ldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)",
        "def fetch(verify=False): return requests.get(url, verify=verify)",
    ],
)
def test_not_found_for_checked_ones(text: str) -> None:
    """Nor on the machine itself, for other meanings of the word, and where it is only known later."""
    assert [] == lines(unverified_certificates, IMPORTS + text)
