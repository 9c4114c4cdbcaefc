"""What apps call: ``from flask_hardened import authenticate, passwords``. All of it needs an app context."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app

from ...hardening import current_exchange, hardening_of
from .account import Account
from .authentication import PASSWORD
from .policy_check import PasswordFault, PasswordRefusedError
from .refusing import BUSY, unavailable
from .slots import BusyError

if TYPE_CHECKING:
    from .protection import Passwords

EXTENSION = "hardened_passwords"

T = TypeVar("T")


def hash(password: str) -> str:  # noqa: A001 - read as passwords.hash
    """Hash a password, to be stored in a column of at least 128 characters.

    It is not judged: call :func:`check` for a new password before.

    :raises UnusablePasswordError: a ValueError, for an empty one, more than 1024 bytes, and lone surrogates.
    :raises werkzeug.exceptions.ServiceUnavailable: in a request, if too many passwords are being hashed.
    """
    room = _room()
    return _in_turn(room, lambda: room.hasher.hash(password))


def verify(password: str, stored: str | None) -> bool:
    """Tell whether a password is the one that was hashed, with exactly one hash whatever is stored.

    Never raises for what is stored: it may be empty, broken or in a format that nobody knows. Besides our own it may
    come from Werkzeug, bcrypt, Django or passlib. For signing in use :func:`flask_hardened.authenticate`,
    which also counts guesses.

    :raises werkzeug.exceptions.ServiceUnavailable: in a request, if too many passwords are being hashed.
    """
    room = _room()
    return _in_turn(room, lambda: room.hasher.verify(stored, password))


def needs_upgrade(stored: str) -> bool:
    """Tell whether a stored hash is of another format, a lower cost or an old pepper. Signing in renews it."""
    return _room().hasher.needs_upgrade(stored)


def check(password: str, *, context: Iterable[str] = ()) -> list[PasswordFault]:
    """Return what is wrong with a new password, each with a sentence for the person who chose it; empty if nothing is.

    :param context: what others know about the person: their name, user name and address.
    """
    return _room().policy_check.faults(password, context)


def accept(password: str, *, context: Iterable[str] = ()) -> str:
    """Return a new password if nothing is wrong with it; made for pydantic's ``AfterValidator(passwords.accept)``.

    :param context: as for :func:`check`.
    :raises PasswordRefusedError: a ValueError, whose text is for the person who chose it.
    """
    faults = check(password, context=context)
    if faults:
        raise PasswordRefusedError(faults)
    return password


def acceptable(*fields: str) -> Callable[[Any, Any], None]:
    """Return a WTForms validator for the field of a new password.

    ::

        password = PasswordField(validators=[InputRequired(), passwords.acceptable("email", "name")])

    :param fields: other fields of the form, whose words make a poor password.
    """

    def validate(form: Any, field: Any) -> None:
        from wtforms.validators import ValidationError  # which is a ValueError, but no other one will do

        faults = check(field.data or "", context=[str(form[name].data or "") for name in fields])
        if faults:
            raise ValidationError(str(PasswordRefusedError(faults)))

    return validate


def authenticate(identifier: str, password: str) -> Account | None:
    """Return the account that a name and a password belong to, or None. Then call ``login(account.id)``.

    ::

        account = authenticate(request.form["email"], request.form["password"])
        if account is None:
            return render_template("login.html", message="The address or the password is wrong."), 401

    None says nothing about why: a name that nobody has, a wrong password, an account that is not active and a hash that
    cannot be read take the same work, exactly one hash. The attempt is counted before, for the account, the address and
    the network, and taken back if the password was right.

    :param identifier: what ``PasswordsOptions.find`` is given.
    :raises werkzeug.exceptions.TooManyRequests: 429 with ``Retry-After``, if too many attempts have failed; then the
        password was not looked at. Names that nobody has are counted alike.
    :raises werkzeug.exceptions.ServiceUnavailable: 503 with ``Retry-After``, if this worker is hashing as many
        passwords as it may, or the store is down.
    :raises RuntimeError: without ``PasswordsOptions.find``.
    """
    room = _room()
    if room.authentication is None:  # a command line asks before the first request
        room.start(current_app, hardening_of(current_app))
    authentication = room.authentication
    if authentication is None:
        raise RuntimeError("Say how accounts are found: Hardened(app, passwords=PasswordsOptions(find=find_account)).")
    return authentication.attempt(identifier, password, PASSWORD)


def _in_turn(room: Passwords, work: Callable[[], T]) -> T:
    try:
        with room.slots.one(forever=current_exchange() is None):
            return work()
    except BusyError:
        raise unavailable(BUSY, 2) from None


def _room() -> Passwords:
    room: Passwords | None = current_app.extensions.get(EXTENSION)
    if room is None:
        raise RuntimeError("The feature passwords is off, or Hardened(app) was not called.")
    return room
