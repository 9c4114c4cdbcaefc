"""One nginx and one gunicorn for all tests that only ask them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from flask_hardened.serving.configuration import configuration
from flask_hardened.serving.site import site_of
from flask_hardened.serving.wishes import Wishes
from tests.serving import servers
from tests.serving.served import create_app
from tests.storage.servers import free_port


@dataclass(frozen=True)
class Front:
    """An nginx that runs."""

    https: int
    http: int
    static: Path

    def ask(self, *arguments: str, **more: object) -> servers.Answer:
        """Send one request over TLS."""
        return servers.parsed(servers.send(self.https, servers.request_of(*arguments, **more)))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The two files of a certificate, as `Wishes` takes them."""
    paths = servers.make_certificate(tmp_path_factory.mktemp("certificate"))
    return dict(zip(("certificate", "certificate_key"), paths, strict=True))


@pytest.fixture(scope="module")
def front(certificate: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The app behind nginx, with nothing changed by hand in what was written."""
    servers.nginx_path()
    folder = tmp_path_factory.mktemp("front")
    static = folder / "static"
    static.mkdir()
    (static / "style.css").write_text("p { color: green }")
    (static / "page.html").write_text("<!doctype html><p>static")
    (static / ".env").write_text("SECRET_KEY=none")
    (static / "link.txt").symlink_to("/etc/hostname")
    https, http = free_port(), free_port()
    with tempfile.TemporaryDirectory() as short:  # the path of a socket has 107 bytes at most
        wishes = Wishes(
            upstream=f"unix:{short}/app.sock", static=str(static), addresses=("127.0.0.1",), http_port=http,
            https_port=https, timeout=1, **certificate,
        )  # fmt: skip
        text = configuration(site_of(create_app(), wishes))
        with servers.serving_app(folder, f"{short}/app.sock", https), servers.serving_nginx(folder, text, https):
            yield Front(https, http, static)
