"""FHQ007: YAML that names Python objects."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.sinks import shown
from ...composition.sources import Sources
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call

_ALWAYS = frozenset({"yaml.unsafe_load", "yaml.unsafe_load_all", "ruamel.yaml.unsafe_load", "oyaml.unsafe_load"})
_BY_LOADER = ("yaml.load", "yaml.load_all", "oyaml.load")
_UNSAFE = frozenset({"Loader", "CLoader", "UnsafeLoader", "CUnsafeLoader", "UnsafeConstructor"})
_FULL = frozenset({"FullLoader", "CFullLoader"})


@rule(
    code="FHQ007",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(502,),
    owasp=("A08",),
    asvs=("1.5.2",),
)
def unsafe_yaml(snapshot: Snapshot) -> Iterator[Hit]:
    """YAML is read by a loader that makes any Python object of it.

    ## What it does
    Reports `yaml.unsafe_load`, `yaml.load` with `Loader` or `UnsafeLoader` (or without a loader, as PyYAML below 6
    allowed), and `YAML(typ="unsafe")` of ruamel.yaml; `full_load` and `FullLoader` with the request's data only,
    because they have been broken before. `SafeLoader` and its subclasses are no findings.

    ## Why is this bad
    `!!python/object/apply:os.system ["…"]` in a file that somebody uploads, or in a configuration that somebody else
    may write, runs that command while the file is read.

    ## Example
    ```python
    settings = yaml.load(request.files["settings"], Loader=yaml.Loader)
    ```

    ## Use instead
    ```python
    settings = yaml.safe_load(request.files["settings"])
    ```

    ## References
    - [CWE-502: Deserialization of Untrusted Data](https://cwe.mitre.org/data/definitions/502.html)
    - [PyYAML: Loading YAML](https://pyyaml.org/wiki/PyYAMLDocumentation)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls(*_ALWAYS, *_BY_LOADER, "yaml.full_load", "yaml.full_load_all"):
        value = call.argument(0, "stream")
        if value is None or value.known:
            continue
        requested = sources.compose(value, call).requested
        kind = _kind(call)
        if kind == "unsafe" or (kind == "full" and requested):
            yield Hit(
                message=f"{shown(call)} makes any Python object of the YAML"
                + (" in the request." if requested else " it reads."),
                fix="Use yaml.safe_load.",
                location=call.location,
                severity=Severity.CRITICAL if requested and kind == "unsafe" else Severity.HIGH if requested else None,
            )
    for call in snapshot.source.calls("ruamel.yaml.YAML"):
        typ = call.argument(None, "typ")
        if (
            typ is not None
            and typ.known
            and "unsafe" in (typ.constant if isinstance(typ.constant, list) else [typ.constant])
        ):
            yield Hit(
                message="YAML of ruamel.yaml is told to make any Python object of what it reads.",
                fix='Use YAML(typ="safe").',
                location=call.location,
            )


def _kind(call: Call) -> str:
    if call.target in _ALWAYS:
        return "unsafe"
    if call.name.startswith("full_load"):
        return "full"
    loader = call.argument(1, "Loader")
    if loader is None:
        return "full" if call.complete else ""  # PyYAML 6 demands a loader; 5.1 took FullLoader
    name = loader.origin.rpartition(".")[2]
    return "unsafe" if name in _UNSAFE and loader.origin.startswith("yaml.") else "full" if name in _FULL else ""
