"""FHW010: environment files in the repository."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHW010",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(540, 312),
    owasp=("A05", "A02"),
    asvs=("13.3.1",),
)
def committed_env_files(snapshot: Snapshot) -> Iterator[Hit]:
    """An environment file is in the repository, or would be with the next `git add`.

    ## What it does
    Reads git's index and the `.gitignore` files, and reports `.env` and its variants where they are committed or
    not left out. Examples such as `.env.example` are meant to be committed.

    ## Why is this bad
    A repository is copied to every developer, build server and fork, and never forgets: who sees any of the copies
    has production's keys, also after the file was deleted in a later commit.

    ## Example
    ```text
    $ git ls-files
    .env
    ```

    ## Use instead
    ```text
    # .gitignore
    .env
    ```

    ## References
    - [CWE-540: Inclusion of Sensitive Information in Source Code](https://cwe.mitre.org/data/definitions/540.html)
    - [CWE-312: Cleartext Storage of Sensitive Information](https://cwe.mitre.org/data/definitions/312.html)
    - [git: gitignore](https://git-scm.com/docs/gitignore)
    """
    for each in snapshot.files.env_files:
        if each.tracked and each.holds_secret:
            yield Hit(
                message="This environment file is committed, with values that look like secrets.",
                fix="Run git rm --cached on it, name it in .gitignore, and replace every secret in it.",
                location=each.location,
            )
        elif each.tracked:
            yield Hit(
                message="This environment file is committed; nothing in it looks like a secret yet.",
                fix="Commit an example under another name instead, and name this file in .gitignore.",
                location=each.location,
                severity=Severity.LOW,
            )
        else:
            yield Hit(
                message="Git does not leave this environment file out: the next git add takes it.",
                fix="Name it in .gitignore.",
                location=each.location,
                severity=Severity.MEDIUM if each.holds_secret else Severity.LOW,
            )
