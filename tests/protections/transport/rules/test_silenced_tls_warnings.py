"""FHT007: warnings about unverified connections that nobody will see."""

import pytest

from flask_hardened.protections.transport.rules.silenced_tls_warnings import silenced_tls_warnings
from tests.audit.asking_source import lines

IMPORTS = "import requests, urllib3, warnings; from urllib3.exceptions import InsecureRequestWarning\n"


@pytest.mark.parametrize(
    "text",
    [
        "urllib3.disable_warnings()",
        "urllib3.disable_warnings(InsecureRequestWarning)",
        "requests.packages.urllib3.disable_warnings()",
        'warnings.filterwarnings("ignore", category=InsecureRequestWarning)',
        'warnings.simplefilter("ignore", InsecureRequestWarning)',
    ],
)
def test_found_for_each_way(text: str) -> None:
    """Through requests, too."""
    assert [2] == lines(silenced_tls_warnings, IMPORTS + text)


@pytest.mark.parametrize(
    "text",
    [
        "urllib3.disable_warnings(urllib3.exceptions.SubjectAltNameWarning)",
        'warnings.filterwarnings("ignore", category=DeprecationWarning)',
        'warnings.simplefilter("default")',
    ],
)
def test_not_found_for_other_warnings(text: str) -> None:
    """They are about something else."""
    assert [] == lines(silenced_tls_warnings, IMPORTS + text)
