"""Install the built wheel with its demo extra, serve the example app with it, and look at the answer.

Usage: python .ci/demo.py [WHEEL]. Without a wheel, one is built. Everything happens in a temporary folder, outside the
source tree, so that what is tested is what users install.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from http.client import HTTPMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy")
PATIENCE = 30.0
"""Seconds until the server has to answer."""


def main() -> None:
    """Do it all; raises when a step fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else build(folder)
        bin_folder = install(wheel, folder)
        shutil.copytree(
            ROOT / "example_app", folder / "app/example_app", ignore=shutil.ignore_patterns("instance", "__pycache__")
        )
        where = subprocess.check_output(
            [bin_folder / "python", "-I", "-c", "import flask_hardened; print(flask_hardened.__file__)"], text=True
        ).strip()
        if not Path(where).is_relative_to(folder):
            raise SystemExit(f"flask_hardened was imported from {where}, not from the wheel.")
        headers = served(bin_folder, folder / "app")
        missing = [name for name in EXPECTED if len(headers.get_all(name, [])) != 1]
        if missing:
            raise SystemExit(f"not exactly once in the answer of the example app: {', '.join(missing)}")
        print(f"{wheel.name}: the example app answers 200 with {', '.join(EXPECTED)}.")


def build(folder: Path) -> Path:
    """Build the wheel into `folder`, from a copy: a build folder in the source tree would outlive renamed modules."""
    source = folder / "source"
    shutil.copytree(
        ROOT,
        source,
        ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "instance", "venv"),
    )
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet", "--no-deps"]
    subprocess.check_call([*pip, "--wheel-dir", folder, source])
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel with the demo extra into a fresh environment; returns the folder of its programs."""
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    bin_folder = environment / ("Scripts" if os.name == "nt" else "bin")
    pip = [bin_folder / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--retries", "10"]
    subprocess.check_call([*pip, f"flask-hardened[demo] @ {wheel.as_uri()}"])
    return bin_folder


def served(bin_folder: Path, folder: Path) -> HTTPMessage:
    """Start the example app as in production, and return the headers of its first page."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [bin_folder / "flask", "--app", "example_app", "run", "--port", str(port)],
        cwd=folder,
        env={**os.environ, "FLASK_SECRET_KEY": secrets.token_urlsafe(32), "PYTHONPATH": ""},
    )
    try:
        return wait_for(f"http://127.0.0.1:{port}/", server)
    finally:
        server.terminate()
        server.wait(10)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> HTTPMessage:
    """Ask for `address` until it answers; any status but 200 is an error."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as response:
                if response.status != 200:
                    raise SystemExit(f"the example app answers {response.status}")
                headers: HTTPMessage = response.headers
                return headers
        except urllib.error.HTTPError as error:
            raise SystemExit(f"the example app answers {error.code}") from error
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the example app does not answer.") from None
            time.sleep(0.2)


if __name__ == "__main__":
    main()
