"""The globals of templates: Jinja's chain, asked in another way."""

from __future__ import annotations

from collections import ChainMap

from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from flask_hardened.markup import HardenedMarkup
from flask_hardened.markup.template_globals import MakeGlobals, TemplateGlobals

MAPS = st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(), max_size=6), min_size=1, max_size=3)


@given(MAPS)
def test_the_same_as_a_chain(maps: list[dict[str, int]]) -> None:
    """Whatever is in which map: content, order, length, truth, and what is not there."""
    own, plain = TemplateGlobals(*maps), ChainMap(*maps)
    assert list(plain) == list(own)
    assert dict(plain) == dict(own)
    assert (list(plain.items()), plain.keys(), len(plain), bool(plain)) == (
        list(own.items()),
        own.keys(),
        len(own),
        bool(own),
    )
    assert [plain.get(name) for name in "abcdefg"] == [own.get(name) for name in "abcdefg"]
    assert ["g" in plain, plain == own] == ["g" in own, True]


@given(MAPS)
def test_what_is_written_stays_with_the_template(maps: list[dict[str, int]]) -> None:
    """Into the first map, as Jinja wants it."""
    own = TemplateGlobals({}, *maps)
    own["new"] = 1
    assert ({"new": 1}, False) == (own.maps[0], any("new" in mapping for mapping in maps))
    assert ("new" in set(own), 1) == (True, own["new"])


def environment(**more: object) -> Environment:
    """An environment with the extension."""
    return Environment(
        loader=DictLoader({"page.html": "{{ name }}{{ own }}", "outer.html": "{% include 'page.html' %}"}),
        extensions=[HardenedMarkup],
        autoescape=True,
        **more,  # type: ignore[arg-type]
    )


def test_globals_set_later_are_seen() -> None:
    """By templates that were loaded before, included ones too."""
    made = environment()
    made.globals["name"] = "a"
    pages = [made.get_template("page.html"), made.get_template("outer.html")]
    assert ["a", "a"] == [page.render() for page in pages]
    made.globals["name"] = "b"
    assert ["b", "b", "c"] == [*(page.render() for page in pages), pages[0].render(name="c")]
    assert isinstance(pages[0].globals, TemplateGlobals)


def test_a_template_has_globals_of_its_own() -> None:
    """They win, and no other template sees them."""
    made = environment()
    made.globals.update(name="a", own="shared")
    page = made.get_template("page.html", globals={"own": "mine"})
    assert ("amine", "ashared") == (page.render(), made.from_string("{{ name }}{{ own }}").render())
    made.get_template("page.html", globals={"name": "later"})
    assert ("latermine", "a") == (page.render(), made.globals["name"])


def test_an_overlay_has_its_own() -> None:
    """Globals that are put in the place of an overlay's count."""
    made = environment()
    made.globals["name"] = "a"
    overlay = made.overlay(trim_blocks=True)
    assert "a" == overlay.from_string("{{ name }}").render()
    overlay.globals = {"name": "b"}
    assert ("b", "a") == (overlay.from_string("{{ name }}").render(), made.from_string("{{ name }}").render())


def test_a_way_of_the_apps_own_stays() -> None:
    """An environment that makes globals otherwise goes on doing so."""

    class Own(Environment):
        def make_globals(self, d):
            return {"name": "mine", **(d or {})}

    made = Own(extensions=[HardenedMarkup])
    assert "mine" == made.from_string("{{ name }}").render()
    assert not isinstance(vars(made).get("make_globals"), MakeGlobals)
