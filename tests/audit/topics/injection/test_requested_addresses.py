"""FHQ009: addresses that the request names and the server asks."""

import pytest

from flask_hardened.audit.topics.injection.requested_addresses import requested_addresses
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import requests, httpx, urllib.request, socket\nfrom urllib.parse import urlsplit\nAPI = get_api()"


@pytest.mark.parametrize(
    "code",
    [
        'requests.get(request.args["url"])',
        'httpx.post("http://" + request.form["host"] + "/x")',
        'urllib.request.urlopen(request.args["url"])',
        "requests.Session().get(f\"https://{request.args['shop']}.example.com/\")",
        'url = request.json["hook"]\nrequests.request("POST", url)',
        'socket.create_connection((request.args["host"], 80))',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """The request chooses whom the server asks."""
    assert 1 == len(lines(requested_addresses, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'requests.get("https://api.example.com/users/" + request.args["id"])',
        'requests.get("https://api.example.com", params=request.args)',
        'requests.get(f"https://api.example.com/{name}")',
        'requests.get(f"{API}/users/{name}")',
        'requests.get("https://api.example.com/%s" % name)',
        'url = request.args["url"]\nif urlsplit(url).hostname not in PARTNERS:\n    return ""\nrequests.get(url)',
        'requests.get("http://127.0.0.1:8080" + request.full_path)',
        'app.test_client().get(request.args["url"])',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """A host that is fixed or tested, and data that only follows it."""
    assert [] == lines(requested_addresses, in_view(IMPORTS, code))
