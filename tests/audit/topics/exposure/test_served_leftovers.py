"""FHW006: what tools leave behind, for anybody to download."""

from flask_hardened.audit.topics.exposure.served_leftovers import served_leftovers
from tests.audit.asking_files import found


def test_found_for_what_tools_leave() -> None:
    """Lists of names, folders of editors; source maps once a folder, for information."""
    files = {
        "static/.DS_Store": b"",
        "static/.idea/workspace.xml": "",
        "static/js/app.js.map": "{}",
        "static/js/page.js.map": "{}",
    }
    findings = found(served_leftovers, files)
    assert {"static/.DS_Store": "low", "static/.idea": "low", "static/js/app.js.map": "info"} == {
        str(finding.location): finding.severity.label for finding in findings
    }


def test_not_found_for_maps_of_libraries() -> None:
    """What a library publishes itself reveals nothing."""
    names = ["bootstrap.css.map", "app.min.js.map", "vendor/x.js.map", "maps.js", "store.svg"]
    assert [] == found(served_leftovers, {f"static/{name}": "{}" for name in names})
