"""FHQ011: XPath put together of text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...composition.sinks import composed, shown
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_QUERIES = {
    "*.xpath": (0, "_path"),
    "lxml.etree.XPath": (0, "path"),
    "lxml.etree.ETXPath": (0, "path"),
    "elementpath.select": (1, "path"),
    "*.findall": (0, "path"),
    "*.iterfind": (0, "path"),
    "*.findtext": (0, "path"),
}
_PATH = re.compile(r"//|\[\s*@|\[[\w:.-]*\s*=|\bor\b|/@|::|contains\(|text\(\)")


@rule(
    code="FHQ011",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(643,),
    owasp=("A03",),
    asvs=("1.2.7",),
)
def built_xpath(snapshot: Snapshot) -> Iterator[Hit]:
    """An XPath expression is put together of the request's data.

    ## What it does
    Reports `xpath`, `XPath`, `findall` and `iterfind` whose path is built of data of the request.

    ## Why is this bad
    XPath has no comments and no rights: `' or '1'='1` in a name selects every user in the document, and functions read
    the rest of it letter by letter.

    ## Example
    ```python
    users = document.xpath(f"//user[@name='{request.form['name']}']")
    ```

    ## Use instead
    ```python
    users = document.xpath("//user[@name=$name]", name=request.form["name"])
    ```

    ## References
    - [CWE-643: XPath Injection](https://cwe.mitre.org/data/definitions/643.html)
    - [lxml: XPath variables](https://lxml.de/xpathxslt.html)
    """
    for call, _, composition in composed(snapshot, _QUERIES):
        if composition.requested and _PATH.search(composition.text):
            yield Hit(
                message=f"The XPath given to {shown(call)} is put together of data of the request.",
                fix="Use a variable in the path, and give its value as a keyword argument.",
                location=call.location,
                trace=way(call, composition),
            )
