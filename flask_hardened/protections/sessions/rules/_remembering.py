"""Whether the app has Flask-Login remember logins, as the rules of this room read it."""

from __future__ import annotations

from ....audit.snapshot import Snapshot

_NEVER = frozenset({"flask_appbuilder"})
"""Extensions that sign in with Flask-Login, and never have it remembered."""
_OFFERS = frozenset({"flask_security"})
"""Those whose form asks whether to remember."""


def never_remembers(snapshot: Snapshot) -> bool:
    """Tell whether no login is remembered: the extension never does, or the source was read and nowhere asks for it."""
    used = snapshot.config.extension_facts.used
    if used & (_NEVER | _OFFERS) or snapshot.source_facts is None:
        return bool(used & _NEVER)
    calls = snapshot.source.calls("flask_login.login_user")
    return not any("remember" in call.keywords or len(call.arguments) > 1 or not call.complete for call in calls)
