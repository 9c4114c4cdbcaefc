"""Encrypted columns of SQLAlchemy."""

from __future__ import annotations

import json

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Text, create_engine, func, select, text, type_coerce, update
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.pool import StaticPool

from flask_hardened.hardening import hardening_of
from flask_hardened.protections.encryption import functions as encryption
from flask_hardened.protections.encryption.columns import EncryptedJSON, EncryptedString
from flask_hardened.protections.encryption.options import EncryptionOptions
from tests.conftest import SECRET_KEY
from tests.protections.encryption.conftest import Make

RING = encryption.EncryptionRing.from_keys([Fernet.generate_key().decode()])


class Model(DeclarativeBase):
    """The base of the tables."""


class User(Model):
    """Somebody with secrets."""

    __tablename__ = "user"
    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str | None] = mapped_column(EncryptedString("user.phone"))
    iban: Mapped[str | None] = mapped_column(EncryptedString("user.iban"))
    notes: Mapped[dict | list | None] = mapped_column(EncryptedJSON("user.notes"))
    phone_index: Mapped[str | None] = mapped_column(index=True)


class Script(Model):
    """Rows of a script without an app."""

    __tablename__ = "script"
    id: Mapped[int] = mapped_column(primary_key=True)
    secret: Mapped[str | None] = mapped_column(EncryptedString("script.secret", ring=RING))


@pytest.fixture
def engine():
    """An empty database."""
    made = create_engine("sqlite://", poolclass=StaticPool)
    Model.metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def rows(app: Flask, engine):
    """A session, in the context of an app."""
    with Session(engine) as session:
        yield session


def raw(rows: Session, column: str) -> list:
    """Return what the database holds."""
    return list(rows.scalars(text(f"select {column} from user order by id")))


def test_values_come_back_and_are_not_in_the_database(rows: Session):
    """Texts and JSON; NULL stays NULL, an empty text does not."""
    notes = {"a": [1, None, "Zoë"], "b": {"c": 1.5}}
    rows.add_all([User(phone="+49 555", notes=notes), User(phone=None, notes=None), User(phone="", notes=[])])
    rows.commit()
    assert [("+49 555", notes), (None, None), ("", [])] == [
        (user.phone, user.notes) for user in rows.scalars(select(User).order_by(User.id))
    ]
    stored = raw(rows, "phone") + raw(rows, "notes")
    assert [False, True, False] * 2 == [value is None for value in stored]
    # what stands in no Base64, so that no cipher text has it by chance
    assert not any(word in str(stored) for word in ("+49 555", "Zoë", "Zo\\u00eb", '"a"'))


def test_a_value_cannot_be_moved_to_another_column(rows: Session, events: list[str]):
    """Nor taken from a backup of it: the error names the column, and an event is left."""
    rows.add(User(phone="555"))
    rows.commit()
    rows.execute(text("update user set iban = phone"))
    with pytest.raises(encryption.DecryptionError, match=r"user\.iban") as caught:
        rows.scalars(select(User.iban)).all()
    assert "crypt_decrypt_fail" in events
    assert raw(rows, "iban")[0] not in str(caught.value)
    assert ["555"] == rows.scalars(select(User.phone)).all()


@pytest.mark.parametrize("stored", ["plain", "", "gAAAAA", "\0", 7, 1.5, b"bytes"])
def test_rows_from_before(rows: Session, stored: object):
    """A clear text in the column is an error, not a value."""
    rows.execute(text("insert into user (id, phone, notes) values (1, :v, :v)"), {"v": stored})
    for column in (User.phone, User.notes):
        with pytest.raises(encryption.DecryptionError):
            rows.scalars(select(column)).all()


@pytest.mark.parametrize(
    "compare",
    [
        lambda column: column == "555", lambda column: column != "555", lambda column: "555" == column,
        lambda column: column.in_(["555"]), lambda column: column.like("5%"), lambda column: column.startswith("5"),
        lambda column: column.contains("5"), lambda column: column < "6", lambda column: column.between("1", "6"),
        lambda column: column + "x", lambda column: "x" + column, lambda column: column.desc(), lambda column: column.is_(True),
        lambda column: column == User.iban, lambda column: column.is_distinct_from("555"),
    ],
)  # fmt: skip
def test_comparing_is_an_error(compare):
    """Instead of a query that finds nothing."""
    for column in (User.phone, User.notes):
        with pytest.raises(InvalidRequestError, match="blind_index"):
            compare(column)


def test_comparing_with_null(rows: Session):
    """That the database can do."""
    rows.add_all([User(phone="555"), User(phone=None)])
    rows.commit()
    for condition in (User.phone == None, User.phone.is_(None)):  # noqa: E711
        assert [2] == rows.scalars(select(User.id).where(condition)).all()
    for condition in (User.phone != None, User.phone.is_not(None)):  # noqa: E711
        assert [1] == rows.scalars(select(User.id).where(condition)).all()
    assert 1 == rows.scalar(select(func.count(User.phone)))


def test_finding_by_blind_index(rows: Session):
    """The documented way to look for a value."""
    for phone in ("555", "556"):
        rows.add(User(phone=phone, phone_index=encryption.blind_index("user.phone", phone)))
    rows.commit()
    wanted = encryption.blind_indexes("user.phone", "556")
    assert ["556"] == rows.scalars(select(User.phone).where(User.phone_index.in_(wanted))).all()


@pytest.mark.parametrize("values", [{"phone": 7}, {"phone": b"hidden"}, {"phone": ["hidden"]}, {"phone": "\ud800"},
                                    {"notes": object()}, {"notes": {1: "hidden"}}, {"notes": float("nan")}])  # fmt: skip
def test_values_of_the_wrong_type(rows: Session, values: dict):
    """Refused without the statement and its values, which SQLAlchemy likes to print."""
    rows.add(User(**{"iban": "hidden too", **values}))
    with pytest.raises(encryption.EncryptionError) as caught:
        rows.commit()
    assert "hidden" not in str(caught.value)
    assert f"user.{next(iter(values))}" in str(caught.value)


def test_literals_are_encrypted(rows: Session):
    """A statement for a log or a migration holds no clear text."""
    statement = update(User).values(phone="hidden", notes={"a": "hidden"})
    written = str(statement.compile(compile_kwargs={"literal_binds": True}))
    assert (0, 2) == (written.count("hidden"), written.count("'gAAAA"))


def test_changes_are_written(rows: Session):
    """A new value is; one that changed inside is, if SQLAlchemy is told to look."""

    class Watched(DeclarativeBase):
        pass

    class Row(Watched):
        __tablename__ = "watched"
        id: Mapped[int] = mapped_column(primary_key=True)
        notes: Mapped[dict] = mapped_column(MutableDict.as_mutable(EncryptedJSON("watched.notes")))

    Watched.metadata.create_all(rows.get_bind())
    row = Row(notes={"a": 1})
    rows.add(row)
    rows.commit()
    row.notes["b"] = 2
    rows.commit()
    assert {"a": 1, "b": 2} == rows.scalar(select(Row.notes))


def test_encrypting_anew_in_batches(make: Make, engine):
    """The recipe of the how-to page: afterwards the old key is not needed."""
    make()
    with Session(engine) as rows:
        rows.add_all([User(phone=str(number)) for number in range(25)] + [User(phone=None)])
        rows.commit()
    make({"SECRET_KEY": SECRET_KEY[::-1], "SECRET_KEY_FALLBACKS": [SECRET_KEY]})
    with Session(engine) as rows:
        last, changed = 0, 0
        while True:
            stored = select(User.id, type_coerce(User.phone, Text)).where(User.id > last).order_by(User.id).limit(10)
            batch = rows.execute(stored).all()
            if not batch:
                break
            for id_, phone in batch:
                last = id_
                if phone is not None and encryption.needs_rotation("user.phone", phone):
                    flag_modified(rows.get(User, id_, with_for_update=True), "phone")
                    changed += 1
            rows.commit()
        assert 25 == changed
    make({"SECRET_KEY": SECRET_KEY[::-1]})
    with Session(engine) as rows:
        assert [*map(str, range(25)), None] == [user.phone for user in rows.scalars(select(User).order_by(User.id))]


def test_several_apps_in_one_process(make: Make, engine):
    """The same model with the keys of whichever app is current."""
    first, second = make(), make({"SECRET_KEY": SECRET_KEY[::-1]})
    for number, app in enumerate((first, second), 1):
        with app.app_context(), Session(engine) as rows:
            rows.add(User(id=number, phone=app.secret_key))
            rows.commit()
    for number, app, other in ((1, first, second), (2, second, first)):
        query = select(User.phone).where(User.id == number)
        with app.app_context(), Session(engine) as rows:
            assert app.secret_key == rows.scalar(query)
        with other.app_context(), Session(engine) as rows, pytest.raises(encryption.DecryptionError):
            rows.scalar(query)


def test_a_script_without_an_app(engine):
    """With a ring of its own; without one the error says what is missing."""
    with Session(engine) as rows:
        rows.add(Script(secret="s"))
        rows.commit()
        assert "s" == rows.scalar(select(Script.secret))
        rows.add(User(phone="555"))
        with pytest.raises(Exception, match="app_context"):
            rows.commit()


def test_with_flask_sqlalchemy(make: Make):
    """In a view of an app with keys of its own."""
    app = make({"SQLALCHEMY_DATABASE_URI": "sqlite://"},
               encryption=EncryptionOptions(keys=[Fernet.generate_key().decode()]))  # fmt: skip
    db = SQLAlchemy(app, model_class=type("Base", (DeclarativeBase,), {}))

    class Note(db.Model):
        id: Mapped[int] = mapped_column(primary_key=True)
        content: Mapped[str] = mapped_column(EncryptedString("note.content"))

    @app.get("/")
    def index() -> list[str]:
        db.session.add(Note(content="kept"))
        db.session.commit()
        db.session.expire_all()
        return list(db.session.scalars(db.select(Note.content)))

    db.create_all()
    assert ["kept"] == json.loads(app.test_client().get("/").text)
    db.session.remove()
    db.engine.dispose()


def test_a_column_needs_a_name():
    """Otherwise two columns without one could be exchanged."""
    for kind in (EncryptedString, EncryptedJSON):
        with pytest.raises(ValueError, match="column"):
            kind("")


def test_the_audit_is_told_which_columns_there_are(make: Make):
    """Those that depend on the app's keys; and a request is told nothing."""
    EncryptedString("told.first")
    EncryptedJSON("told.second")
    EncryptedString("told.third", ring=RING)
    plans = hardening_of(make()).plans
    assert ("told.first", "told.second") == plans.default.room["encryption"]
    assert "encryption" not in plans.of("static", "GET").room
