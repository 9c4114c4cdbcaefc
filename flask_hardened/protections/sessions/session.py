"""The session object: Flask's own, read when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import session
from flask.sessions import SecureCookieSession

from .state import State


def _modified(changed: Session) -> None:
    changed.modified = True


class Stateful:
    """What is known about a session beside its content."""

    state: State | None = None
    """None: the request brought no session."""

    def filled(self) -> State:
        """Return the state; made if there is none."""
        if self.state is None:
            self.state = State()
        return self.state


class Session(Stateful, SecureCookieSession):
    """A session that comes in a cookie of ours."""

    on_update = staticmethod(_modified)  # one for all, where Flask makes one for each

    def __init__(self, initial: Mapping[str, Any] | None = None) -> None:
        if initial:
            dict.update(self, initial)


class UnreadSession(Session):
    """The session of a request that brought a cookie, until somebody looks into it.

    Views that do not look cost no signature and no trip to the store. Flask says when the app looks by setting
    ``accessed``; whoever got hold of the object otherwise is caught at the first use of any method.

    :param read: fills the session.
    """

    def __init__(self, read: Callable[[Session], None]) -> None:
        self.__dict__["read"] = read

    @property
    def accessed(self) -> bool:
        """Whether the app has looked; here always False."""
        return False

    @accessed.setter
    def accessed(self, value: bool) -> None:
        if value:
            become_read(self)
            self.__dict__["accessed"] = True


def current_session() -> Session | None:
    """Return the session of the current request, read; None if there cannot be one."""
    found: object = session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask has no other way
    return cast("Session", found) if isinstance(found, Stateful) else None


def become_read(unread: Session) -> None:
    """Read the session now, if that was not done before."""
    read = unread.__dict__.pop("read", None)
    if read is not None:
        unread.__class__ = Session
        read(unread)


def _reading(name: str) -> Callable[..., Any]:
    def method(self: Session, *arguments: Any, **named: Any) -> Any:
        become_read(self)
        return getattr(self, name)(*arguments, **named)

    method.__name__ = name
    return method


for _name in (
    *("__contains__", "__delitem__", "__eq__", "__getitem__", "__ior__", "__iter__", "__len__", "__ne__", "__or__"),
    *("__repr__", "__reversed__", "__ror__", "__setitem__", "clear", "copy", "get", "items", "keys", "pop", "popitem"),
    *("setdefault", "update", "values"),
):
    setattr(UnreadSession, _name, _reading(_name))
