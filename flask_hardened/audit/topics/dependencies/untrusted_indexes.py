"""FHY009: packages that come over a connection which anybody on the way can change."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot


@rule(
    code="FHY009",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(494, 319, 295),
    owasp=("A08",),
    asvs=("15.2.4",),
)
def untrusted_indexes(snapshot: Snapshot) -> Iterator[Hit]:
    """Packages are fetched without encryption, or from a server whose certificate is not verified.

    ## What it does
    Reports indexes, packages and further lists that are named by `http://`, `git://` or another address in clear text,
    `--trusted-host`, uv's `allow-insecure-host`, and `verify_ssl = false` of Pipenv and PDM. Addresses of this machine
    and packages with a hash are left alone.

    ## Why is this bad
    Whoever sits between the build and the index, in the network of an office, a café or a data centre, answers in its
    place: the package that pip installs is the attacker's, and its code runs in the build and in the app.

    ## Example
    ```text
    # requirements.txt
    --index-url http://packages.shop.example/simple
    --trusted-host packages.shop.example
    ```

    ## Use instead
    ```text
    # requirements.txt
    --index-url https://packages.shop.example/simple
    ```

    ## References
    - [CWE-494: Download of Code Without Integrity Check](https://cwe.mitre.org/data/definitions/494.html)
    - [CWE-295: Improper Certificate Validation](https://cwe.mitre.org/data/definitions/295.html)
    - [pip: --trusted-host](https://pip.pypa.io/en/stable/cli/pip/#cmdoption-trusted-host)
    """
    for remark in snapshot.dependencies.remarks:
        subject = ", ".join(remark.names) or remark.about
        if remark.kind == "clear":
            yield Hit(
                message=f"{subject} is fetched in clear text, so that anybody on the way can replace it.",
                fix="Write https, or give the package its hash.",
                location=remark.location,
            )
        elif remark.kind == "unverified":
            yield Hit(
                message=f"{subject} turns off the verification of a package server's certificate.",
                fix="Give the server a certificate that can be verified; for a private authority set PIP_CERT.",
                location=remark.location,
            )
