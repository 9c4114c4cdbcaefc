"""What is installed beside the audit, read from its metadata. Nothing is imported."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from email.message import Message
from email.parser import HeaderParser
from importlib import metadata
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from packaging.utils import canonicalize_name

from ..snapshot import Unchecked
from .facts import Distribution

_LICENSE = "License :: "
_LONG = 60
"""A License field above this is the licence's text, not its name."""
_MODULE = re.compile(
    r"^([A-Za-z]\w*)(?:/__init__\.py|\.py|(?:\.[\w-]+)?\.(?:so|pyd))?(?=[,/])", re.ASCII | re.MULTILINE
)


def read_installed(home: Path, note: Callable[[Unchecked], None]) -> tuple[Distribution, ...]:
    """Return the installed packages, by name. Of two with one name, the one that is imported counts.

    :param home: what is installed from a folder that holds this one, or lies in it, is the project itself; so is the
        package that `home` lies in, for an app that is itself installed.
    :param note: told of those whose metadata cannot be read.
    """
    found: dict[str, Distribution] = {}
    entries: dict[Path, frozenset[str]] = {}
    for each in metadata.distributions():
        try:
            distribution = _read(each, home, entries)
        except Exception as error:  # noqa: BLE001 - metadata of any age and maker
            note(Unchecked(what="the metadata of an installed package", reason=type(error).__name__))
            continue
        if distribution is None:
            note(Unchecked(what="the metadata of an installed package", reason="it has no name or no version"))
        else:
            found.setdefault(distribution.name, distribution)
    return tuple(found[name] for name in sorted(found))


def _read(each: metadata.Distribution, home: Path, entries: dict[Path, frozenset[str]]) -> Distribution | None:
    # The description after the headers is most of the file, and of no interest.
    text = each.read_text("METADATA") or each.read_text("PKG-INFO") or ""
    headers = HeaderParser().parsestr(re.split(r"\r?\n\r?\n", text, maxsplit=1)[0])
    name, version = headers.get("Name", "").strip(), headers.get("Version", "").strip()
    if not name or not version:
        return None
    place = Path(str(each.locate_file("")))
    origin, folder = _origin(each)
    modules = _modules(each, name, place, entries)
    return Distribution(
        name=canonicalize_name(name),
        version=version,
        requires=tuple(headers.get_all("Requires-Dist", ())),
        modules=modules,
        origin=origin,
        own=_related(folder, home) if folder is not None else _inside(home, place) in modules,
        system="dist-packages" in place.parts,
        licenses=tuple(_licenses(headers)),
    )


def _origin(each: metadata.Distribution) -> tuple[Literal["index", "folder", "archive", "repository"], Path | None]:
    """Read ``direct_url.json`` (PEP 610), which is there for what came from no index."""
    text = each.read_text("direct_url.json")
    if text is None:
        return "index", None
    said = json.loads(text)
    if "dir_info" in said:
        return "folder", Path(unquote(urlsplit(said["url"]).path))
    return ("repository" if "vcs_info" in said else "archive"), None


def _related(folder: Path, home: Path) -> bool:
    folder, home = folder.resolve(), home.resolve()
    return folder.is_relative_to(home) or home.is_relative_to(folder)


def _inside(home: Path, place: Path) -> str | None:
    """Return the name of the package in `place` that `home` is, or lies in."""
    home, place = home.resolve(), place.resolve()
    return home.relative_to(place).parts[0] if home != place and home.is_relative_to(place) else None


def _modules(
    each: metadata.Distribution, name: str, place: Path, entries: dict[Path, frozenset[str]]
) -> tuple[str, ...]:
    if place not in entries:
        entries[place] = frozenset(_listed(place))
    usual = canonicalize_name(name).replace("-", "_")
    if usual in entries[place] or f"{usual}.py" in entries[place]:
        return (usual,)
    top_level = each.read_text("top_level.txt")
    found = top_level.split() if top_level else _MODULE.findall(each.read_text("RECORD") or "")
    return tuple(dict.fromkeys(found))


def _listed(place: Path) -> Iterable[str]:
    try:
        return [entry.name for entry in place.iterdir()]
    except OSError:
        return []


def _licenses(headers: Message) -> Iterator[str]:
    expression, text = headers.get("License-Expression", "").strip(), headers.get("License", "").strip()
    names = [each[len(_LICENSE) :] for each in headers.get_all("Classifier", ()) if each.startswith(_LICENSE)]
    if expression:
        yield expression
    elif text and text != "UNKNOWN" and len(text) <= _LONG and "\n" not in text:
        yield text
    else:
        yield from (name.rpartition(" :: ")[2] for name in names if name != "OSI Approved")
