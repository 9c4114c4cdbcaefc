"""The bill of materials: CycloneDX 1.6."""

from __future__ import annotations

import json
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from flask_hardened.audit.collectors.dependencies import collect_dependencies
from flask_hardened.audit.dependencies.facts import DependencyFacts, Distribution
from flask_hardened.audit.dependencies.sbom import write_sbom
from flask_hardened.errors import HardenedError
from tests.audit.asking_dependencies import files

SHOP = DependencyFacts(
    distributions=(
        Distribution(name="acme", version="1.0", requires=("inner>=1",), licenses=("MIT OR Apache-2.0",)),
        Distribution(
            name="inner", version="2", requires=('gone; extra == "x"', "gone"), licenses=("BSD License", "MIT")
        ),
        Distribution(name="other", version="3+local", licenses=("Our own terms",)),
        Distribution(name="shop", version="0", own=True, requires=("acme",)),
    ),
)


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same day for all."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")


def written(facts: DependencyFacts) -> dict[str, Any]:
    """Return a bill that the library's own strict validator accepts."""
    text = write_sbom(facts, "shop")
    assert None is JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return json.loads(text)


def needs(bill: dict[str, Any]) -> dict[str, list[str]]:
    """Return what needs what."""
    return {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}


def test_packages_are_components() -> None:
    """With version and package URL, in a CycloneDX 1.6 document about the app; the project is not its own component."""
    bill = written(SHOP)
    assert ("CycloneDX", "1.6", "shop") == (
        bill["bomFormat"],
        bill["specVersion"],
        bill["metadata"]["component"]["name"],
    )
    assert [("acme", "1.0", "pkg:pypi/acme@1.0"), ("inner", "2", "pkg:pypi/inner@2")] == [
        (each["name"], each["version"], each["purl"]) for each in bill["components"][:2]
    ]
    assert ["acme", "inner", "other"] == [each["name"] for each in bill["components"]]


def test_licences() -> None:
    """An expression, an SPDX identifier or a name; several names side by side."""
    licences = {each["name"]: each["licenses"] for each in written(SHOP)["components"]}
    assert [{"expression": "MIT OR Apache-2.0"}] == licences["acme"]
    assert [{"license": {"id": "MIT"}}, {"license": {"name": "BSD License"}}] == licences["inner"]
    assert [{"license": {"name": "Our own terms"}}] == licences["other"]


def test_what_needs_what() -> None:
    """The app needs what it declares; what is not installed is left out."""
    graph = needs(written(SHOP))
    assert ["pkg:pypi/acme@1.0"] == graph["app:shop"]
    assert ["pkg:pypi/inner@2"] == graph["pkg:pypi/acme@1.0"]
    assert [] == graph["pkg:pypi/inner@2"]


def test_an_app_that_declares_nothing_needs_what_nobody_else_needs() -> None:
    """So that the graph has a beginning."""
    facts = DependencyFacts(distributions=SHOP.distributions[:3])
    assert ["pkg:pypi/acme@1.0", "pkg:pypi/other@3%2Blocal"] == needs(written(facts))["app:shop"]


def test_what_files_pin_is_enough() -> None:
    """Nothing is installed where an app is only read; the first of two pins counts."""
    said = files({"requirements.txt": "acme==1.0\nflask>=3\ninner @ https://shop.example/i.zip", "uv.lock": ""})
    bill = written(DependencyFacts(requirements=said.requirements))
    assert ["acme"] == [each["name"] for each in bill["components"]]


def test_the_same_packages_give_the_same_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the day that is given; another day or another package changes it."""
    first = write_sbom(SHOP, "shop")
    assert first == write_sbom(SHOP, "shop")
    assert "2027-01-15T08:00:00+00:00" == json.loads(first)["metadata"]["timestamp"]
    fewer = DependencyFacts(distributions=SHOP.distributions[:1])
    assert json.loads(first)["serialNumber"] != written(fewer)["serialNumber"]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert first != write_sbom(SHOP, "shop")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert first != write_sbom(SHOP, "shop")


def test_this_environment(tmp_path: Path) -> None:
    """Whatever is installed here makes a valid bill, with Flask's own needs."""
    bill = written(collect_dependencies(tmp_path, tmp_path, lambda said: None, installed=True, online=False))
    graph = {ref.partition("@")[0]: {each.partition("@")[0] for each in others} for ref, others in needs(bill).items()}
    assert {"pkg:pypi/werkzeug", "pkg:pypi/jinja2"} <= graph["pkg:pypi/flask"]


def test_nothing_at_all_makes_a_valid_bill() -> None:
    """An empty project."""
    assert [] == written(DependencyFacts()).get("components", [])


def test_a_tool_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run from its source."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", missing)
    [tool] = [each for each in written(SHOP)["metadata"]["tools"]["components"] if each["name"] == "flask-hardened"]
    assert "" == tool.get("version", "")


def test_without_the_library_an_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is not installed."""
    monkeypatch.setitem(sys.modules, "cyclonedx.model.bom", None)
    with pytest.raises(HardenedError, match=r"flask-hardened\[audit\]"):
        write_sbom(SHOP, "shop")
