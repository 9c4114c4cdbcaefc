"""FHQ009: addresses that the request names and the server asks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...composition.sinks import requested, shown
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
_CLIENTS = (
    "requests", "requests.Session()", "requests.session()", "requests.sessions.Session()", "httpx", "httpx.Client()",
    "httpx.AsyncClient()", "aiohttp.ClientSession()",
)  # fmt: skip
_ASKING = {
    **{f"{client}.{verb}": (0, "url") for client in _CLIENTS for verb in _VERBS},
    **{f"{client}.request": (1, "url") for client in _CLIENTS},
    **{f"{client}.stream": (1, "url") for client in ("httpx", "httpx.Client()", "httpx.AsyncClient()")},
    **dict.fromkeys(("urllib.request.urlopen", "urllib.request.urlretrieve", "urllib.request.Request",
                     "urllib.urlopen", "urllib2.urlopen", "six.moves.urllib.request.urlopen"), (0, "url")),
    "urllib3.PoolManager().request": (1, "url"),
    "urllib3.PoolManager().urlopen": (1, "url"),
    "urllib3.request": (1, "url"),
    "http.client.HTTPConnection": (0, "host"),
    "http.client.HTTPSConnection": (0, "host"),
    "socket.create_connection": (0, "address"),
    "socket.socket().connect": (0, "address"),
    "smtplib.SMTP": (0, "host"),
    "ftplib.FTP": (0, "host"),
    "wget.download": (0, "url"),
    "feedparser.parse": (0, "url_file_stream_or_string"),
    "websocket.create_connection": (0, "url"),
    "pycurl.Curl().setopt": (1, "value"),
}  # fmt: skip
_BEFORE_HOST = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:(?://)?)?[^/?#\0]*", re.IGNORECASE)
"""Nothing, a scheme, or part of a host: what follows chooses whom is asked. NUL is something that is no constant."""
_OF_OWN_PATHS = frozenset({"path", "full_path"})
"""Attributes of the request that begin with a slash, which ends the host before them."""


@rule(
    code="FHQ009",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(918,),
    owasp=("A10",),
    asvs=("1.3.6",),
)
def requested_addresses(snapshot: Snapshot) -> Iterator[Hit]:
    """The server sends a request to an address that its own request names.

    ## What it does
    Reports `requests`, `httpx`, `aiohttp`, `urllib`, `urllib3` and sockets whose URL or host holds data of the request,
    where the host is not fixed by the text before it and nothing has tested it.

    ## Why is this bad
    The server stands behind the firewall. It reads `http://169.254.169.254/` with the cloud's credentials, the
    database's admin page or `file:///etc/passwd` for whoever asks, and answers with what it got.

    ## Example
    ```python
    preview = requests.get(request.args["url"]).text
    ```

    ## Use instead
    ```python
    target = urlsplit(request.args["url"])
    if target.scheme != "https" or target.hostname not in PARTNERS:
        abort(400)
    preview = requests.get(target.geturl(), timeout=5, allow_redirects=False).text
    ```

    ## References
    - [CWE-918: Server-Side Request Forgery](https://cwe.mitre.org/data/definitions/918.html)
    - [OWASP Server-Side Request Forgery Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Server_Side_Request_Forgery_Prevention_Cheat_Sheet.html)
    """
    for call, _, composition in requested(snapshot, _ASKING):
        first = next(ingredient.node for ingredient in composition.ingredients if ingredient.requested)
        after_host = composition.head and isinstance(first, ast.Attribute) and first.attr in _OF_OWN_PATHS
        if after_host or not _BEFORE_HOST.fullmatch(composition.head):
            continue
        yield Hit(
            message=f"The address given to {shown(call)} holds data of the request.",
            fix="Compare scheme and host with a list of your own, and follow no redirects.",
            location=call.location,
            trace=way(call, composition),
        )
