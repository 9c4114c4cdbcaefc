"""What a Dockerfile says about the image it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ...finding import Confidence, Location
from ..gitignore import parse, verdict
from ..secrets.addresses import search_addresses
from ..secrets.judgement import judge
from ..secrets.names import secrecy
from ..secrets.providers import search_providers
from .dockerfile import Instruction, Stage, stages
from .facts import Image, ImageRemark

_UNPRIVILEGED = re.compile(r"nonroot|unprivileged|rootless|cgr\.dev/|chainguard|bitnami/|/ubi\d"
                           r"|registry\.access\.redhat|sclorg|dhi\.io/|scratch$", re.IGNORECASE)  # fmt: skip
_OFFICIAL = re.compile(
    r"(?:docker\.io/)?(?:library/)?(?:python|debian|ubuntu|alpine|node|fedora|centos|rockylinux|almalinux|busybox"
    r"|pypy|nginx|golang|ruby|tiangolo/[\w-]+|ghcr\.io/astral-sh/uv|continuumio/\w+|amazonlinux)(?:[:@].*)?",
)
"""Images that are known to run as root."""
_DROPS = re.compile(r"\b(?:gosu|su-exec|setpriv|chpst|runuser|su\s+-|sudo\s+-u|setuidgid|s6-)|--(?:user|uid)\b")
_SECRET_FILE = re.compile(r"(?:.*/)?(?:\.env(?:\.(?!example|sample|template|dist)\w+)?|id_(?:rsa|ed25519|ecdsa|dsa)"
                          r"|\.pypirc|\.netrc|\.npmrc|\.git-credentials|\.aws(?:/credentials)?|\.ssh/?)",
                          re.IGNORECASE)  # fmt: skip
_PIPED = re.compile(
    r"\b(?:curl|wget)\b[^|;&\n]*\|\s*(?:sudo\s+)?(?:ba|a|da|z)?sh\b"
    r"|\b(?:ba)?sh\s+(?:-c\s+)?[\"']?(?:<\(|\$\()\s*(?:curl|wget)\b"
)
_INSECURE = re.compile(
    r"\bcurl\b[^|;&\n]*\s(?:-[a-zA-Z]*k[a-zA-Z]*|--insecure)\s|\bwget\b[^|;&\n]*--no-check-certificate"
)


def read_image(text: str, path: Path, home: Path, shown: str) -> Image | None:
    """Return what the Dockerfile `path` says; None for a file without a stage.

    :param shown: its name in reports.
    """
    before, found = stages(text)
    if not found:
        return None
    shipped = _chain(found)
    last = found[-1]
    remarks = [
        *_unpinned(found, before, shown),
        *(each for stage in found for each in _of_build(stage, shown)),
        *(each for stage in shipped for each in _of_shipped(stage, path, home, shown)),
        *_user_remark(shipped, path, home, shown),
    ]
    return Image(
        base=last.base,
        user=_user(shipped),
        remarks=tuple(dict.fromkeys(remarks)),
        location=Location(file=shown, line=last.line),
    )


def _chain(found: tuple[Stage, ...]) -> list[Stage]:
    """Return the last stage and those of this file it is built on, the nearest first: all their layers are shipped."""
    chain = [found[-1]]
    names = {stage.name.lower(): stage for stage in found if stage.name}
    while (base := names.get(chain[-1].base.lower())) is not None and base not in chain:
        chain.append(base)
    return chain


def _user(shipped: list[Stage]) -> str | None:
    for stage in shipped:
        users = [each.value.strip() for each in stage.instructions if each.name == "USER"]
        if users:
            return users[-1]
    return None


def _user_remark(shipped: list[Stage], path: Path, home: Path, shown: str) -> Iterator[ImageRemark]:
    user, base = _user(shipped), shipped[-1].base
    is_root = user is not None and re.fullmatch(r"(?:root|0)(?::.*)?", user) is not None
    if (user is not None and not is_root) or (user is None and _UNPRIVILEGED.search(base)):
        return
    starts = [each for stage in shipped for each in stage.instructions if each.name in {"CMD", "ENTRYPOINT"}]
    if not starts or any(_DROPS.search(text) for each in starts for text in _start_texts(each, path, home)):
        return
    yield ImageRemark(
        kind="default-user",
        about=base,
        location=Location(file=shown, line=starts[0].line),
        sure=is_root or bool(_OFFICIAL.fullmatch(base)),
    )


def _start_texts(start: Instruction, path: Path, home: Path) -> Iterator[str]:
    """Yield the command, and the scripts of the project that it runs."""
    yield " ".join(start.words)
    for word in start.words:
        name = word.rpartition("/")[2]
        if name.endswith(".sh") or "entrypoint" in name:
            for folder in (path.parent, home, path.parent / "docker", home / "docker", home / "scripts", home / "bin"):
                with suppress(OSError):  # a name that is too long, or a file that is not to be read
                    if (folder / name).is_file():
                        with (folder / name).open(encoding="utf-8", errors="replace") as script:
                            yield script.read(100_000)


def _unpinned(found: tuple[Stage, ...], before: tuple[Instruction, ...], shown: str) -> Iterator[ImageRemark]:
    names = {stage.name.lower() for stage in found if stage.name}
    defaults = {name: value for each in before if each.name == "ARG" for name, value in each.pairs}
    for stage in found:
        base = re.sub(r"\$\{?(\w+)(?::-[^}]*)?\}?", lambda match: defaults.get(match[1], match[0]), stage.base)
        if base.lower() in names or base == "scratch" or "$" in base or "@" in base or not base:
            continue
        tag = base.rpartition("/")[2].partition(":")[2]
        if tag in {"", "latest"}:
            yield ImageRemark(kind="unpinned", about=base, location=Location(file=shown, line=stage.line))


def _of_build(stage: Stage, shown: str) -> Iterator[ImageRemark]:
    """Yield what is wrong wherever it stands: what is fetched unchecked ends in what is built of it."""
    for each in stage.instructions:
        place = Location(file=shown, line=each.line)
        if each.name == "ADD" and "checksum" not in each.flags:
            for source in each.words[:-1]:
                if re.match(r"https?://", source):
                    yield ImageRemark(kind="remote-add", about="ADD", location=place, sure=source.startswith("http://"))
        if each.name == "RUN" and (_PIPED.search(each.value) or _INSECURE.search(each.value)):
            yield ImageRemark(kind="piped-download", about="RUN", location=place)
        if each.name == "ARG":  # their values are in the history of what is built
            yield from _written(each, place)


def _of_shipped(stage: Stage, path: Path, home: Path, shown: str) -> Iterator[ImageRemark]:
    for each in stage.instructions:
        place = Location(file=shown, line=each.line)
        if each.name in {"ENV", "LABEL"}:
            yield from _written(each, place)
        elif each.name == "RUN":
            for match in search_providers(each.value):
                yield ImageRemark(kind="written-secret", about=match.kind, location=place)
            for _ in search_addresses(each.value):
                yield ImageRemark(kind="written-secret", about="the password of an address", location=place)
        elif each.name in {"COPY", "ADD"} and "from" not in each.flags:
            sources = each.words[:-1]
            for source in sources:
                if _SECRET_FILE.fullmatch(source.rstrip("/")):
                    yield ImageRemark(kind="copied-secret", about=source, location=place)
            if any(source in {".", "./", "*", "./*"} for source in sources):
                for name in _unprotected(path, home):
                    yield ImageRemark(kind="whole-context", about=name, location=place)


def _written(instruction: Instruction, place: Location) -> Iterator[ImageRemark]:
    for name, value in instruction.pairs:
        if instruction.name == "ARG" and not value and secrecy(name) is not None:
            yield ImageRemark(kind="written-secret", about=name, location=place, sure=False)
        verdict_ = judge(name, value)
        by_form = verdict_ is None and (
            any(True for _ in search_providers(value)) or any(True for _ in search_addresses(value))
        )
        if verdict_ is not None or by_form:
            sure = by_form or (verdict_ is not None and verdict_.confidence > Confidence.LOW)
            yield ImageRemark(kind="written-secret", about=name, location=place, sure=sure)


def _unprotected(path: Path, home: Path) -> Iterator[str]:
    """Yield which of ``.env`` and ``.git`` lie in the folder that is copied, and are not left out of it."""
    contexts = [path.parent] if path.parent == home else [path.parent, home]
    context = next(
        (each for each in contexts if any((each / name).exists() for name in (".dockerignore", ".env", ".git"))), None
    )
    if context is None:
        return
    own = path.with_name(path.name + ".dockerignore")
    ignore = own if own.is_file() else context / ".dockerignore"
    # .dockerignore is anchored at the context; a pattern without a slash is too, unlike git's
    try:
        lines = ignore.read_text("utf-8", "replace").splitlines() if ignore.is_file() else []
    except OSError:
        return
    patterns = parse("\n".join(_anchored(line.strip()) for line in lines))
    for name in (".env", ".git"):
        if (context / name).exists() and not verdict(patterns, name, is_folder=(context / name).is_dir()):
            yield name


def _anchored(line: str) -> str:
    if not line or line.startswith("#"):
        return ""
    negated, rest = ("!", line[1:]) if line.startswith("!") else ("", line)
    return negated + "/" + rest.removeprefix("./").lstrip("/")
