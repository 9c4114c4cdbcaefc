"""What Flask, WTForms and the standard library do with what a request brought."""

from __future__ import annotations

from typing import Final

HARMLESS: Final = frozenset(
    {"method", "remote_addr", "endpoint", "blueprint", "blueprints", "url_rule", "routing_exception", "content_length",
     "max_content_length", "max_form_memory_size", "max_form_parts", "is_json", "is_secure", "is_multiprocess",
     "is_multithread", "is_run_once", "want_form_data_parsed", "scheme", "shallow", "input_stream"}
)  # fmt: skip
"""Attributes of the request that hold no text of whoever sent it."""
VERDICTS: Final = frozenset(
    {"isdigit", "isalpha", "isalnum", "isnumeric", "isdecimal", "isidentifier", "isascii", "islower", "isupper",
     "isspace", "startswith", "endswith", "count", "find", "rfind", "index", "rindex", "validate",
     "validate_on_submit", "is_submitted", "bit_length", "timestamp", "best_match", "has_key"}
)  # fmt: skip
"""Methods that return a truth or a number, or choose among what the app offers."""
PASSING: Final = frozenset(
    {"str", "bytes", "bytearray", "repr", "ascii", "format", "list", "tuple", "set", "frozenset", "dict", "sorted",
     "reversed", "next", "iter", "min", "max", "zip", "enumerate", "map", "filter", "typing.cast",
     "copy.copy", "copy.deepcopy", "collections.OrderedDict", "os.path.join", "os.path.abspath", "os.path.normpath",
     "os.path.realpath", "os.path.expanduser", "os.path.basename", "os.path.dirname", "os.path.splitext",
     "os.fsencode", "os.fsdecode", "pathlib.Path", "pathlib.PurePath", "pathlib.PurePosixPath", "json.loads",
     "json.load", "json.dumps",
     "flask.json.loads", "urllib.parse.unquote", "urllib.parse.unquote_plus", "urllib.parse.urljoin",
     "urllib.parse.urlparse", "urllib.parse.urlsplit", "urllib.parse.urlunparse", "urllib.parse.parse_qs",
     "base64.b64decode", "base64.urlsafe_b64decode", "base64.standard_b64decode", "base64.b32decode",
     "base64.decodebytes", "binascii.unhexlify", "binascii.a2b_base64", "bytes.fromhex", "io.BytesIO", "io.StringIO",
     "textwrap.dedent", "codecs.decode", "html.unescape", "string.Template", "unicodedata.normalize",
     "flask.stream_with_context"}
)  # fmt: skip
"""What returns its arguments in another form."""
FORMS: Final = frozenset({"flask_wtf.FlaskForm", "wtforms.Form", "wtforms.BaseForm"})
CHECKED_FIELDS: Final = frozenset(
    f"wtforms.{kind}Field()"
    for kind in (
        "Integer", "Decimal", "Float", "Boolean", "Date", "DateTime", "DateTimeLocal", "Month", "Time",
        "IntegerRange", "DecimalRange",
    )
)  # fmt: skip
