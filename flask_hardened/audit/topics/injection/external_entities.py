"""FHQ013: XML parsers that fetch what the document names."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.sinks import requested, shown
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call

_PARSERS = ("lxml.etree.XMLParser", "lxml.etree.ETCompatXMLParser", "lxml.etree.XMLPullParser", "lxml.etree.iterparse")
_FEATURES = frozenset({"xml.sax.handler.feature_external_ges", "xml.sax.handler.feature_external_pes"})
_READING = {
    **{f"lxml.etree.{name}": (0, "text") for name in ("fromstring", "XML", "parse")},
    **{f"xml.dom.pulldom.{name}": (0, "string") for name in ("parse", "parseString")},
    "xmlrpc.client.loads": (0, "data"),
}
_PLAIN = {
    **{f"xml.etree.{module}.{name}": (0, "text") for module in ("ElementTree", "cElementTree")
       for name in ("fromstring", "XML", "parse", "iterparse", "XMLID", "fromstringlist")},
    **{f"xml.dom.{module}.{name}": (0, "string") for module in ("minidom", "expatbuilder")
       for name in ("parse", "parseString")},
    **{f"xml.sax.{name}": (0, "string") for name in ("parse", "parseString")},
}  # fmt: skip


@rule(
    code="FHQ013",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(611, 776),
    owasp=("A05",),
    asvs=("1.5.1",),
)
def external_entities(snapshot: Snapshot) -> Iterator[Hit]:
    """XML is parsed by something that fetches or multiplies the entities that the document declares.

    ## What it does
    Reports parsers of lxml with `resolve_entities=True` or `no_network=False` and SAX features that fetch external
    entities; XML of the request given to lxml without a parser of your own, because lxml before 5 reads local files by
    default; and, as a low one, XML of the request given to the standard library, which relies on the version of Expat
    to stop entities that multiply. What defusedxml parses is no finding.

    ## Why is this bad
    `<!ENTITY x SYSTEM "file:///etc/passwd">` copies a file of the server into the document, and an address there
    makes the server ask it; ten entities that repeat each other become gigabytes.

    ## Example
    ```python
    order = etree.fromstring(request.data, etree.XMLParser(resolve_entities=True))
    ```

    ## Use instead
    ```python
    order = defusedxml.ElementTree.fromstring(request.data)
    ```

    ## References
    - [CWE-611: XML External Entity Reference](https://cwe.mitre.org/data/definitions/611.html)
    - [CWE-776: XML Entity Expansion](https://cwe.mitre.org/data/definitions/776.html)
    - [defusedxml](https://github.com/tiran/defusedxml)
    """
    fix = "Parse with defusedxml, or turn entities and the network off."
    for call in snapshot.source.calls(*_PARSERS, "*.setFeature"):
        found = _opened(call)
        if found:
            yield Hit(message=f"An XML parser is told to fetch entities ({found}).", fix=fix, location=call.location)
    for call, _, _ in requested(snapshot, _READING):
        if "parser" not in call.keywords and len(call.arguments) == 1:
            yield Hit(
                message=f"XML of the request is parsed by {shown(call)}, whose protection depends on its version.",
                fix=fix,
                location=call.location,
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
            )
    for call, _, _ in requested(snapshot, _PLAIN):
        yield Hit(
            message=f"XML of the request is parsed by {shown(call)}, which leaves entities that multiply to Expat.",
            fix="Parse it with defusedxml.",
            location=call.location,
            severity=Severity.LOW,
            confidence=Confidence.MEDIUM,
        )


def _opened(call: Call) -> str:
    if call.name == "setFeature":
        feature, value = call.argument(0), call.argument(1)
        opened = feature is not None and value is not None and feature.origin in _FEATURES and bool(value.known)
        return feature.origin.rpartition(".")[2] if opened and feature and value and value.constant else ""
    entities, network = call.keywords.get("resolve_entities"), call.keywords.get("no_network")
    if entities is not None and entities.constant is True:
        return "resolve_entities"
    return "no_network" if network is not None and network.constant is False else ""
