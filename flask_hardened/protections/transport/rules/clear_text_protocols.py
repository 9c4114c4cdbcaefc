"""FHT008: passwords sent in clear text."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, SourceFacts
from ....audit.source.placing import module_of, served_calls

_LOGINS = {
    "smtplib.SMTP().login": "starttls",
    "imaplib.IMAP4().login": "starttls",
    "poplib.POP3().pass_": "stls",
    "ftplib.FTP().login": "",
}
"""Method that sends the password → the one that has to come before it."""
_CONNECTIONS = ("telnetlib.Telnet", "telnetlib.Telnet().open", "telnetlib3.open_connection")
_COMMUNITIES = ("pysnmp.hlapi.CommunityData", "pysnmp.hlapi.asyncio.CommunityData", "pysnmp.hlapi.v3arch.CommunityData")
_LOCAL = ("localhost", "127.0.0.1", "::1")


@rule(
    code="FHT008",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(319, 523),
    owasp=("A02",),
    asvs=("12.3.1",),
)
def clear_text_protocols(snapshot: Snapshot) -> Iterator[Hit]:
    """The app sends a password over the network in clear text.

    ## What it does
    Reports Telnet, SNMP with communities, sign-ins by `ftplib.FTP`, and sign-ins by SMTP, IMAP and POP3 in a module
    that never starts TLS. FTP without a name, connections to the machine itself, and the classes with SSL or TLS in
    their names are left alone.

    ## Why is this bad
    Everybody on the way reads the password, and everything that follows: the reset links that the mail server is given,
    or the invoices that are laid on the FTP server. They can also change it.

    ## Example
    ```python
    server = smtplib.SMTP("mail.example", 587)
    server.login(user, password)
    ```

    ## Use instead
    ```python
    server = smtplib.SMTP("mail.example", 587)
    server.starttls(context=ssl.create_default_context())
    server.login(user, password)
    ```

    ## References
    - [CWE-319: Cleartext Transmission of Sensitive Information](https://cwe.mitre.org/data/definitions/319.html)
    - [OWASP Transport Layer Security Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Transport_Layer_Security_Cheat_Sheet.html)
    """
    for call in served_calls(snapshot.source, *_CONNECTIONS, *_COMMUNITIES):
        snmp = call.target in _COMMUNITIES
        yield Hit(
            message="SNMP 1 and 2 send the community, which is the password, in clear text."
            if snmp
            else "Telnet sends all that is typed, passwords too, in clear text.",
            fix="Use SNMP 3, with UsmUserData." if snmp else "Use SSH.",
            location=call.location,
            confidence=Confidence.HIGH,
        )
    for call in served_calls(snapshot.source, *_LOGINS):
        before = _LOGINS[call.target]
        if (
            _is_anonymous(call)
            or _is_local(snapshot.source, call)
            or (before and _starts_tls(snapshot.source, call, before))
        ):
            continue
        protocol = call.target.partition("()")[0]
        yield Hit(
            message=f"{protocol} sends the password in clear text.",
            fix="Use ftplib.FTP_TLS, or SFTP." if not before else f"Call {before}() before it, or connect with TLS.",
            location=call.location,
        )


def _is_anonymous(call: Call) -> bool:
    user = call.argument(0, "user")
    return call.target.startswith("ftplib.") and call.complete and (user is None or user.constant in ("", "anonymous"))


def _starts_tls(source: SourceFacts, call: Call, before: str) -> bool:
    """Whether the module does so anywhere: on a condition, or in another method, is good enough."""
    calls = module_of(source, call).calls
    return any(each.name == before or each.name.endswith("_SSL") for each in calls)


def _is_local(source: SourceFacts, call: Call) -> bool:
    """Whether the connection that the module makes is to the machine itself."""
    made = call.target.partition("()")[0]
    hosts = [each.argument(0, "host") for each in module_of(source, call).calls if each.target == made]
    return bool(hosts) and all(host is not None and host.constant in _LOCAL for host in hosts)
