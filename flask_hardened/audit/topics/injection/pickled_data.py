"""FHQ006: loaders that run code from what they read."""

from __future__ import annotations

from collections.abc import Iterator

from ...composition.ingredients import Composition
from ...composition.sinks import shown
from ...composition.sources import Sources
from ...composition.way import way
from ...finding import Confidence, Severity
from ...rule import Hit, rule
from ...snapshot import Snapshot
from ...source.facts import Call

_LOADERS = (
    *(f"{module}.{name}" for module in ("pickle", "cPickle", "_pickle", "dill", "cloudpickle", "pickle5")
      for name in ("load", "loads", "Unpickler")),
    "marshal.load", "marshal.loads", "jsonpickle.decode", "jsonpickle.loads", "joblib.load", "pandas.read_pickle",
    "torch.load", "numpy.load", "shelve.open", "sklearn.externals.joblib.load",
)  # fmt: skip
_ARGUMENTS = ("data", "s", "file", "filename", "string", "filepath_or_buffer", "f", "flag")
_OF_OWN_FILES = frozenset({"shelve.open"})
"""A shelf is a database of the app's own; only its name could come from elsewhere."""


@rule(
    code="FHQ006",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(502,),
    owasp=("A08",),
    asvs=("1.5.2",),
)
def pickled_data(snapshot: Snapshot) -> Iterator[Hit]:
    """Data is read by a loader that runs what the data says.

    ## What it does
    Reports `pickle`, `dill`, `cloudpickle`, `marshal`, `jsonpickle`, `joblib.load`, `pandas.read_pickle`, `torch.load`
    with `weights_only=False`, and `numpy.load` with `allow_pickle=True`. It is sure, and the finding critical, where
    the request's data goes in; elsewhere it depends on who can write the file, cache or queue that is read.

    ## Why is this bad
    A pickle is a program: an object's `__reduce__` names a function and its arguments, and loading calls it. A
    cookie, an upload or a cache entry that somebody else wrote runs commands on the server.

    ## Example
    ```python
    cart = pickle.loads(base64.b64decode(request.cookies["cart"]))
    ```

    ## Use instead
    ```python
    cart = json.loads(unsign(request.cookies["cart"], purpose="cart"))
    ```

    ## References
    - [CWE-502: Deserialization of Untrusted Data](https://cwe.mitre.org/data/definitions/502.html)
    - [Python: pickle is not secure](https://docs.python.org/3/library/pickle.html)
    - [OWASP Deserialization Cheat Sheet](https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html)
    """
    sources = Sources(snapshot.source)
    for call in snapshot.source.calls(*_LOADERS):
        value = next((call.keywords[name] for name in _ARGUMENTS if name in call.keywords), call.argument(0))
        if value is None or value.known or not _loads_objects(call):
            continue
        composition = sources.compose(value, call)
        if composition.requested:
            yield Hit(
                message=f"{shown(call)} loads data of the request, and runs what it says.",
                fix="Use JSON, and sign with flask_hardened.sign what has to come back unchanged.",
                location=call.location,
                trace=way(call, composition),
            )
        elif call.target not in _OF_OWN_FILES and call.name != "Unpickler":
            yield _unknown(call, composition)


def _loads_objects(call: Call) -> bool:
    if call.target == "numpy.load":
        allowed = call.keywords.get("allow_pickle")
        return allowed is not None and allowed.constant is True
    if call.target == "torch.load":
        only = call.keywords.get("weights_only")
        return only is not None and only.constant is False
    if call.target.startswith("jsonpickle."):
        safe = call.keywords.get("safe")
        return safe is None or safe.constant is not True
    return True


def _unknown(call: Call, composition: Composition) -> Hit:
    return Hit(
        message=f"{shown(call)} runs what the data says that it loads.",
        fix="Use JSON or another format of data only, or sign what is stored and check that before it is loaded.",
        location=call.location,
        trace=way(call, composition),
        severity=Severity.MEDIUM,
        confidence=Confidence.MEDIUM if composition.parameter else Confidence.LOW,
    )
