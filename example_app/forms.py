"""The forms, and what each field accepts."""

from flask import request
from wtforms import EmailField, Field, Form, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, ValidationError

from flask_hardened import passwords, sanitize

HINT = "At least 12 characters. A sentence is good."


def stripped(text: str | None) -> str:
    """The text without blanks around it, and with the line breaks of Unix."""
    return (text or "").replace("\r\n", "\n").strip()


def accepted(form: Form) -> bool:
    """Whether the form was sent, and ``@validate`` found nothing wrong with it."""
    return request.method == "POST" and not form.errors


def leaves_text(form: Form, field: Field) -> None:
    """Refuse HTML of which nothing could be read, such as a script alone.

    :raises ValidationError: if the text is such.
    """
    if not sanitize(field.data, "text").unescape().strip():
        raise ValidationError("Nothing of this can be shown.")


class SignInForm(Form):
    """A name and a password; whether they are right is the view's question."""

    name = StringField("Name", [DataRequired()], filters=[stripped])
    password = PasswordField("Password", [InputRequired()])


class RegisterForm(Form):
    """A new name and a new password."""

    name = StringField(
        "Name",
        [
            DataRequired(),
            Length(3, 40),
            Regexp(r"[A-Za-z0-9_.-]*\Z", message="Only letters, digits, dots, hyphens and underscores, please."),
        ],
        description="3 to 40 letters, digits, dots, hyphens or underscores. Everybody can see it.",
        filters=[stripped],
    )
    password = PasswordField("Password", [InputRequired(), passwords.acceptable("name")], description=HINT)


class NewPasswordForm(Form):
    """Another password; whether it is a good one depends on whose it is, see ``people.new_hash``."""

    password = PasswordField("New password", [InputRequired()], description=HINT)


class ForgottenForm(Form):
    """Whose password is forgotten."""

    name = StringField("Name", [DataRequired()], filters=[stripped])


class EmailForm(Form):
    """Where a link to choose a new password may be sent, if anywhere."""

    email = EmailField(
        "E-mail",
        [Optional(), Length(max=254), Regexp(r"[!-?A-~]+@[A-Za-z0-9.-]+\Z", message="This is no e-mail address.")],
        description="For the day you forget your password. Nobody sees it, and it is encrypted in the database.",
        filters=[stripped],
    )


class PostForm(Form):
    """One article."""

    title = StringField("Title", [DataRequired(), Length(max=120)], filters=[stripped])
    body = TextAreaField(
        "Text",
        [DataRequired(), Length(max=8000)],
        description="Plain text. A blank line starts a new paragraph.",
        filters=[stripped],
    )


class CommentForm(Form):
    """What a reader says, in simple HTML.  It is stored as typed, and sanitized where it is shown."""

    body = TextAreaField(
        "Your comment",
        [DataRequired(), Length(max=1000), leaves_text],
        description="Kept: <b>, <i>, <em>, <strong>, <code>, <pre>, <blockquote>, lists, and links with <a href>.",
        filters=[stripped],
    )
