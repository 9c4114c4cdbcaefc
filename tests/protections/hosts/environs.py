"""A client that sends environs no browser would."""

import io
from typing import NamedTuple


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict
    body: bytes


def send(app, method="GET", path="/", host="good.example", scheme="http", peer="203.0.113.9", headers=None, **more):
    """Send one raw WSGI request to `app`; a value of None leaves the key out. No header may hold a line break."""
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "REMOTE_ADDR": peer,
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.version": (1, 0),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in (headers or {}).items()}
    environ |= more
    environ = {key: value for key, value in environ.items() if value is not None}
    started = []
    body = b"".join(app(environ, lambda status, headers, exc_info=None: started.append((status, headers))))
    [(status, sent)] = started
    assert not any(letter in text for pair in sent for text in pair for letter in "\r\n")
    return Answer(int(status[:3]), dict(sent), body)
