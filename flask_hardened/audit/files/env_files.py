"""Environment files that are in the repository, or would be with the next ``git add``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..collectors.view_source import shown_path
from ..finding import Location
from .facts import EnvFile
from .repository import Repository
from .secrets.addresses import search_addresses
from .secrets.judgement import judge
from .secrets.line_values import given_on_lines
from .secrets.providers import search_providers

_NAME = re.compile(r"\.env(?:\.(?:local|prod|production|staging|dev|development|live))?|(?:prod|production|local)\.env")


def env_files(repository: Repository, files: Iterable[Path], root: Path) -> Iterator[EnvFile]:
    """Yield the environment files that git holds or does not leave out."""
    for path in files:
        if _NAME.fullmatch(path.name) and not repository.is_ignored(path.resolve()):
            yield EnvFile(
                tracked=repository.is_tracked(path.resolve()),
                holds_secret=_holds_secret(path),
                location=Location(file=shown_path(str(path), root)),
            )


def _holds_secret(path: Path) -> bool:
    try:
        text = path.read_bytes()[:1_000_000].decode("utf-8", "replace")
    except OSError:
        return False
    named = any(judge(given.name, given.text) is not None for given in given_on_lines(text, ".env"))
    return named or any(True for _ in search_providers(text)) or any(True for _ in search_addresses(text))
