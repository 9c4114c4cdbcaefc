"""FHY009: packages that come over a connection which anybody on the way can change."""

import pytest

from flask_hardened.audit.topics.dependencies.untrusted_indexes import untrusted_indexes
from tests.audit.asking_dependencies import built_on, found, places


@pytest.mark.parametrize(
    "line",
    [
        "--index-url http://packages.shop.example/simple",
        "-i http://packages.shop.example/simple",
        "-ihttp://packages.shop.example/simple",
        "--extra-index-url=http://packages.shop.example/simple",
        "--find-links http://packages.shop.example/wheels",
        "-f http://packages.shop.example/wheels",
        "--trusted-host packages.shop.example",
        "--trusted-host=packages.shop.example:8080",
        "acme @ http://packages.shop.example/acme-1.0.zip",
        "http://packages.shop.example/acme-1.0.zip",
        "git+http://packages.shop.example/acme.git@main#egg=acme",
        "-e git://packages.shop.example/acme.git#egg=acme",
        "-r http://packages.shop.example/requirements.txt",
    ],
)
def test_found_in_a_list(line: str) -> None:
    """Every way to name a server."""
    assert ["requirements.txt:2"] == places(
        untrusted_indexes, built_on({"requirements.txt": f"flask==3.1.3\n{line}\n"})
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[project]\ndependencies = ["acme @ http://packages.shop.example/acme-1.0.zip"]'),
        ("pyproject.toml", '[[tool.uv.index]]\nurl = "http://packages.shop.example/simple"'),
        ("pyproject.toml", '[tool.uv]\nindex-url = "http://packages.shop.example/simple"'),
        ("pyproject.toml", '[tool.uv]\nallow-insecure-host = ["packages.shop.example"]'),
        ("pyproject.toml", '[[tool.pdm.source]]\nurl = "https://packages.shop.example/simple"\nverify_ssl = false'),
        ("pyproject.toml", '[tool.poetry.dependencies]\nacme = { git = "http://packages.shop.example/acme.git" }'),
        ("pyproject.toml", '[[tool.poetry.source]]\nurl = "http://packages.shop.example/simple"'),
        ("Pipfile.lock", '{"_meta": {"sources": [\n{"url": "http://packages.shop.example/simple"}]}}'),
        ("Pipfile.lock", '{"_meta": {"sources": [\n{"url": "https://shop.example/simple", "verify_ssl": false}]}}'),
        ("uv.lock", '\n[[package]]\nname = "a"\nversion = "1"\nsource = { registry = "http://shop.example/simple" }'),
    ],
)
def test_found_in_other_files(name: str, text: str) -> None:
    """Of uv, Poetry, PDM and Pipenv."""
    [place] = places(untrusted_indexes, built_on({name: text}))
    assert place.startswith(f"{name}:")


def test_found_without_repeating_an_address() -> None:
    """It may hold a password."""
    text = "acme @ http://deploy:hunter2@packages.shop.example/acme-1.0.zip"
    [finding] = found(untrusted_indexes, built_on({"requirements.txt": text}))
    assert "acme is fetched in clear text" in finding.message
    assert "hunter2" not in repr(finding)


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.shop.example/simple",
        "--index-url http://localhost:3141/root/pypi",
        "--index-url http://127.0.0.1:3141/root/pypi",
        "--index-url http://[::1]:3141/root/pypi",
        "--trusted-host localhost",
        "--trusted-host 127.0.0.1:3141",
        "--trusted-host ::1",
        "--find-links /srv/wheels",
        "acme @ https://packages.shop.example/acme-1.0.zip",
        "acme @ http://packages.shop.example/acme-1.0.zip#sha256=00",
        "http://packages.shop.example/acme-1.0.zip --hash=sha256:00",
        "git+https://packages.shop.example/acme.git",
        "git+ssh://git@packages.shop.example/acme.git",
        "./acme-1.0.zip",
        "-e .",
        "acme==1.0  # from http://packages.shop.example",
        "--index-url ${INDEX}",
        "--index-url http://[",
    ],
)
def test_not_found_in_a_list(line: str) -> None:
    """Encrypted, of this machine, with a hash, and what only looks like an address."""
    assert [] == places(untrusted_indexes, built_on({"requirements.txt": line}))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[[tool.uv.index]]\nurl = "https://packages.shop.example/simple"'),
        ("pyproject.toml", '[[tool.pdm.source]]\nurl = "file:///srv/simple"\nverify_ssl = false'),
        ("pyproject.toml", '[tool.uv]\nextra-index-url = ["https://packages.shop.example/simple"]'),
        ("pyproject.toml", '[project.urls]\nhome = "http://shop.example"'),
        ("Pipfile.lock", '{"_meta": {"sources": [{"url": "https://pypi.org/simple", "verify_ssl": true}]}}'),
    ],
)
def test_not_found_in_other_files(name: str, text: str) -> None:
    """Encrypted and verified."""
    assert [] == places(untrusted_indexes, built_on({name: text}))
