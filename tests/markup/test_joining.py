"""What is known after a condition."""

from __future__ import annotations

import pytest
from jinja2 import Environment

from flask_hardened.markup.walker import survey


def after(source):
    found = survey(Environment().parse(source + "{{ x }}"))
    return found.expressions[-1].context, found.tags


STATES = [
    ("{% if a %}<b>{% else %}<i>{% endif %}", "DATA"),
    ("{% if a %}<!-- {% endif %}", "COMMENT"),
    ("{% if a %}{% else %}<!-- {% endif %}", "DATA"),
    ("{% if a %}<p {% else %}<p b{% endif %}", "AFTER_ATTRIBUTE_NAME"),
    ("<p{% if a %} b{% endif %}", "AFTER_ATTRIBUTE_NAME"),
    ("<p {% if a %}b=c{% else %}d='e'{% endif %}", "AFTER_ATTRIBUTE_NAME"),
    ("<p {% if a %}b='c'{% else %}d='e'{% endif %}", "AFTER_VALUE"),
    ("<p b='{% if a %}c{% else %}d{% endif %}", "VALUE_SINGLE_QUOTED"),
    ("<p b={% if a %}'c'{% else %}\"d\"{% endif %}", "AFTER_VALUE"),
    ("<p {% if a %}b='{% else %}c='{% endif %}", "VALUE_SINGLE_QUOTED"),
    ("{% for a in b %}<p {% endfor %}", "BEFORE_ATTRIBUTE"),
    ("{% for a in b %}<p>{% else %}<!--{% endfor %}", "DATA"),
    ("<script>{% if a %}b{% else %}c{% endif %}", "SCRIPT"),
    ("{% if a %}<script>{% else %}<style>{% endif %}", "SCRIPT"),
]


@pytest.mark.parametrize(("source", "state"), STATES)
def test_state_after_branches(source, state):
    """Alike: that state. All in a tag: between its attributes. Else: the first branch's."""
    assert state == after(source)[0].state


def test_branches_that_begin_different_tags_share_what_follows():
    """Both may be the one that is rendered."""
    _, tags = after("{% if a %}<script {% else %}<link {% endif %}src=b>")
    assert [["src"], ["src"]] == [[attribute.name for attribute in tag.attributes] for tag in tags]


def test_values_of_all_branches_are_kept():
    """One attribute, three values."""
    _, tags = after("<p a='{% if b %}1{% elif c %}2{% endif %}3'>")
    values = [[piece.text for piece in value] for value in tags[0].attributes[0].values]
    assert [["1", "3"], ["2", "3"], ["3"]] == values


@pytest.mark.parametrize(
    ("source", "content"),
    [
        ("<script>a</script>", "a"),
        ("<script>{{ a }}</script>", None),
        ("<script>{% if a %}b{% endif %}</script>", None),
        ("<script>{% for a in b %}c{% endfor %}</script>", None),
        ("<script>{% include a %}</script>", None),
        ("{% if a %}<script>b{% else %}<script>c{% endif %}</script>", None),
    ],
)
def test_text_of_scripts_with_conditions_is_not_constant(source, content):
    """Only text that is always the same has a hash."""
    assert content == after(source)[1][0].content
