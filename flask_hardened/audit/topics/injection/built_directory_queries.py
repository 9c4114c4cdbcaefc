"""FHQ010: LDAP filters and names put together of text."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.sinks import composed, shown
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot

_SEARCHES = ("search", "search_s", "search_st", "search_ext", "search_ext_s")
_FILTERS = {
    **{f"ldap.initialize().{name}": (2, "filterstr") for name in _SEARCHES},
    **{f"?.{name}": (2, "filterstr") for name in _SEARCHES if name != "search"},
    "ldap3.Connection().search": (1, "search_filter"),
    "ldap3.Connection().extend.standard.paged_search": (1, "search_filter"),
}
_NAMES = {
    **{f"ldap.initialize().{name}": (0, "base") for name in _SEARCHES},
    **{f"ldap.initialize().{name}": (0, "who") for name in ("simple_bind", "simple_bind_s", "bind", "bind_s")},
    **{f"?.{name}": (0, "who") for name in ("simple_bind_s", "simple_bind")},
    "ldap3.Connection().search": (0, "search_base"),
    "ldap3.Connection": (1, "user"),
}


@rule(
    code="FHQ010",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(90,),
    owasp=("A03",),
    asvs=("1.2.6",),
)
def built_directory_queries(snapshot: Snapshot) -> Iterator[Hit]:
    """An LDAP filter or name is put together of text that nobody escaped.

    ## What it does
    Reports searches and binds of python-ldap and ldap3 whose filter or distinguished name is built of something that is
    no constant and went through no escaping function.

    ## Why is this bad
    `*` in a filter matches everybody, and `*)(uid=*))(|(uid=*` rewrites it: the search that should find who signs in
    finds the administrator, or tells whether an attribute begins with a letter.

    ## Example
    ```python
    found = directory.search_s(base, ldap.SCOPE_SUBTREE, f"(uid={request.form['name']})")
    ```

    ## Use instead
    ```python
    name = ldap.filter.escape_filter_chars(request.form["name"])
    found = directory.search_s(base, ldap.SCOPE_SUBTREE, f"(uid={name})")
    ```

    ## References
    - [CWE-90: LDAP Injection](https://cwe.mitre.org/data/definitions/90.html)
    - [OWASP LDAP Injection Prevention Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/LDAP_Injection_Prevention_Cheat_Sheet.html)
    """
    for what, sinks in (("filter", _FILTERS), ("distinguished name", _NAMES)):
        for call, _, composition in composed(snapshot, sinks):
            if composition.built and "=" in composition.text and (composition.requested or composition.parameter):
                yield Hit(
                    message=f"The LDAP {what} given to {shown(call)} is put together of text that is not escaped.",
                    fix="Use escape_filter_chars for filters and escape_dn_chars or escape_rdn for names.",
                    location=call.location,
                    trace=way(call, composition),
                    severity=None if composition.requested else Severity.MEDIUM,
                    confidence=None if composition.requested else Confidence.MEDIUM,
                )
