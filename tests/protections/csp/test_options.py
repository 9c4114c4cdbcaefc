"""The options of the csp room."""

from __future__ import annotations

import pytest

from flask_hardened import ConfigurationError
from flask_hardened.protections.csp.directives import Directives, from_mapping
from flask_hardened.protections.csp.options import CspOptions
from flask_hardened.protections.csp.profiles import PROFILES
from tests.protections.csp.conftest import MakeApp


def faults_of(**given: object) -> str:
    with pytest.raises(ConfigurationError) as caught:
        CspOptions(**given)
    return str(caught.value)


def test_a_given_directive_replaces_the_profiles() -> None:
    """The list is taken as it is, without repetitions; the other directives stay the profile's."""
    lists = CspOptions(img_src=["'self'", "https://img.example", "'self'"]).enforced()
    assert {**PROFILES["web"], "img_src": ("'self'", "https://img.example")} == lists


def test_a_string_is_split_at_spaces() -> None:
    """A list from an environment variable may be written as it stands in a policy."""
    assert ("'self'", "https:") == CspOptions(img_src="'self'  https:").enforced()["img_src"]


@pytest.mark.parametrize("value", ["'self'\r\nX: y", "'self'\thttps:", "'self', https:", "'self'; script-src *"])
def test_a_string_cannot_smuggle(value: str) -> None:
    """Line breaks, tabs, commas and semicolons in a string are refused, not taken for separators."""
    assert "CspOptions.img_src" in faults_of(img_src=value)


def test_all_faults_are_said_at_once() -> None:
    """One error names every bad directive."""
    said = faults_of(img_src=["self"], font_src=["a;b"], report_path="reports", reports_per_minute=0)
    for field in ("img_src", "font_src", "report_path", "reports_per_minute"):
        assert f"CspOptions.{field}" in said


def test_an_unknown_directive_is_refused() -> None:
    """A misspelled directive is an error that names the right one."""
    assert "Did you mean 'img_src'?" in faults_of(image_src=["'self'"])


@pytest.mark.parametrize("profile", ["webb", "", None, 1])
def test_an_unknown_profile_is_refused(profile: object) -> None:
    """A profile is one of three."""
    assert "CspOptions.profile" in faults_of(profile=profile)


def test_dangerous_sources_need_the_hatch() -> None:
    """'unsafe-eval' for scripts is taken only together with its permission."""
    assert "dangerously_allow" in faults_of(script_src=["'strict-dynamic'", "'unsafe-eval'"])
    options = CspOptions(script_src=["'strict-dynamic'", "'unsafe-eval'"], dangerously_allow=["'unsafe-eval'"])
    assert ("'strict-dynamic'", "'unsafe-eval'") == options.enforced()["script_src"]


def test_the_hatch_takes_only_what_is_dangerous() -> None:
    """A misspelled permission, or one for what needs none, is an error."""
    assert "\"'unsafe-eval'\"" in faults_of(dangerously_allow=["'unsafe-evil'"])


@pytest.mark.parametrize("value", [["script"], ["'script'", "'style'"], ["'none'"]])
def test_trusted_types_are_demanded_for_scripts_only(value: list[str]) -> None:
    """There is one group of sinks."""
    assert "require_trusted_types_for" in faults_of(require_trusted_types_for=value)


@pytest.mark.parametrize("value", [["a b"], ["x;y"], ["'none'", "app"], ["'self'"]])
def test_policy_names_are_checked(value: list[str]) -> None:
    """A Trusted Types policy has a name of few characters."""
    assert "trusted_types" in faults_of(trusted_types=value)


@pytest.mark.parametrize("value", [["allow-script"], ["scripts"], ["allow-scripts; x"]])
def test_sandbox_flags_are_checked(value: list[str]) -> None:
    """A sandbox allows what HTML names."""
    assert "sandbox" in faults_of(sandbox=value)


def test_an_empty_list_turns_trusted_types_off() -> None:
    """Where a directive is a demand and not a list of sources, nothing demanded means that it is not sent."""
    lists = CspOptions(profile="strict", require_trusted_types_for=[]).enforced()
    assert "require_trusted_types_for" not in lists


def test_upgrading_can_be_turned_off() -> None:
    """``upgrade_insecure_requests=False`` leaves the directive out; None keeps the profile's."""
    assert "upgrade_insecure_requests" in CspOptions().enforced()
    assert "upgrade_insecure_requests" not in CspOptions(upgrade_insecure_requests=False).enforced()
    assert "upgrade_insecure_requests" in CspOptions(profile="api", upgrade_insecure_requests=True).enforced()


@pytest.mark.parametrize(
    "report_only",
    [
        {"img_src": ["'self'"]},
        {"img-src": ["'self'"]},
        {"img_src": "'self'"},
        Directives(img_src=["'self'"]),
        {"img_src": ["'self'"], "sandbox": []},
    ],
)
def test_a_second_policy_is_directives(report_only: object) -> None:
    """It says only what was given, in either spelling, without what browsers ignore in reports."""
    assert {"img_src": ("'self'",)} == CspOptions(report_only=report_only).reported()


def test_a_second_policy_is_a_profile() -> None:
    """A profile can be tried before it is enforced."""
    expected = {name: value for name, value in PROFILES["strict"].items() if name != "upgrade_insecure_requests"}
    assert expected == CspOptions(report_only="strict").reported()


@pytest.mark.parametrize("report_only", ["stict", {"image": []}, {"img_src": ["self"]}, {"img_src": 1}, {1: []}, 5])
def test_a_bad_second_policy_is_refused(report_only: object) -> None:
    """Its faults are said under the option that holds it."""
    assert "CspOptions.report_only" in faults_of(report_only=report_only)


@pytest.mark.parametrize("path", ["reports", "//evil.example/r", "/a b", "/a;b", "/a?b", "https://x.example/", "/a\n"])
def test_the_collectors_path_is_a_path(path: str) -> None:
    """It stands in a header, so it is checked like a source."""
    assert "report_path" in faults_of(report_path=path)


@pytest.mark.parametrize(
    "uri", ["reports", "//evil.example/r", "http://r.example/", "https://r.example/a;b", "https://"]
)
def test_an_own_endpoint_is_a_path_or_https(uri: str) -> None:
    """Reports leave over HTTPS or stay in the app."""
    assert "report_uri" in faults_of(report_uri=uri)


@pytest.mark.parametrize("uri", ["/reports", "https://r.example", "https://r.example:8443/a/b?project=1"])
def test_own_endpoints_that_are_sound(uri: str) -> None:
    """Near misses of the above."""
    assert uri == CspOptions(report_uri=uri).report_uri


def test_every_field_is_a_configuration_key(make_app: MakeApp) -> None:
    """Keys hold what JSON in an environment variable can hold."""
    app = make_app(
        HARDENED_CSP_IMG_SRC=["'self'"],
        HARDENED_CSP_STYLE_SRC="'self' https://css.example",
        HARDENED_CSP_REPORT_ONLY={"img_src": ["'none'"]},
        HARDENED_CSP_REPORT_PATH=None,
    )
    headers = app.test_client().get("/").headers
    assert "img-src 'self';" in headers["Content-Security-Policy"]
    assert "style-src 'self' https://css.example;" in headers["Content-Security-Policy"]
    assert "img-src 'none'" == headers["Content-Security-Policy-Report-Only"]


def test_a_bad_key_is_named_as_a_key(make_app: MakeApp) -> None:
    """The error names the key, not the field."""
    with pytest.raises(ConfigurationError) as caught:
        make_app(HARDENED_CSP_IMG_SRC=["self"])
    assert "HARDENED_CSP_IMG_SRC" in str(caught.value)


def test_mappings_report_every_fault() -> None:
    """A mapping's unknown names and bad sources come in one error."""
    with pytest.raises(ConfigurationError) as caught:
        from_mapping({"img_src": ["self"], "script_src_elem": ["'self'"], "font-src": 3})
    assert {"img_src", "script_src_elem", "font_src"} == {problem.setting for problem in caught.value.problems}


def test_options_are_not_changed_by_use(make_app: MakeApp) -> None:
    """Two apps may share one options object; neither changes it."""
    given = {"img_src": ["'self'"]}
    options = CspOptions(report_only=given)
    for _ in range(2):
        make_app(options).test_client().get("/")
    assert {"img_src": ["'self'"]} == given
    assert CspOptions(report_only=given) == options
