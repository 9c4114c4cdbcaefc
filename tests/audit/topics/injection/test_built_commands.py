"""FHQ003: commands put together of text."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.topics.injection.built_commands import built_commands
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import os, shlex, subprocess, asyncio, paramiko"


@pytest.mark.parametrize(
    "code",
    [
        'os.system("ping " + request.args["host"])',
        'subprocess.run(f"ping {name}", shell=True)',
        'command = "ping %s" % request.form["host"]\nsubprocess.check_output(command, shell=True)',
        'subprocess.Popen(["sh", "-c", "ping " + name])',
        'subprocess.run([request.args["program"], "-v"])',
        'subprocess.getoutput("ping {}".format(name))',
        'os.execv(request.args["program"], [])',
        'client = paramiko.SSHClient()\nclient.exec_command("ls " + name)',
        'os.popen(request.args["command"])',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """A shell that takes text apart, and a program that the request chooses."""
    assert 1 == len(lines(built_commands, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'subprocess.run(["ping", request.args["host"]])',
        'subprocess.run("ls -l", shell=True)',
        'os.system("ls")',
        'subprocess.run(f"ping {shlex.quote(name)}", shell=True)',
        'os.system(f"kill {number}")',
        'subprocess.run(["ping", name], shell=False)',
        "subprocess.run([PROGRAM, name])",
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Arguments without a shell, constants, numbers and what is quoted."""
    assert [] == lines(built_commands, in_view(IMPORTS, code))


def test_found_with_less_certainty_for_a_parameter() -> None:
    """Who calls the function decides; a text of unknown origin is the least certain."""
    text = "import os\ndef ping(host):\n    os.system('ping ' + host)\ndef pong(self):\n    os.system(self.command())\n"
    levels = [(hit.severity, hit.confidence) for hit in found(built_commands, text)]
    assert [(Severity.HIGH, Confidence.MEDIUM), (Severity.MEDIUM, Confidence.LOW)] == levels


def test_not_found_in_commands_of_the_app() -> None:
    """Whoever runs them may run anything there."""
    text = "import click, os\n@click.command()\ndef build(target):\n    os.system('make ' + target)\n"
    assert [] == lines(built_commands, text)
