"""FHD015: access that is checked by assert."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ....audit.finding import Confidence, Location, Severity
from ....audit.rule import Hit, rule
from ....audit.snapshot import Snapshot
from ....audit.source.naming import names_in
from ....audit.source.placing import served
from ....audit.source.surroundings import nodes

_NAMES = frozenset(
    {
        *("is_admin", "is_superuser", "is_staff", "is_owner", "is_authenticated", "is_authorized", "has_role"),
        *("has_roles", "has_permission", "has_permissions", "has_access", "check_permission", "check_password"),
        *("verify_password", "check_password_hash", "compare_digest", "can_edit", "can_delete", "can_view"),
        *("is_allowed", "require_admin", "require_permission", "validate_csrf"),
    }
)


@rule(
    code="FHD015",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(617, 285),
    owasp=("A01",),
    asvs=("8.3.1",),
)
def asserted_access(snapshot: Snapshot) -> Iterator[Hit]:
    """Who may do something is checked by `assert`.

    ## What it does
    Reports `assert` statements that ask for a role, a permission, the right password or a signed-in user, outside of
    tests. Those about types and None are left alone.

    ## Why is this bad
    `python -O`, or `PYTHONOPTIMIZE` in the environment, removes every `assert`, and with them the checks: the page for
    administrators opens for all. Without it the visitor gets an error 500 in place of a refusal.

    ## Example
    ```python
    assert current_user.is_admin
    ```

    ## Use instead
    ```python
    @app.get("/admin")
    @roles_required("admin")
    def admin(): ...
    ```

    ## References
    - [CWE-617: Reachable Assertion](https://cwe.mitre.org/data/definitions/617.html)
    - [CWE-285: Improper Authorization](https://cwe.mitre.org/data/definitions/285.html)
    """
    for module in served(snapshot.source):
        for node in nodes(module, ast.Assert):
            named = _asked(node.test)
            if named:
                yield Hit(
                    message=f"{named} is checked by assert, which python -O removes.",
                    fix="Use roles_required() or permissions_required(), or call abort(403).",
                    location=Location(file=module.file, line=node.lineno),
                )


def _asked(test: ast.expr) -> str:
    if isinstance(test, ast.Compare) and any(isinstance(each, (ast.Is, ast.IsNot)) for each in test.ops):
        return ""
    names = list(names_in(test))
    if "isinstance" in names:
        return ""
    return next((name for name in names if name in _NAMES), "")
