"""Keeps ``python -m flask_hardened audit .`` from running the code it is to read.

``python -m`` looks for modules in the working directory first, so that a ``json.py`` in the audited project would be
imported in place of the library's: an audit of a stranger's code would run it. Here the directory is left out again.
What Python imports before the first line of this package only ``python -I -m flask_hardened`` protects
(https://docs.python.org/3/using/cmdline.html#cmdoption-I).
"""

import os
import sys

_OWN = "flask_hardened"


def leave_out_working_directory(command: list[str], path: list[str]) -> None:
    """Take the working directory from `path`, if this package is what ``python -m`` runs.

    :param command: ``sys.orig_argv``, the interpreter and its own options included.
    """
    before = "".join(command[: command.index(_OWN)][-1:]) if _OWN in command else ""
    ours = before == "-m" or f"-m{_OWN}" in command
    if ours and path and os.path.realpath(path[0]) == os.path.realpath(""):
        del path[0]


leave_out_working_directory(sys.orig_argv, sys.path)
