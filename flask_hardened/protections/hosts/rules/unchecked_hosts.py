"""FHH001: nobody checks the Host header."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.absence import absent
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot


@rule(
    code="FHH001",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(644, 348),
    owasp=("A05",),
    asvs=("4.1.3",),
)
def unchecked_hosts(snapshot: Snapshot) -> Iterator[Hit]:
    """The host name, the method and the forwarded headers of requests are not checked.

    ## What it does
    Reports an app without the feature `hosts`, unless Flask's own `TRUSTED_HOSTS` names its hosts.

    ## Why is this bad
    Flask believes the `Host` header. Whoever asks for a password reset with `Host: evil.example` has a link to
    evil.example mailed to the victim, and a shared cache can be made to keep pages that link there.

    ## Example
    ```python
    app = Flask(__name__)
    link = url_for("reset", token=token, _external=True)  # http://evil.example/reset/...
    ```

    ## Use instead
    ```python
    Hardened(app, hosts=HostsOptions(allowed=["www.example.com"]))
    ```

    ## References
    - [CWE-644: Improper Neutralization of HTTP Headers](https://cwe.mitre.org/data/definitions/644.html)
    - [OWASP WSTG: Testing for Host Header Injection](https://owasp.org/www-project-web-security-testing-guide/)
    - [RFC 9110 section 7.2: Host and :authority](https://www.rfc-editor.org/rfc/rfc9110#section-7.2)
    """
    if not snapshot.config.values.get("TRUSTED_HOSTS"):
        yield from absent(snapshot, "hosts", "Every host name is answered, whatever the request asks for.")
