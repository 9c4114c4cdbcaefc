"""FHN008: secrets drawn from a generator that can be predicted."""

from __future__ import annotations

from collections.abc import Iterator

from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.facts import Call
from ....audit.source.naming import is_secret, words
from ....audit.source.placing import served_calls
from ._context import Context, context_of

_DRAWS = (
    *("choice", "choices", "random", "randint", "randrange", "getrandbits", "sample", "uniform"),
    *("randbytes", "shuffle"),
)
TARGETS = (
    *(f"{generator}.{name}" for generator in ("random", "random.Random()") for name in _DRAWS),
    *(f"numpy.random.{name}" for name in ("choice", "randint", "rand", "random", "bytes", "random_integers")),
)
_MAKES = frozenset(
    {
        *("generate", "gen", "make", "create", "new", "random", "rand", "build", "issue", "get", "fresh"),
        *("draw", "send", "request"),
    }
)
_JOINS = frozenset(
    {"join", "str", "hex", "format", "list", "tuple", "bytes", "md5", "sha1", "sha256", "sha512", "b64encode"}
)
_WAITED = frozenset(
    {"delay", "sleep", "jitter", "wait", "backoff", "timeout", "interval", "seed", "index", "size", "length"}
)
_WAITS = frozenset({"sleep", "wait", "timedelta", "expires", "set_expire", "delay", "retry"})


@rule(
    code="FHN008",
    severity=Severity.HIGH,
    confidence=Confidence.MEDIUM,
    cwe=(338, 330),
    owasp=("A02",),
    asvs=("11.5.1",),
)
def guessable_secrets(snapshot: Snapshot) -> Iterator[Hit]:
    """A token, password or code is drawn with `random`.

    ## What it does
    Reports calls of `random` and `numpy.random` whose result is called a token, password, key, one-time code, nonce or
    session, or that stand in a function that makes one. Dice, samples, jitter, `random.SystemRandom` and the choice of
    one token among existing ones are left alone.

    ## Why is this bad
    `random` is a Mersenne Twister: whoever has seen 624 of its numbers, for instance in their own reset links, computes
    all that follow, and with them the link that another user will be sent.

    ## Example
    ```python
    reset_token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    ```

    ## Use instead
    ```python
    reset_token = secrets.token_urlsafe(32)
    ```

    ## References
    - [CWE-338: Use of Cryptographically Weak PRNG](https://cwe.mitre.org/data/definitions/338.html)
    - [CWE-330: Use of Insufficiently Random Values](https://cwe.mitre.org/data/definitions/330.html)
    - [Python: secrets](https://docs.python.org/3/library/secrets.html)
    """
    seen: set[tuple[str | None, int | None]] = set()
    for call in served_calls(snapshot.source, *TARGETS):
        context = context_of(snapshot.source, call)
        name = _secret_made(call, context)
        place = (call.location.file, call.location.line)
        if name is None or place in seen:
            continue
        seen.add(place)
        yield Hit(
            message=f"{call.target} can be predicted, and makes {name}.",
            fix="Draw it with secrets.token_urlsafe(), or secrets.choice() for codes of digits.",
            location=call.location,
        )


def _secret_made(call: Call, context: Context) -> str | None:
    if not _WAITS.isdisjoint(context.calls):
        return None
    if call.name == "choice" and not _is_collected(call, context):
        return None
    named = next((name for name in context.given if is_secret(name)), None)
    if named is not None:
        return named
    if any(not _WAITED.isdisjoint(words(name)) for name in context.given):
        return None
    found = words(context.function)
    makes = is_secret(context.function) and not _MAKES.isdisjoint(found)
    used = context.given or context.calls or call.name == "shuffle"
    return context.function if makes and used else None


def _is_collected(call: Call, context: Context) -> bool:
    """Whether many are drawn and put together; one is picked from a list of whatever it holds otherwise."""
    letters = {word for name in context.hashed for word in words(name)}
    return not _JOINS.isdisjoint(context.calls) or not letters.isdisjoint(
        {"letters", "ascii", "digits", "chars", "characters", "alphabet", "charset", "hexdigits", "string", "allowed"}
    )
