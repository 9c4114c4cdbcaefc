"""What rules about responses share."""

from __future__ import annotations

from flask_hardened.audit.responses.evidence import html_pages, is_ours, is_promised, listed, pages, place
from flask_hardened.audit.snapshot import Snapshot
from tests.audit.asking import hardened_app, plain_app
from tests.audit.asking_responses import VIEWS, answer, probed, told


def test_an_error_page_stands_in() -> None:
    """Where every path has a view, the answer to a wrong method is the only one that every browser gets."""
    wrong = answer(kind="wrong-method", status=405)
    assert (wrong,) == pages(told(wrong, answer(kind="bad-host", status=400)))
    missing = answer()
    assert (missing,) == pages(told(wrong, missing))
    assert (missing,) == html_pages(told(missing, answer(html=False), answer(status=302)))


def test_where_a_view_is_written() -> None:
    """The line of the one view that is concerned; the request where several are, or none."""
    app = plain_app()
    app.add_url_rule("/", "index", index)
    snapshot = probed(app, VIEWS)
    (view,) = snapshot.responses.of("view")
    assert "index" == place(snapshot, [view]).endpoint
    assert "test_evidence.py" == str(place(snapshot, [view]).file).rpartition("/")[2]
    assert "GET /" == place(snapshot, [view, answer()]).setting
    assert "gone" == place(Snapshot(), [answer(endpoint="gone")]).endpoint


def index() -> str:
    """Answer."""
    return "index"


def test_requests_are_listed_once() -> None:
    """Three, and how many more."""
    assert "GET /0" == listed([answer(path="/0"), answer(path="/0")])
    assert "GET /0, GET /1, GET /2 and 2 more" == listed(answer(path=f"/{number}") for number in range(5))


def test_whose_business_it_is() -> None:
    """A feature that is on is the business of rules about options; of a server at an address nothing is known."""
    ours = probed(hardened_app(cors=False))
    assert (True, False) == (is_ours(ours, "headers"), is_ours(ours, "cors"))
    assert (True, False) == (is_promised(ours, "x-frame-options"), is_promised(ours, "x-unheard-of"))
    theirs = probed(plain_app())
    assert (False, True) == (is_ours(theirs, "headers"), is_promised(theirs, "x-unheard-of"))
    server = told(url="https://app.example")
    assert (False, True) == (is_ours(server, "headers"), is_promised(server, "x-frame-options"))
