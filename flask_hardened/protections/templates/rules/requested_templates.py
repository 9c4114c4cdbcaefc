"""FHM012: templates whose text comes from outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.composition.sinks import composed, shown
from ....audit.composition.way import way
from ....audit.finding import Confidence, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot

_TEMPLATES = {
    **dict.fromkeys(("flask.render_template_string", "flask.stream_template_string",
                     "flask.templating.render_template_string"), (0, "source")),
    **dict.fromkeys(("jinja2.Template", "jinja2.environment.Template"), (0, "source")),
    **{f"{environment}.from_string": (0, "source") for environment in (
        "jinja2.Environment()", "jinja2.environment.Environment()", "flask.Flask().jinja_env",
        "flask.current_app.jinja_env",
        "jinja2.sandbox.SandboxedEnvironment()", "flask.templating.Environment()")},
    "mako.template.Template": (0, "text"),
}  # fmt: skip


@rule(
    code="FHM012",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(1336, 94),
    owasp=("A03",),
    asvs=("1.3.7",),
)
def requested_templates(snapshot: Snapshot) -> Iterator[Hit]:
    """The text of a template is put together, so that others write part of the template.

    ## What it does
    Reports `render_template_string`, `jinja2.Template` and `from_string` whose text, rather than its variables, holds
    data of the request or is put together of something that is no constant.

    ## Why is this bad
    A template is a program. `{{ config }}` shows the app's keys, and
    `{{ cycler.__init__.__globals__.os.popen("…").read() }}` runs a command on the server.

    ## Example
    ```python
    return render_template_string(f"<h1>Hello {request.args['name']}</h1>")
    ```

    ## Use instead
    ```python
    return render_template_string("<h1>Hello {{ name }}</h1>", name=request.args["name"])
    ```

    ## References
    - [CWE-1336: Template Engine Injection](https://cwe.mitre.org/data/definitions/1336.html)
    - [OWASP Web Security Testing Guide: Testing for Server-side Template Injection](https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/07-Input_Validation_Testing/18-Testing_for_Server-side_Template_Injection)
    """
    fix = "Keep the text of the template constant, and give the values as variables."
    for call, _, composition in composed(snapshot, _TEMPLATES):
        if composition.requested:
            sandboxed = "Sandboxed" in call.target
            yield Hit(
                message=f"The template given to {shown(call)} holds data of the request.",
                fix=fix,
                location=call.location,
                trace=way(call, composition),
                severity=Severity.HIGH if sandboxed else None,
            )
        elif composition.built and not all(isinstance(each.node, ast.Call) for each in composition.ingredients):
            yield Hit(
                message=f"The template given to {shown(call)} is put together of values.",
                fix=fix,
                location=call.location,
                trace=way(call, composition),
                severity=Severity.HIGH if composition.parameter else Severity.MEDIUM,
                confidence=Confidence.MEDIUM if composition.parameter else Confidence.LOW,
            )
