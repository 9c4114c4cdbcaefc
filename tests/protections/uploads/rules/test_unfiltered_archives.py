"""FHU005: archives that may write anywhere."""

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.protections.uploads.rules.unfiltered_archives import unfiltered_archives
from tests.audit.asking_source import found, lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import tarfile, zipfile, shutil"


@pytest.mark.parametrize(
    "code",
    [
        'tarfile.open("x.tar").extractall("files")',
        'with tarfile.open(fileobj=request.files["f"]) as archive:\n    archive.extractall("files")',
        'tarfile.open("x.tar").extractall("files", filter="fully_trusted")',
        'shutil.unpack_archive(name, "files")',
        'zipfile.ZipFile(request.files["f"]).extractall("files")',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Tar archives without a filter, and ZIP files of the request."""
    assert 1 == len(lines(unfiltered_archives, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'tarfile.open("x.tar").extractall("files", filter="data")',
        'tarfile.open("x.tar").extractall("files", members=chosen)',
        'tarfile.open("x.tar").getnames()',
        'zipfile.ZipFile("x.zip").extractall("files")',
        'shutil.unpack_archive(name, "files", "zip")',
        'shutil.unpack_archive(name, "files", filter="data")',
        'shutil.unpack_archive("own.tar")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """With a filter, with chosen members, and what belongs to the app."""
    assert [] == lines(unfiltered_archives, in_view(IMPORTS, code))


def test_found_as_high_for_archives_of_the_request() -> None:
    """Whoever sends it chooses where its members go; a ZIP file only how large they are."""
    tar = in_view(IMPORTS, 'tarfile.open(fileobj=request.files["f"]).extractall("files")')
    compressed = in_view(IMPORTS, 'zipfile.ZipFile(request.files["f"]).extractall("files")')
    levels = [(hit.severity, hit.confidence) for text in (tar, compressed) for hit in found(unfiltered_archives, text)]
    assert [(Severity.HIGH, Confidence.HIGH), (Severity.LOW, Confidence.MEDIUM)] == levels


def test_found_as_medium_elsewhere() -> None:
    """Whose archive it is has to be looked up, at the level of the module too."""
    [finding] = found(unfiltered_archives, "import tarfile\ntarfile.open('x.tar').extractall('files')\n")
    assert (Severity.MEDIUM, Confidence.MEDIUM) == (finding.severity, finding.confidence)
