"""All that looks like a secret in one file."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from ...finding import Confidence, Location
from ..facts import WrittenSecret
from .addresses import ADDRESS_HINT, search_addresses
from .judgement import Verdict, judge
from .line_values import PLAIN, QUOTED, given_on_lines
from .names import has_given_name
from .providers import search_providers
from .python_values import given_texts, nodes_of
from .randomness import variety

_PYTHON = frozenset({".py", ".pyw"})
_BROWSER = frozenset(
    {".js", ".mjs", ".cjs", ".ts", ".jsx", ".tsx", ".vue", ".html", ".htm", ".jinja", ".jinja2", ".j2"}
)
_OTHERS = frozenset({"", ".txt", ".xml", ".ipynb", ".sql", ".pem", ".key", ".ppk", ".csv", ".bat", ".ps1", ".cnf"})
_SEARCHED = _PYTHON | _BROWSER | QUOTED | PLAIN | _OTHERS
_NEVER = re.compile(
    r"(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|Pipfile\.lock|composer\.lock|.*\.lock|license.*|copying.*"
    r"|messages\.json|(?:docker|container)file.*|.*\.dockerfile)",
    re.IGNORECASE,
)
_SAMPLE = re.compile(
    r"(?:tests?|testing|__tests__|spec|specs|e2e|cypress|fixtures?|test[-_]?data|examples?|samples?|demos?|docs?|mocks?"
    r"|locales?|i18n|translations|lang)",
    re.IGNORECASE,
)
_SAMPLE_FILE = re.compile(
    r"(?:(?:test|example)s?[-_.].*|.*_tests?\.py|conftest\.py|.*\.(?:spec|test)\.[jt]sx?"
    r"|.*[-_.](?:example|sample|template|dist|tests?|testing|ci)(?:\..*)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A file and its text."""

    path: PurePath
    """Relative to the project."""
    shown: str
    """As reports name it."""
    text: str

    @property
    def suffix(self) -> str:
        """What the file is read as."""
        return family(self.path)


def family(path: PurePath) -> str:
    """Return the suffix that says how a file is read; ``.env`` for ``.env.local`` and ``prod.env``."""
    name = path.name.lower()
    return ".env" if name.startswith(".env") or name.endswith(".env") else path.suffix.lower()


def is_searched(path: PurePath) -> bool:
    """Whether files of this name are searched: source and settings, not prose, locks or styles."""
    return family(path) in _SEARCHED and not _NEVER.fullmatch(path.name)


def is_sample(path: PurePath) -> bool:
    """Whether what a file holds is made up: tests, examples, documentation, translations."""
    return any(map(_SAMPLE.fullmatch, path.parts[:-1])) or bool(_SAMPLE_FILE.fullmatch(path.name))


def search(page: Page) -> Iterator[WrittenSecret]:
    """Yield what looks like a secret. In a sample only what proves by itself that it is one counts."""
    seen: set[tuple[int, str]] = set()
    sample = is_sample(page.path)
    for found in _found(page, sample=sample):
        if any(line == found.line and (text in found.text or found.text in text) for line, text in seen):
            continue
        seen.add((found.line, found.text))
        yield WrittenSecret(
            kind=found.kind,
            name=found.name,
            length=len(found.text),
            variety=variety(found.text),
            in_url=found.in_url,
            local=found.local,
            confidence=found.confidence,
            location=Location(file=page.shown, line=found.line),
        )


@dataclass(frozen=True, kw_only=True)
class _Found:
    kind: str
    line: int
    text: str
    confidence: Confidence
    name: str = ""
    in_url: bool = False
    local: bool = False


def _found(page: Page, *, sample: bool) -> Iterator[_Found]:
    for match in search_providers(page.text):
        if sample and (match.confidence < Confidence.HIGH or match.kind == "a private key"):
            continue
        if match.kind == "a Google API key" and page.suffix in _BROWSER:
            continue  # browsers need them; Google restricts them by the page's address
        line = page.text.count("\n", 0, match.start) + 1
        yield _Found(kind=match.kind, line=line, text=match.text, confidence=match.confidence)
    if sample:
        return
    if page.suffix in _PYTHON:
        yield from _in_python(page.text)
    elif page.suffix in PLAIN or page.suffix in QUOTED:
        for given in given_on_lines(page.text, page.suffix):
            verdict = judge(given.name, given.text)
            if verdict is not None:
                yield _given(verdict, given.name, given.line, given.text)
        lines = page.text.splitlines() if ADDRESS_HINT.search(page.text) else []
        for number, written in enumerate(lines, 1):
            if "://" in written and not written.lstrip().startswith(("#", "//", ";", "*")):
                yield from _in_address(written, number)


def _in_python(text: str) -> Iterator[_Found]:
    if not has_given_name(text) and not ADDRESS_HINT.search(text):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # the source's collector says so
    nodes = nodes_of(tree)
    for given in given_texts(nodes):
        verdict = judge(given.name, given.text)
        if verdict is not None:
            low = given.is_compared and verdict.kind != "a key or token"
            yield _given(verdict, given.name, given.line, given.text, low=low)
    prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield from _in_address(node.value, node.lineno)


def _given(verdict: Verdict, name: str, line: int, text: str, *, low: bool = False) -> _Found:
    return _Found(
        kind=verdict.kind, name=name, line=line, text=text, confidence=Confidence.LOW if low else verdict.confidence
    )


def _in_address(text: str, line: int) -> Iterator[_Found]:
    is_prose = text.count(" ") > 3
    for password in search_addresses(text):
        if is_prose and password.text.isalpha():
            continue  # it explains how such an address is written
        yield _Found(
            kind=f"the password of a {password.scheme} address",
            line=line,
            text=password.text,
            confidence=Confidence.MEDIUM,
            in_url=True,
            local=password.local,
        )
