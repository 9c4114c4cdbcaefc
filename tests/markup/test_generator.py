"""Modules of templates do not keep one response's nonce for the next."""

from __future__ import annotations

import asyncio

import pytest

TEMPLATES = {
    "script": "<script></script>",
    "nested": "<b>{% include 'script' %}</b>",
    "handler": "<p onclick='a'>",
    "plain": "<p>{{ cycle.append(1) or '' }}",
    "macros": "{% macro m() %}<script></script>{% endmacro %}{{ cycle.append(1) or '' }}",
    "kept": "{% set tag %}<script></script>{% endset %}",
}
PAGES = {
    "include": "{% include 'script' without context %}",
    "deep": "{% include 'nested' without context %}",
    "import": "{% import 'kept' as k %}{{ k.tag }}",
    "from": "{% from 'kept' import tag %}{{ tag }}",
    "macro": "{% from 'macros' import m %}{{ m() }}",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("enable_async", [False, True])
def test_each_response_has_its_own_nonce(page, enable_async, make, sink):
    """Whatever a module put out is put out anew."""
    environment = make({**TEMPLATES, **PAGES}, enable_async=enable_async)
    environment.globals["cycle"] = []
    template = environment.get_template(page)

    def text() -> str:
        return asyncio.run(template.render_async()) if enable_async else template.render()

    sink.own = "FIRST"
    assert 'nonce="FIRST"' in text()
    sink.own = "SECOND"
    assert 'nonce="SECOND"' in text()
    assert "FIRST" not in text()


def test_each_response_has_its_own_hashes(make, sink):
    """A handler in a module is recorded for every response."""
    template = make(TEMPLATES).from_string("{% include 'handler' without context %}")
    template.render()
    template.render()
    assert 2 == len(sink.script)


@pytest.mark.parametrize("name", ["plain", "macros"])
def test_other_modules_are_kept(name, make):
    """What holds nothing of ours is rendered once, as plain Jinja does."""
    environment = make(TEMPLATES)
    environment.globals["cycle"] = cycle = []
    template = environment.from_string(f"{{% import '{name}' as m %}}")
    template.render()
    template.render()
    assert [1] == cycle


def test_globals_of_the_importing_template(make):
    """A module that was rendered with other globals is not kept, as plain Jinja has it."""
    environment = make({"a": "{% macro m() %}{{ x }}<script></script>{% endmacro %}"})
    template = environment.from_string("{% from 'a' import m %}{{ m() }}", globals={"x": 1})
    assert '1<script nonce="OWN"></script>' == template.render()


def test_a_module_asked_for_by_hand(make, sink):
    """``template.module`` too; in an async environment it raises as ever."""
    environment = make(TEMPLATES)
    template = environment.get_template("script")
    assert '<script nonce="OWN"></script>' == str(template.module)
    sink.own = "NEXT"
    assert '<script nonce="NEXT"></script>' == str(template.module)
    with pytest.raises(RuntimeError, match="async"):
        make(TEMPLATES, enable_async=True).get_template("script").module  # noqa: B018
