"""What an answer must not contain: anything of the app's inside (CWE-209)."""

from __future__ import annotations

import re
from collections.abc import Collection

from flask import Flask

from ..answer import Answer
from ..failure import CheckFailed
from ..interception import CANARY, RehearsedError

_INSIDE = {
    "a traceback": re.compile(r"Traceback \(most recent call last\)"),
    "a frame of a traceback": re.compile(r"File (?:\"|&#34;|&quot;|\\\")[^\n]{1,300}, line \d"),
    "Werkzeug's debugger": re.compile(r"__debugger__|EVALEX\s*="),
    "the path of an installed package": re.compile(r"/(?:site|dist)-packages/"),
    "the text of an exception": re.compile(re.escape(CANARY.partition(" ")[0])),
    "the name of an exception": re.compile(RehearsedError.__name__),
}


def search(app: Flask, answer: Answer, what: str, known: Collection[str] = ()) -> None:
    """Look through an answer, its headers included.

    :param what: the request, for the message.
    :param known: kinds that are in the page anyway, such as the traceback in an article.
    :raises CheckFailed: naming the kind of leak; the text itself may be a secret.
    """
    found = [kind for kind in kinds_in(app, answer) if kind not in known]
    if found:
        raise CheckFailed(f"The answer to {what} ({answer}) contains {', '.join(found)}.")


def kinds_in(app: Flask, answer: Answer) -> list[str]:
    """Return what an answer contains of the app's inside."""
    text = "\n".join([answer.text, *(f"{name}: {value}" for name, value in answer.headers)])
    found = [kind for kind, pattern in _INSIDE.items() if pattern.search(text)]
    if re.search(rf"{re.escape(app.root_path)}[\w/.-]*\.py\b", text):
        found.append("the path of the app's source")
    return found
