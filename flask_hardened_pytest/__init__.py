"""The pytest plugin: ``pytest --hardened-app module:create_app`` tests every route of a hardened app.

It is loaded in every run of pytest, so it is a package of its own, which imports neither Flask nor Flask-Hardened until
it is told an app.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

__all__ = (
    "pytest_addhooks",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_configure_node",
)

WHOLE_RUN = "hardened_whole_run"
MARKER = "hardened: a test of one route of the app that --hardened-app names; set by the plugin itself"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options, each of which is a setting in the configuration file too."""
    group = parser.getgroup("hardened", "Flask-Hardened")
    app_help = "the app whose routes are tested: module, module:app, module:create_app or module:create_app('x')"
    get_help = "run the views of public GET routes too, and test their pages"
    skip_help = "leave out a route, or one check of it"
    group.addoption("--hardened-app", metavar="APP", help=f"{app_help}.")
    group.addoption("--hardened-get", action="store_true", default=None, help=f"{get_help}.")
    group.addoption(
        "--hardened-skip", action="append", default=[], metavar="'ENDPOINT [CHECK]: REASON'", help=f"{skip_help}."
    )
    parser.addini("hardened_app", f"{app_help}; used when pytest is called without files", default="")
    parser.addini("hardened_get", get_help, type="bool", default=False)
    parser.addini("hardened_skip", f"{skip_help}, one a line: ENDPOINT [CHECK]: REASON", type="linelist")
    parser.addini("hardened_url_values", "values of URL variables, one a line: ENDPOINT: name=value", type="linelist")


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the hook ``pytest_hardened_url_values``."""
    from . import hooks

    pluginmanager.add_hookspecs(hooks)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", MARKER)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist what it cannot see: whether pytest was called with files."""
    node.workerinput[WHOLE_RUN] = _whole_run(node.config)


def _whole_run(config: pytest.Config) -> bool:
    told: Mapping[str, Any] = getattr(config, "workerinput", {})
    return bool(told.get(WHOLE_RUN, config.args_source is not pytest.Config.ArgsSource.ARGS))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Append the tests of the app's routes, before other plugins select by ``-k`` and ``-m``."""
    named: str | None = config.getoption("--hardened-app")
    if named is None and _whole_run(config):
        named = config.getini("hardened_app")
    if not named:
        return
    from flask_hardened.testing.nodes import collector_of

    items.extend(session.genitems(collector_of(session, named)))
