"""FHT005: connections to whoever answers."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call, Module, Value
from ....audit.source.placing import served

_OFF: dict[str, tuple[object, ...]] = {
    "verify": (False,),
    "verify_ssl": (False,),
    "ssl_verify": (False,),
    "verify_certs": (False,),
    "verify_tls": (False,),
    "validate_certs": (False,),
    "check_hostname": (False,),
    "ssl_check_hostname": (False,),
    "assert_hostname": (False,),
    "cert_reqs": ("CERT_NONE", "NONE"),
    "ssl_cert_reqs": ("CERT_NONE", "none", None),
    "tlsAllowInvalidCertificates": (True,),
    "tlsAllowInvalidHostnames": (True,),
    "tlsInsecure": (True,),
    "disable_ssl_certificate_validation": (True,),
}
"""Keyword → the constants that turn the check off. These words mean nothing else, but for ``verify``."""
_NONE = ("ssl.CERT_NONE", "ssl.VerifyMode.CERT_NONE")
_CLIENTS = (
    *("requests", "httpx", "urllib3", "aiohttp", "boto3", "botocore", "hvac", "niquests", "curl_cffi"),
    *("suds", "zeep"),
)
"""Packages of whose calls ``verify=False`` is about certificates."""
_HTTP = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "request", "send"})
_LDAP = ("ldap.OPT_X_TLS_NEVER",)
_UNVERIFIED = ("ssl._create_unverified_context", "ssl._create_stdlib_context")
FIX = "Remove it; for a certificate of your own give its authority: verify='ca.pem'."


@rule(
    code="FHT005",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(295,),
    owasp=("A02", "A07"),
    asvs=("12.3.2",),
)
def unverified_certificates(snapshot: Snapshot) -> Iterator[Hit]:
    """The app connects to other servers without a look at their certificates.

    ## What it does
    Reports `verify=False` and its likes in calls of requests, httpx, aiohttp, urllib3, boto3 and clients of databases,
    `session.verify = False`, `ssl.CERT_NONE`, `ldap.OPT_X_TLS_NEVER`, `check_hostname = False` and
    `ssl._create_unverified_context`. Connections to the machine itself are left alone.

    ## Why is this bad
    Whoever is on the way, at the hotel, in the data centre, or with a forged answer of DNS, shows a certificate of
    their own, reads the API key that the app sends, and answers what they like: that the payment was made, for
    instance.

    ## Example
    ```python
    requests.post("https://payments.example/charge", json=order, verify=False)
    ```

    ## Use instead
    ```python
    requests.post("https://payments.example/charge", json=order, verify="/etc/ssl/our-ca.pem", timeout=10)
    ```

    ## References
    - [CWE-295: Improper Certificate Validation](https://cwe.mitre.org/data/definitions/295.html)
    - [requests: SSL Cert Verification](https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification)
    """
    for module in served(snapshot.source):
        yield from _of_calls(module)
        yield from _of_assignments(module)


def _of_calls(module: Module) -> Iterator[Hit]:
    for call in module.calls:
        if call.target in _UNVERIFIED:
            yield _hit(f"{call.target} accepts any certificate.", call.location)
            continue
        option = _switched_off(call)
        if option and not _is_local(call):
            yield _hit(f"{call.name} is called with {option} off: it accepts any certificate.", call.location)


def _switched_off(call: Call) -> str:
    none = next((option for option, value in call.keywords.items() if value.origin in _NONE), "")
    if none or (call.target == "ssl.wrap_socket" and call.complete and call.argument(3, "cert_reqs") is None):
        return none or "cert_reqs"
    if call.name == "set_option" and any(value.origin in _LDAP for value in call.arguments):
        return "OPT_X_TLS_REQUIRE_CERT"
    for option in _OFF.keys() & call.keywords.keys():
        value, values = call.keywords[option], _OFF[option]
        off = any(type(value.constant) is type(each) and value.constant == each for each in values)
        if off and (option != "verify" or _is_client(call)):
            return option
    if call.target.startswith("aiohttp.") and (ssl := call.argument(None, "ssl")) is not None and ssl.constant is False:
        return "ssl"
    return ""


def _is_client(call: Call) -> bool:
    return call.target.startswith(tuple(f"{name}." for name in _CLIENTS)) or (
        call.target.startswith("?.") and call.name in _HTTP and call.receiver is not None
    )


def _is_local(call: Call) -> bool:
    url = call.argument(1 if call.name == "request" else 0, "url")
    if url is None:
        return False
    start = url.constant if isinstance(url.constant, str) else next((part.constant for part in url.parts[:1]), "")
    return isinstance(start, str) and start.startswith(("https://localhost", "https://127.0.0.1", "https://[::1]"))


def _of_assignments(module: Module) -> Iterator[Hit]:
    clients = any(name.partition(".")[0] in _CLIENTS for name in module.imports)
    ssl = any(name.partition(".")[0] == "ssl" for name in module.imports)
    modes = {name.rpartition(".")[0] for name, value, _ in module.assignments if value.origin in _NONE}
    for name, value, location in module.assignments:
        owner, _, attribute = name.rpartition(".")
        if attribute == "verify_mode" and value.origin in _NONE:
            yield _hit(f"{name} is CERT_NONE: any certificate is accepted.", location)
        elif attribute == "check_hostname" and value.constant is False and ssl and owner not in {*modes, "self"}:
            yield _hit(f"{name} is off: a certificate of any other host is accepted.", location)
        elif attribute == "verify" and owner and value.constant is False and clients and owner != "self":
            yield _hit(f"{name} is off: any certificate is accepted.", location)
        elif _is_unverified(value) and attribute.startswith("_create_default"):
            yield _hit("Every connection of the process accepts any certificate.", location)


def _is_unverified(value: Value) -> bool:
    return value.origin in _UNVERIFIED


def _hit(message: str, location: Location) -> Hit:
    return Hit(message=message, fix=FIX, location=location)
