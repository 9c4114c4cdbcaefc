"""The software bill of materials: CycloneDX 1.6 as JSON, made with cyclonedx-python-lib (extra ``audit``).

https://cyclonedx.org/docs/1.6/json/. The same packages give the same text, if ``SOURCE_DATE_EPOCH`` is set
(https://reproducible-builds.org/specs/source-date-epoch/).
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from importlib import metadata
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from ...errors import HardenedError
from .closure import direct
from .facts import DependencyFacts, Distribution

if TYPE_CHECKING:
    from cyclonedx.model.component import Component
    from cyclonedx.model.license import License

_OURS = "flask-hardened"


def check_library() -> None:
    """Say at once that cyclonedx-python-lib is missing, rather than after the work.

    :raises HardenedError: when it is not installed.
    """
    try:
        for name in ("cyclonedx.model.bom", "cyclonedx.model.component", "cyclonedx.output.json"):
            importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise HardenedError(
            'A bill of materials needs cyclonedx-python-lib: install "flask-hardened[audit]".'
        ) from error


def write_sbom(facts: DependencyFacts, app_name: str) -> str:
    """Return the bill of materials of an app.

    Every installed package is a component, with its licences and what it needs; without installed packages, each that a
    file of the project pins. The app itself is what the bill is about.

    :param app_name: the name it is given there.
    :raises HardenedError: when cyclonedx-python-lib is not installed.
    """
    check_library()
    from cyclonedx.model.bom import Bom
    from cyclonedx.model.component import Component, ComponentType
    from cyclonedx.output.json import JsonV1Dot6

    listed = [each for each in facts.distributions if not each.own]
    components = {each.name: _component(each.name, each.version, _licenses(each)) for each in listed}
    for each in facts.requirements:
        if not facts.distributions and each.version is not None and each.indexed:
            components.setdefault(each.name, _component(each.name, each.version, ()))
    app = Component(type=ComponentType.APPLICATION, name=app_name, bom_ref=f"app:{app_name}")
    bom = Bom(components=components.values())
    bom.serial_number = uuid5(NAMESPACE_URL, "\n".join([app_name, *(str(each.purl) for each in components.values())]))
    bom.metadata.timestamp = _now()
    bom.metadata.component = app
    bom.metadata.tools.components.add(
        Component(type=ComponentType.APPLICATION, name=_OURS, version=_own_version(), bom_ref=f"tool:{_OURS}")
    )
    needs = {each.name: direct(each) & components.keys() for each in listed}
    for name, component in components.items():
        bom.register_dependency(component, [components[other] for other in sorted(needs.get(name, ()))])
    bom.register_dependency(
        app, [components[name] for name in sorted(_roots(facts, components.keys(), needs.values()))]
    )
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _roots(facts: DependencyFacts, names: Iterable[str], needs: Iterable[frozenset[str]]) -> set[str]:
    """Return what the app needs itself: what its files ask for, else what no other package needs."""
    asked = {each.name for each in facts.requirements if not each.development and each.kind != "lock"} & set(names)
    asked |= {name for each in facts.distributions if each.own for name in direct(each)} & set(names)
    return asked or set(names) - {name for each in needs for name in each}


def _component(name: str, version: str, licenses: Iterable[License]) -> Component:
    from cyclonedx.model.component import Component, ComponentType
    from packageurl import PackageURL

    purl = PackageURL("pypi", None, name, version)
    return Component(
        type=ComponentType.LIBRARY, name=name, version=version, purl=purl, bom_ref=str(purl), licenses=licenses
    )


def _licenses(distribution: Distribution) -> Iterator[License]:
    from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
    from cyclonedx.spdx import fixup_id, is_expression

    alone = len(distribution.licenses) == 1
    for name in distribution.licenses:
        identifier = fixup_id(name)
        if identifier is not None:
            yield DisjunctiveLicense(id=identifier)
        elif alone and is_expression(name):
            yield LicenseExpression(name)
        else:  # the format lets no expression stand beside others
            yield DisjunctiveLicense(name=name)


def _now() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), timezone.utc) if epoch.isdecimal() else datetime.now(timezone.utc)
    return moment.replace(microsecond=0)


def _own_version() -> str:
    try:
        return metadata.version(_OURS)
    except metadata.PackageNotFoundError:
        return ""
