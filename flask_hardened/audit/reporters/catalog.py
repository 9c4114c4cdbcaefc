"""The formats of reports, by the name that ``--format`` takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..engine import Report
from .github import write_github
from .html import write_html
from .json_document import write_json
from .junit import write_junit
from .markdown import write_markdown
from .presentation import Presentation
from .sarif import write_sarif
from .text import write_text

REPORTERS: Mapping[str, Callable[[Report, Presentation], str]] = MappingProxyType(
    {
        "text": write_text,
        "json": write_json,
        "sarif": write_sarif,
        "html": write_html,
        "markdown": write_markdown,
        "junit": write_junit,
        "github": write_github,
    }
)
