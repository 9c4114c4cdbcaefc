"""Policies: what none may keep."""

from __future__ import annotations

import pytest

from flask_hardened import ConfigurationError
from flask_hardened.protections.sanitizing.options import SanitizingOptions
from flask_hardened.protections.sanitizing.policies import ARTICLE, COMMENT, TEXT, SanitizePolicy


@pytest.mark.parametrize(
    "element",
    ["script", "style", "iframe", "object", "embed", "base", "meta", "link", "svg", "math", "template", "noscript",
     "form", "input", "textarea", "title", "xmp", "P", "a b", ""],
)  # fmt: skip
def test_elements_that_let_scripts_in_are_refused(element):
    """The error names the element."""
    with pytest.raises(ConfigurationError, match=r"SanitizePolicy\.elements"):
        SanitizePolicy(elements={element})


@pytest.mark.parametrize(
    "attribute",
    ["onclick", "onerror", "style", "srcdoc", "srcset", "formaction", "action", "id", "name", "nonce", "class", "rel",
     "xlink:href", "HREF", "target"],
)  # fmt: skip
def test_attributes_that_let_scripts_in_are_refused(attribute):
    """Handlers, styles, URLs that the policy would not judge, names of variables, and classes without values."""
    with pytest.raises(ConfigurationError, match=r"SanitizePolicy\.attributes"):
        SanitizePolicy(elements={"a"}, attributes={"a": {attribute}})


@pytest.mark.parametrize("scheme", ["javascript", "data", "vbscript", "blob", "file"])
def test_schemes_that_run_scripts_are_refused(scheme):
    """Whatever else the policy says."""
    with pytest.raises(ConfigurationError, match=r"SanitizePolicy\.schemes"):
        SanitizePolicy(elements={"a"}, attributes={"a": {"href"}}, schemes={scheme})


def test_each_fault_is_named():
    """One error for all of them."""
    with pytest.raises(ConfigurationError) as raised:
        SanitizePolicy(elements={"script", "p"}, attributes={"p": {"onclick"}, "td": {"align"}}, schemes={"data"})
    assert 4 == len(raised.value.problems)


def test_a_policy_may_keep_what_is_harmless():
    """Near misses: definitions, time, classes with values, other schemes."""
    SanitizePolicy(
        elements={"a", "time", "dfn"},
        attributes={"a": {"href", "hreflang"}, "time": {"datetime"}, "*": {"class", "lang"}},
        classes={"note", "language-*"},
        schemes={"https", "tel", "sms"},
    )
    SanitizePolicy(elements={"a"}, attributes={"a": {"href", "rel"}}, rel=None)


def test_policies_are_immutable_and_hashable():
    """They can be shared by threads, and be keys."""
    elements = {"p"}
    attributes = {"p": {"lang"}}
    policy = SanitizePolicy(elements=elements, attributes=attributes)
    elements.add("a")
    attributes["p"].add("title")
    assert ({"p"}, {"lang"}) == (policy.elements, policy.attributes["p"])
    assert 4 == len({TEXT, COMMENT, ARTICLE, policy, SanitizePolicy(elements={"p"}, attributes={"p": {"lang"}})})


@pytest.mark.parametrize(
    ("values", "setting"),
    [
        ({"policy": "coment"}, "policy"),
        ({"policies": {"text": TEXT}}, "policies"),
        ({"max_length": 0}, "max_length"),
        ({"max_tags": 0}, "max_tags"),
        ({"max_depth": 0}, "max_depth"),
    ],
)
def test_options_are_judged(values, setting):
    """The setting is named."""
    with pytest.raises(ConfigurationError) as raised:
        SanitizingOptions(**values)
    assert [setting] == [problem.setting.rpartition(".")[2] for problem in raised.value.problems]
