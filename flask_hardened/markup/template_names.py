"""Which templates put out HTML, told by their names."""

_TEMPLATE_SUFFIXES = (".jinja2", ".jinja", ".j2", ".tmpl", ".tpl")
_OTHER_SUFFIXES = (
    *(".txt", ".text", ".csv", ".tsv", ".sql", ".ics", ".vcf"),
    *(".js", ".mjs", ".cjs", ".css", ".json", ".jsonl", ".webmanifest"),
    *(".xml", ".rss", ".atom", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf"),
)


def is_html(name: str | None) -> bool:
    """Tell whether a template is HTML: all are whose name has no suffix known to mean something else.

    A template from a string has no name and is HTML. ``mail.txt.j2`` is text.
    """
    if name is None:
        return True
    lowered = name.lower()
    for suffix in _TEMPLATE_SUFFIXES:
        lowered = lowered.removesuffix(suffix)
    return not lowered.endswith(_OTHER_SUFFIXES)
