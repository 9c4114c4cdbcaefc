"""FHG006: redirects to where the request says."""

from dataclasses import replace

import pytest

from flask_hardened.audit.finding import Confidence, Severity
from flask_hardened.audit.snapshot import HardeningFacts
from flask_hardened.protections.redirects.options import RedirectsOptions
from flask_hardened.protections.redirects.rules.requested_redirects import requested_redirects
from tests.audit.asking_source import found, lines, source
from tests.audit.views_for_tests import in_view

IMPORTS = "from flask import redirect, url_for\nfrom flask_hardened import safe_next\nfrom urllib.parse import urlsplit"


@pytest.mark.parametrize(
    "code",
    [
        'return redirect(request.args["next"])',
        'return redirect(request.form.get("next") or url_for("index"))',
        'target = request.args.get("next", "/")\nreturn redirect(target)',
        'return redirect("https://" + request.args["host"] + "/x")',
        'return redirect("/" + request.args["next"])',
        "return redirect(request.referrer)",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Where a host can stand."""
    assert 1 == len(lines(requested_redirects, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'return redirect(url_for("index"))',
        'return redirect(url_for("index", next=request.args["next"]))',
        'return redirect(safe_next(url_for("index")))',
        'return redirect("/users/" + request.args["id"])',
        "return redirect(request.url)",
        'return redirect(request.path + "/")',
        'target = request.args["next"]\nif not is_safe_url(target):\n    return ""\nreturn redirect(target)',
        'target = request.args["next"]\nif urlsplit(target).netloc:\n    return ""\nreturn redirect(target)',
        'return redirect(f"/users/{name}")',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Addresses of this site, and what was judged."""
    assert [] == lines(requested_redirects, in_view(IMPORTS, code))


def test_found_as_low_for_the_referrer() -> None:
    """It leads back to a page that the visitor was on."""
    [finding] = found(requested_redirects, in_view(IMPORTS, "return redirect(request.referrer)"))
    assert (Severity.LOW, Confidence.HIGH) == (finding.severity, finding.confidence)


def test_not_found_where_redirects_are_judged() -> None:
    """The feature looks at each one as it leaves."""
    text = in_view(IMPORTS, 'return redirect(request.args["next"])')
    judged = replace(
        source(text), hardening_facts=HardeningFacts(hardened=True, options={"redirects": RedirectsOptions()})
    )
    without = replace(source(text), hardening_facts=HardeningFacts(hardened=True, options={"redirects": None}))
    assert [] == [*requested_redirects.findings(judged)]
    assert 1 == len([*requested_redirects.findings(without)])


def test_not_found_in_the_source_of_a_hardened_app() -> None:
    """Where only the files are read, the call of Hardened tells; with the feature off it does not."""
    text = in_view(IMPORTS + "\nfrom flask_hardened import Hardened", 'return redirect(request.args["next"])')
    assert [] == lines(requested_redirects, text + "Hardened(app)\n")
    assert 1 == len(lines(requested_redirects, text + "Hardened(app, redirects=False)\n"))
