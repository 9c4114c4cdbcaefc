"""FHM014: template environments of one's own that do not escape."""

import pytest

from flask_hardened.protections.templates.rules.plain_environments import plain_environments
from tests.audit.asking_source import lines


@pytest.mark.parametrize(
    "code",
    [
        "jinja2.Environment()",
        "jinja2.Environment(loader=jinja2.FileSystemLoader('x'), autoescape=False)",
        "jinja2.sandbox.SandboxedEnvironment()",
        "jinja2.Template('<p>{{ name }}</p>')",
    ],
)
def test_found_without_escaping(code: str) -> None:
    """Outside of Flask it is off by default."""
    assert [2] == lines(plain_environments, "import jinja2, jinja2.sandbox\n" + code + "\n")


@pytest.mark.parametrize(
    "code",
    [
        "jinja2.Environment(autoescape=True)",
        "jinja2.Environment(autoescape=jinja2.select_autoescape())",
        "jinja2.Environment(block_start_string='<<', variable_start_string='<')",
        "jinja2.Environment(**options)",
        "jinja2.Template('Dear {{ name }}')",
        "jinja2.Template('<p>{{ name }}</p>', autoescape=True)",
        "jinja2.Template(text)",
    ],
)
def test_not_found_with_escaping_or_without_html(code: str) -> None:
    """Nor where more is said than can be read."""
    assert [] == lines(plain_environments, "import jinja2\n" + code + "\n")
