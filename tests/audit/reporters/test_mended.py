"""Pages say at each finding whether ``Hardened(app)`` mends it."""

from collections.abc import Callable

import pytest

from flask_hardened.audit.engine import Report
from flask_hardened.audit.reporters.html import write_html
from flask_hardened.audit.reporters.markdown import write_markdown
from flask_hardened.audit.reporters.presentation import Presentation
from tests.audit.findings_for_tests import finding


@pytest.mark.parametrize("write", [write_html, write_markdown])
def test_what_the_line_mends_is_said_there(write: Callable[[Report, Presentation], str]) -> None:
    """Once for the finding, besides the sentence at the beginning; nowhere else."""
    one = finding()
    report = Report(findings=(one, finding("FHD003")), asked=("FHD002", "FHD003"))
    told = write(report, Presentation(mended=frozenset({one}))).replace("\\", "")
    assert 1 == told.count("Hardened(app) mends it.")
    assert 1 == told.count("Hardened(app) mends 1 of these 2 findings")
    assert "mends" not in write(report, Presentation())
