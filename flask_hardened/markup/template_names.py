"""Which templates put out HTML, told by their names."""

_TEMPLATE_SUFFIXES = (".jinja2", ".jinja", ".j2", ".tmpl", ".tpl")
_TEXT_SUFFIXES = (".txt", ".text", ".csv", ".tsv", ".sql", ".ics", ".vcf")
_OTHER_SUFFIXES = (
    *_TEXT_SUFFIXES,
    *(".js", ".mjs", ".cjs", ".css", ".json", ".jsonl", ".webmanifest"),
    *(".xml", ".rss", ".atom", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf"),
)


def is_html(name: str | None) -> bool:
    """Tell whether a template is HTML: all are whose name has no suffix known to mean something else.

    A template from a string has no name and is HTML. ``mail.txt.j2`` is text.
    """
    return name is None or not _plain(name).endswith(_OTHER_SUFFIXES)


def is_text(name: str | None) -> bool:
    """Tell whether a template is for mails, tables and the like, in which no browser looks for markup."""
    return name is not None and _plain(name).endswith(_TEXT_SUFFIXES)


def _plain(name: str) -> str:
    lowered = name.lower()
    for suffix in _TEMPLATE_SUFFIXES:
        lowered = lowered.removesuffix(suffix)
    return lowered
