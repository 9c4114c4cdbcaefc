"""Names of functions, and what their results are."""

from __future__ import annotations

import re

CONSTANT_NAME = re.compile(r"_*[A-Z][A-Z0-9_]+")
OF_THE_CLASS = re.compile(r"__\w+__")
NUMERIC = frozenset(
    {"int", "len", "float", "bool", "abs", "round", "hash",
     "id", "ord", "range", "hex", "oct", "bin", "count",
     "time", "timestamp", "uuid1", "uuid4", "token_hex", "token_urlsafe",
     "randint", "now", "utcnow", "today", "strftime", "isoformat",
     "hexdigest", "isinstance", "callable"}
)  # fmt: skip
"""Functions whose results are numbers, times or digests, which no attacker can write anything with."""
SAME_ITEMS = frozenset(
    {"sorted", "list", "tuple", "set", "frozenset", "reversed",
     "iter", "str", "repr", "dict", "max", "min", "zip",
     "copy", "deepcopy"}
)  # fmt: skip
TEXT_HOLDERS = frozenset({"args", "form", "values", "cookies", "headers"})
OF_DICTS = frozenset({"keys", "values", "items", "get", "copy", "pop", "setdefault"})
OF_TEXTS = frozenset(
    {"strip", "lstrip", "rstrip", "lower", "upper", "title",
     "capitalize", "casefold", "replace", "split", "rsplit", "splitlines",
     "encode", "decode", "removeprefix", "removesuffix", "expandtabs",
     "center", "ljust", "rjust", "zfill", "partition", "rpartition",
     "translate", "swapcase"}
)  # fmt: skip
QUOTING = re.compile(r"quote|escap|sanit|identifier|clean|secure|slug|parametri[sz]e|placeholder", re.IGNORECASE)
