"""How Sphinx builds the documentation: ``sphinx-build -W -n -b html docs docs/_build/html``."""

from __future__ import annotations

import sys
from importlib.metadata import version as installed_version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Flask-Hardened"
author = "The Flask-Hardened authors"
copyright = "2026, the Flask-Hardened authors"
release = version = installed_version("flask-hardened")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "option_reference",
    "command_reference",
    "event_reference",
    "rule_reference",
]
exclude_patterns = ["_build", "_ext"]
html_theme = "furo"
html_title = f"Flask-Hardened {release}"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80

nitpick_ignore_regex = [
    # Other projects' documentation is not at hand while building offline.
    (
        "py:.*",
        r"(flask|werkzeug|click|jinja2|blinker|collections|typing|logging|uuid|markupsafe|csv|os|datetime)(\..*)?",
    ),
    ("py:.*", r"(Flask|Blueprint|Limiter|WSGIApplication|SansIOResponse)"),
    ("py:.*", r"(Any|Callable|Iterable|Iterator|Mapping|Sequence|Literal|Unpack)"),
    # Aliases and type variables explain themselves by their names; the options' page shows what they stand for.
    (
        "py:class",
        r"(Preset|Profile|TalismanSettings|Features|DirectiveLists|SameSite|Exchange|.*\.(T|Kind|Rights|Fault|Failure|_Unbound)|T)",
    ),
]
