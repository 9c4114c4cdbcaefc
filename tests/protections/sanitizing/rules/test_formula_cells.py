"""FHZ004: cells of CSV files that begin a formula."""

import pytest

from flask_hardened.protections.sanitizing.rules.formula_cells import formula_cells
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import csv\nfrom flask_hardened import csv_safe\nwriter = csv.writer(open('x', 'w'))"


@pytest.mark.parametrize(
    "code",
    [
        'writer.writerow([request.form["name"], 1])',
        'csv.DictWriter(open("x"), ["name"]).writerow({"name": name})',
        "writer.writerows([[name]])",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Rows and dictionaries."""
    assert 1 == len(lines(formula_cells, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'writer.writerow([csv_safe(request.form["name"]), 1])',
        'writer.writerow(["name", "city"])',
        "writer.writerow([number])",
        "log.writerow([name])",
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Cells that were made safe, constants, numbers, and other writers."""
    assert [] == lines(formula_cells, in_view(IMPORTS, code))
