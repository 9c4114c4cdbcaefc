"""Flask-Login, unchanged: what its signals mean for a session."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from .changes import bind, end, rotate_session
from .session import current_session

if TYPE_CHECKING:
    from .interface import SessionsInterface

_LIBRARY = "flask_login"


def uses_flask_login(app: Flask) -> bool:
    """Tell whether the app has a login manager of Flask-Login."""
    return _LIBRARY in sys.modules and getattr(app, "login_manager", None) is not None


class FlaskLogin:
    """Listens to the signals of one app.

    :param interface: whose sessions they change.
    """

    def __init__(self, app: Flask, interface: SessionsInterface) -> None:
        self._interface = interface
        library: Any = importlib.import_module(_LIBRARY)
        for signal, receiver in (
            (library.user_logged_in, self._logged_in),
            (library.user_logged_out, self._logged_out),
            (library.user_login_confirmed, self._confirmed),
            (library.user_accessed, self._accessed),
            (library.user_loaded_from_cookie, self._remembered),
        ):
            signal.connect(receiver, sender=app)

    def _logged_in(self, app: Flask, **_: object) -> None:
        current = current_session()
        if current is not None:
            bind(app, self._interface, current, str(current.get("_user_id")))

    def _logged_out(self, app: Flask, **_: object) -> None:
        current = current_session()
        if current is not None:
            end(app, self._interface, current)

    def _confirmed(self, app: Flask, **_: object) -> None:
        current = current_session()
        if current is not None:
            rotate_session(app, self._interface, current)

    def _accessed(self, app: Flask, **_: object) -> None:
        remembering = self._interface.remembering
        current = current_session()
        if remembering is not None and current is not None:
            remembering.arrive(app, request, current)

    def _remembered(self, app: Flask, **_: object) -> None:
        """Begin a session with the epoch that the remember cookie was checked against."""
        current = current_session()
        if current is None:
            return
        state = current.filled()
        if state.remembered is not None:
            self._interface.lifecycle.bind(state, state.remembered[1], state.remembered[2])
