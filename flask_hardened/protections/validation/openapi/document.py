"""The OpenAPI document of an app."""

from __future__ import annotations

import inspect
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from ....errors import ConfigurationError
from ....marks import marks_of
from ..checks import Check, Checks, Compiler
from ..media_types import FORMS, JSON
from ..options import ValidationOptions
from ..views import function_of
from .form_schema import form_schema
from .paths import parameters, path_of
from .responses import COMPONENTS, responses
from .schemas import Schemas

VERSION = "3.1.1"
_DESCRIBED = frozenset({"GET", "PUT", "POST", "DELETE", "PATCH", "TRACE"})
_SECURITY: list[dict[str, list[str]]] = [{"session": []}, {"bearer": []}]


def document(app: Flask, options: ValidationOptions, *, title: str, version: str) -> dict[str, Any]:
    """Return the OpenAPI document of the routes that ``@validate`` is about.

    :param title: of the API.
    :param version: of the API, not of OpenAPI.
    :raises ConfigurationError: naming what is wrong with the decorators.
    """
    compiler = Compiler(app, options)
    tables: dict[str, dict[str, Checks]] = {}
    for endpoint in app.view_functions:
        if compiler.is_marked(endpoint):
            tables[endpoint], problems = compiler.table(endpoint)
            if problems:
                raise ConfigurationError(problems)
    schemas = Schemas(
        check for table in tables.values() for checks in table.values() for check in (*checks.required, *checks.absent)
    )
    paths: dict[str, Any] = {}
    secured = False
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            for method in sorted(_DESCRIBED & (rule.methods or set())):
                checks = tables.get(rule.endpoint, {}).get(method)
                if checks is not None and checks.required:
                    operation = _operation(app, rule, method, list(checks.required), schemas)
                    secured = secured or "security" in operation
                    paths.setdefault(path_of(rule), {}).setdefault(method.lower(), operation)
    components: dict[str, Any] = {"schemas": {**COMPONENTS, **schemas.components}}
    if secured:
        cookie = app.session_interface.get_cookie_name(app)
        components["securitySchemes"] = {
            "session": {"type": "apiKey", "in": "cookie", "name": cookie},
            "bearer": {"type": "http", "scheme": "bearer"},
        }
    return {
        "openapi": VERSION,
        "info": {"title": title, "version": version},
        "paths": paths,
        "components": components,
    }


def _operation(app: Flask, rule: Rule, method: str, checks: list[Check], schemas: Schemas) -> dict[str, Any]:
    """Return the operation of one method of one rule."""
    secured = _is_secured(app, rule.endpoint, method)
    alike = [each for each in app.url_map.iter_rules(rule.endpoint) if method in (each.methods or ())]
    number = f"_{alike.index(rule) + 1}" if len(alike) > 1 else ""
    operation: dict[str, Any] = {"operationId": f"{rule.endpoint}_{method.lower()}{number}"}
    summary = inspect.getdoc(function_of(app, rule.endpoint, method))
    if summary:
        operation["summary"] = summary.partition("\n")[0]
    found = list(parameters(rule, checks, schemas))
    if found:
        operation["parameters"] = found
    for check in checks:
        if check.source in ("json", "form"):
            operation["requestBody"] = _body(check, schemas)
    operation["responses"] = responses(sources=[check.source for check in checks], secured=secured)
    if secured:
        operation["security"] = _SECURITY
    return operation


def _body(check: Check, schemas: Schemas) -> dict[str, Any]:
    model = check.reader.model
    schema = form_schema(check.reader.form_class) if model is None else schemas.of(model)
    kinds = (JSON,) if check.source == "json" else FORMS
    return {"required": True, "content": {kind: {"schema": schema} for kind in kinds}}


def _is_secured(app: Flask, endpoint: str, method: str) -> bool:
    """Tell whether the decorators of the auth room ask for a user; the one nearest to the view decides."""
    marks = list(marks_of(app, endpoint, method).of("auth"))
    return bool(marks) and not getattr(marks[-1], "public", False)
