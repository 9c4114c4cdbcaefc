"""FHQ010: LDAP filters and names put together of text."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.built_directory_queries import built_directory_queries
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import ldap, ldap3\nfrom ldap.filter import escape_filter_chars\ndirectory = ldap.initialize('ldap://x')"


@pytest.mark.parametrize(
    "code",
    [
        'directory.search_s("dc=x", 2, f"(uid={request.form[\'name\']})")',
        'directory.simple_bind_s("uid=%s,dc=x" % name, request.form["p"])',
        'ldap3.Connection(server).search("dc=x", "(uid=" + name + ")")',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Filters and distinguished names."""
    assert 1 == len(lines(built_directory_queries, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'directory.search_s("dc=x", 2, f"(uid={escape_filter_chars(name)})")',
        'directory.search_s("dc=x", 2, "(uid=admin)")',
        'directory.search_s("dc=x", 2, f"(number={number})")',
        'directory.simple_bind_s(name, request.form["p"])',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """What is escaped, constant or a number."""
    assert [] == lines(built_directory_queries, in_view(IMPORTS, code))


def test_found_with_less_certainty_for_a_parameter() -> None:
    """It may have been escaped before."""
    text = "import ldap\ndef find(name):\n    ldap.initialize('ldap://x').search_s('dc=x', 2, f'(uid={name})')\n"
    [finding] = found(built_directory_queries, text)
    assert (Severity.MEDIUM, Confidence.MEDIUM) == (finding.severity, finding.confidence)
