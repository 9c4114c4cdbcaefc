"""Reads whatever says how the app is shipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ...finding import Location
from ...snapshot import Unchecked
from .command_line import KEPT, Command, commands, commands_of_script
from .compose import environment_of, is_for_development, read_services
from .dockerfile import Instruction, stages
from .facts import Directive, Image, Origin, ServerSetting, ServerStart, Service, Switch
from .gunicorn_settings import read_gunicorn
from .images import read_image
from .nginx_syntax import NotNginx, parse
from .sections import entries

_DOCKERFILE = re.compile(r"(?:Docker|Container)file(?:[._-].+)?|.+\.(?:docker|container)file", re.IGNORECASE)
_COMPOSE = re.compile(r"(?:docker-)?compose(?:[._-].+)?\.ya?ml", re.IGNORECASE)
_SCRIPT = re.compile(
    r"(?:.*[-_])?(?:entrypoint|start|boot|run[-_]?prod(?:uction)?|serve|deploy|launch|gunicorn|uwsgi)(?:[-_].*)?\.sh"
    r"|.*entrypoint(?:\.sh)?",
    re.IGNORECASE,
)
_UWSGI = re.compile(r"(?:.*[-_.])?uwsgi(?:[-_].*)?\.ini", re.IGNORECASE)
_NGINX_WORDS = re.compile(r"^\s*(?:server|http|location\s[^\n{]*|upstream\s+\S+)\s*\{", re.MULTILINE)
_NGINX_NAME = re.compile(r".*nginx.*(?:\.conf)?(?:\.(?:template|j2))?|default\.conf|.+\.conf|.+\.nginx")
_RUN = re.compile(r"^\s*(?:\w+\.)?(?:\w*app|application|server|create_app\([^)\n]*\))\.run\(", re.MULTILINE)
_REAL_SERVER = re.compile(
    r"waitress|gevent|WSGIServer|gunicorn|uvicorn|hypercorn|cheroot|bjoern|tornado|eventlet|socketio|run_simple\(.*ssl"
)
_ON = frozenset({"1", "true", "yes", "on", "t", "y"})
_PROGRAM = frozenset({".py", ".js", ".ts", ".go", ".md", ".rst", ".txt", ".json", ".dockerignore", ".html", ".sh"})
_LARGEST = 1_000_000


@dataclass(kw_only=True)
class Shipping:
    """What was read so far."""

    home: Path
    note: Callable[[Unchecked], None]
    images: list[Image] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    starts: list[ServerStart] = field(default_factory=list)
    settings: list[ServerSetting] = field(default_factory=list)
    switches: list[Switch] = field(default_factory=list)
    nginx: list[Directive] = field(default_factory=list)

    def read(self, path: Path, text: str, shown: str) -> None:
        """Read one file, if it is of a kind that says something; its name and text decide.

        :param shown: its name in reports.
        """
        name = path.name
        try:
            if is_for_development(name):
                return
            if _DOCKERFILE.fullmatch(name) and path.suffix not in _PROGRAM:
                self._read_dockerfile(path, text, shown)
            elif _COMPOSE.fullmatch(name):
                self._read_compose(path, text, shown)
            elif name.startswith("gunicorn") and path.suffix == ".py":
                self.settings += read_gunicorn(text, shown)
            elif name == "Procfile":
                self._read_procfile(path, text, shown)
            elif path.suffix == ".service":
                self._read_unit(path, text, shown)
            elif _SCRIPT.fullmatch(name):
                self._read_script(path, text, shown)
            elif _UWSGI.fullmatch(name):
                self._read_uwsgi(text, shown)
            elif _NGINX_NAME.fullmatch(name) and path.suffix not in _PROGRAM and _NGINX_WORDS.search(text):
                self._read_nginx(text, shown)
        except Exception as error:  # noqa: BLE001 - one file must not hide the others
            reason = "PyYAML is not installed" if isinstance(error, ModuleNotFoundError) else type(error).__name__
            self.note(Unchecked(what=f"the file {shown}", reason=reason))

    def _read_dockerfile(self, path: Path, text: str, shown: str) -> None:
        image = read_image(text, path, self.home, shown)
        if image is None:
            return
        self.images.append(image)
        _, found = stages(text)
        last = found[-1]
        final = {each.name: each for each in last.instructions if each.name in {"CMD", "ENTRYPOINT"}}
        start = final.get("CMD") or final.get("ENTRYPOINT")
        if start is not None:
            self._take(_started(final), "image", path, Location(file=shown, line=start.line))
        for each in last.instructions:
            if each.name == "ENV":
                for name, value in each.pairs:
                    self._switch(name, value, "image", Location(file=shown, line=each.line))

    def _read_compose(self, path: Path, text: str, shown: str) -> None:
        self.services += read_services(text, shown)
        for name, value, line in environment_of(text):
            place = Location(file=shown, line=line)
            if name:
                self._switch(name, value, "service", place)
            else:
                self._take(commands_of_script(value), "service", path, place)

    def _read_procfile(self, path: Path, text: str, shown: str) -> None:
        for number, line in enumerate(text.splitlines(), 1):
            kind, colon, command = line.partition(":")
            if colon and kind.strip() in {"web", "api", "app"}:
                self._take(commands_of_script(command), "procfile", path, Location(file=shown, line=number))

    def _read_unit(self, path: Path, text: str, shown: str) -> None:
        found = list(entries(text))
        if any(each.name == "WantedBy" and each.value == "default.target" for each in found):
            return  # a unit of one user, on their own machine
        # without User= a system's unit runs as root
        user = next((each.value for each in found if each.name == "User"), None)
        dynamic = any(each.name == "DynamicUser" and each.value.lower() in _ON for each in found)
        for each in found:
            place = Location(file=shown, line=each.line)
            if each.name == "ExecStart":
                command = each.value.lstrip("-@:+!|")
                self._take(
                    commands_of_script(command), "unit", path, place, user="dynamic" if dynamic else user or "root"
                )
            elif each.name == "Environment":
                for pair in re.findall(r'"([A-Z_]+=[^"]*)"|([A-Z_]+=\S*)', each.value):
                    name, _, value = "".join(pair).partition("=")
                    self._switch(name, value, "unit", place)

    def _read_script(self, path: Path, text: str, shown: str) -> None:
        joined = ""
        for number, line in enumerate(text.splitlines(), 1):
            if line.lstrip().startswith("#"):
                continue
            joined += line.removesuffix("\\")
            if line.endswith("\\"):
                continue
            place = Location(file=shown, line=number)
            self._take(commands_of_script(joined), "script", path, place)
            joined = ""
            exported = re.match(r"\s*export\s+(FLASK_\w+)=(\S+)", line)
            if exported:
                self._switch(exported[1], exported[2], "script", place)

    def _read_uwsgi(self, text: str, shown: str) -> None:
        for each in entries(text):
            name = each.name.replace("-", "_")
            if each.section == "uwsgi" and name in KEPT | {"master", "honour_stdin", "py_autoreload"}:
                place = Location(file=shown, line=each.line)
                self.settings.append(ServerSetting(program="uwsgi", name=name, value=each.value, location=place))

    def _read_nginx(self, text: str, shown: str) -> None:
        if any(sign in text for sign in ("{%", "{{", "<%")):
            return  # a template of another program
        try:
            self.nginx += parse(text, shown)
        except NotNginx as error:
            self.note(Unchecked(what=f"the file {shown}", reason=type(error).__name__))

    def _take(
        self,
        found: Iterable[Command],
        origin: Origin,
        path: Path,
        place: Location,
        *,
        user: str | None = None,
        starts: bool = True,
    ) -> None:
        for each in found:
            development = each.is_run or (each.program == "python" and self._runs_flask(each.target, path))
            if starts and (each.program != "python" or development):
                self.starts.append(
                    ServerStart(program=each.program, development=development, origin=origin, location=place, user=user)
                )
            for name, value in each.settings.items():
                self.settings.append(ServerSetting(program=each.program, name=name, value=value, location=place))
            if each.program == "flask" and each.is_run and "debug" in each.settings:
                self.switches.append(Switch(name="--debug", origin=origin, location=place))
            for name, value in each.environment:
                self._switch(name, value, origin, place)

    def _switch(self, name: str, value: str, origin: Origin, place: Location) -> None:
        plain = value.strip().strip("\"'").lower()
        if name == "GUNICORN_CMD_ARGS":
            self._take(commands_of_script(f"gunicorn {value}"), origin, self.home / "none", place, starts=False)
        elif name == "FORWARDED_ALLOW_IPS" and plain == "*":  # gunicorn and uvicorn read it
            setting = ServerSetting(program="The server", name="forwarded_allow_ips", value="*", location=place)
            self.settings.append(setting)
        if (name == "FLASK_DEBUG" and plain in _ON) or (name == "FLASK_ENV" and plain == "development"):
            self.switches.append(Switch(name=name, origin=origin, location=place))

    def _runs_flask(self, target: str, path: Path) -> bool:
        """Whether a script of the project starts Werkzeug's own server."""
        inside = target.removeprefix("./").lstrip("/")
        names = dict.fromkeys([inside, inside.partition("/")[2], inside.rpartition("/")[2]])
        for folder in dict.fromkeys([path.parent, self.home]):
            for name in filter(None, names):
                script = folder / (name if name.endswith(".py") else f"{name}.py")
                try:
                    if ".." in Path(name).parts or not script.is_file() or script.stat().st_size > _LARGEST:
                        continue
                    text = script.read_text("utf-8", "replace")
                except OSError:
                    continue
                return "lask" in text and bool(_RUN.search(text)) and not _REAL_SERVER.search(text)
        return False


def _started(final: dict[str, Instruction]) -> list[Command]:
    """Return the servers that ``ENTRYPOINT`` and ``CMD`` start: together, or the latter through the former's script."""
    entry, command = final.get("ENTRYPOINT"), final.get("CMD")
    for given in ([entry, command], [command], [entry]):
        present = [each for each in given if each is not None]
        if len(present) != len(given):
            continue
        if all(each.is_exec_form for each in present):
            found = list(commands([word for each in present for word in each.words]))
        else:
            found = [one for each in present if not each.is_exec_form for one in commands_of_script(each.value)]
        if found:
            return found
    return []
