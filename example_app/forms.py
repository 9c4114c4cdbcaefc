"""The forms, and what each field accepts."""

from wtforms import Form, PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp


def stripped(text: str | None) -> str:
    """The text without blanks around it, and with the line breaks of Unix."""
    return (text or "").replace("\r\n", "\n").strip()


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
    password = PasswordField(
        "Password", [InputRequired(), Length(12, 128)], description="At least 12 characters. A sentence is good."
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
    """What a reader says."""

    body = TextAreaField("Your comment", [DataRequired(), Length(max=1000)], filters=[stripped])
