"""Policy: from preset, arguments and HARDENED_* keys, never two of them for one feature."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask

from flask_hardened.errors import ConfigurationError
from flask_hardened.policy import FEATURES, PRESETS, resolve
from flask_hardened.protections.headers.options import HeadersOptions


@pytest.fixture
def bare() -> Flask:
    """An app that is not hardened."""
    return Flask("bare")


def settings_of(error: pytest.ExceptionInfo[ConfigurationError]) -> list[str]:
    """Return the settings that an error names."""
    return [problem.setting for problem in error.value.problems]


def test_every_feature_is_on_by_default(bare: Flask) -> None:
    """Without a word of configuration, nothing is off."""
    policy = resolve(bare, None, {})
    assert [] == [feature for feature in FEATURES if getattr(policy, feature) is None]
    assert "web" == policy.preset


@pytest.mark.parametrize("preset", sorted(PRESETS))
def test_presets_change_what_they_name(bare: Flask, preset: str) -> None:
    """Each value in a preset's table is the one in the policy."""
    policy = resolve(bare, preset, {})
    for feature, values in PRESETS[preset].items():
        for field, value in values.items():
            assert value == getattr(getattr(policy, feature), field)


def test_a_given_field_wins_over_the_preset_and_leaves_its_other_fields(bare: Flask) -> None:
    """Options given beside a preset change just the fields they name."""
    policy = resolve(bare, "strict", {"headers": HeadersOptions(referrer_policy="same-origin")})
    assert policy.headers is not None
    assert "same-origin" == policy.headers.referrer_policy
    assert "require-corp" == policy.headers.cross_origin_embedder_policy


@pytest.mark.parametrize("source", ["argument", "key"])
def test_false_turns_a_feature_off(bare: Flask, source: str) -> None:
    """`headers=False` and `HARDENED_HEADERS = False` mean the same."""
    if source == "key":
        bare.config["HARDENED_HEADERS"] = False
    policy = resolve(bare, None, {"headers": False} if source == "argument" else {})
    assert policy.headers is None


def test_true_means_the_defaults(bare: Flask) -> None:
    """`headers=True` is the same as saying nothing."""
    assert resolve(bare, None, {}).headers == resolve(bare, None, {"headers": True}).headers


@pytest.mark.parametrize(
    ("config", "arguments", "settings"),
    [
        ({"HARDENED_HEADERS_FRAME_OPTIONS": "DENY"}, {"headers": HeadersOptions()}, ["headers"]),
        ({"HARDENED_HEADERS": False}, {"headers": True}, ["headers"]),
        ({"HARDENED_HEADERS": False, "HARDENED_HEADERS_FRAME_OPTIONS": "DENY"}, {}, ["HARDENED_HEADERS"]),
        ({"HARDENED_HEADERZ": False}, {}, ["HARDENED_HEADERZ"]),
        ({"HARDENED_HEADERS_FRAME_OPTION": "DENY"}, {}, ["HARDENED_HEADERS_FRAME_OPTION"]),
        ({"HARDENED_HEADERS_FRAME_OPTIONS": "deny"}, {}, ["HARDENED_HEADERS_FRAME_OPTIONS"]),
        ({"HARDENED_HEADERS": "off"}, {}, ["HARDENED_HEADERS"]),
        ({"HARDENED_PRESET": "webb"}, {}, ["HARDENED_PRESET"]),
        ({}, {"header": True}, ["header"]),
        ({}, {"headers": "yes"}, ["headers"]),
        ({"HARDENED_A": 1, "HARDENED_B": 2}, {"c": True}, ["HARDENED_A", "HARDENED_B", "c"]),
    ],
)
def test_mistakes_are_reported_all_at_once(
    bare: Flask, config: dict[str, Any], arguments: dict[str, Any], settings: list[str]
) -> None:
    """Each mistake names its setting as it was written."""
    bare.config.update(config)
    with pytest.raises(ConfigurationError) as caught:
        resolve(bare, None, arguments)
    assert settings == settings_of(caught)


def test_a_preset_is_said_once(bare: Flask) -> None:
    """A preset as an argument and as a key is an error."""
    bare.config["HARDENED_PRESET"] = "api"
    with pytest.raises(ConfigurationError, match="HARDENED_PRESET"):
        resolve(bare, "web", {})


def test_misspelt_keys_get_a_suggestion(bare: Flask) -> None:
    """The closest key is named."""
    bare.config["HARDENED_HEADERS_REFERER_POLICY"] = "no-referrer"
    with pytest.raises(ConfigurationError, match="Did you mean 'HARDENED_HEADERS_REFERRER_POLICY'"):
        resolve(bare, None, {})


def test_environment_variables_work_through_flasks_own_loader(bare: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """`FLASK_HARDENED_...` arrives by `from_prefixed_env`, as JSON or as plain text."""
    monkeypatch.setenv("FLASK_HARDENED_HEADERS_REMOVE", "Server, X-Runtime")
    monkeypatch.setenv("FLASK_HARDENED_HEADERS_ORIGIN_AGENT_CLUSTER", "false")
    monkeypatch.setenv("FLASK_HARDENED_HEADERS_PERMISSIONS_POLICY", json.dumps({"camera": ["self"]}))
    bare.config.from_prefixed_env()
    policy = resolve(bare, None, {})
    assert policy.headers is not None
    assert ("Server", "X-Runtime") == policy.headers.remove
    assert policy.headers.origin_agent_cluster is False
    assert {"camera": ("self",)} == policy.headers.permissions_policy


@pytest.mark.parametrize("feature", ["csrf", "cors", "rate_limit"])
def test_protections_can_be_left_to_others(bare: Flask, feature: str) -> None:
    """False for a feature of another extension keeps that extension."""
    assert getattr(resolve(bare, None, {feature: False}), feature) is None
