"""The people of the blog, as Flask-Hardened asks for them; sessions, tokens and guesses are its own business."""

from sqlalchemy import select, update

from example_app.forms import NewPasswordForm
from example_app.models import User, db
from flask_hardened import Account, current_identity, passwords


def load(user_id: str) -> User | None:
    """The person with this id; ``is_active`` and ``roles`` are read from it."""
    return db.session.get(User, int(user_id))


def named(name: str) -> User | None:
    """The person of this name; blanks around it and its case do not matter."""
    return db.session.scalar(select(User).where(User.name == name.strip()))


def find_account(name: str) -> Account | None:
    """What signing in has to know of the person of this name."""
    user = named(name)
    if user is None:
        return None
    return Account(id=user.id, hash=user.password_hash, active=user.is_active, user=user)


def store_hash(account: Account, new_hash: str) -> None:
    """Replace a hash of an earlier version of the blog, unless the password has changed at the same moment."""
    checked = update(User).where(User.id == account.id, User.password_hash == account.hash)
    db.session.execute(checked.values(password_hash=new_hash))
    db.session.commit()


def signed_in() -> User:
    """The person who is signed in, in a view that a decorator guards."""
    user = current_identity.user
    if not isinstance(user, User):
        raise TypeError("Nobody is signed in: the view lacks @auth_required.")
    return user


def new_hash(user: User, form: NewPasswordForm) -> str | None:
    """The hash of a password that the person may take; otherwise the form says why not."""
    password = form.password.data or ""
    form.password.errors = [str(fault) for fault in passwords.check(password, context=[user.name])]
    return None if form.password.errors else passwords.hash(password)
