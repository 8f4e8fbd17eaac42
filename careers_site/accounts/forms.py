"""The forms of accounts. CSRF is checked for every request in one place."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, PasswordField, RadioField, SelectChoice, StringField  # type: ignore[attr-defined]  # SelectChoice is not in the stubs
from wtforms.validators import EqualTo, InputRequired, ValidationError

from careers_site.accounts.models import ADMIN, EDITOR
from careers_site.accounts.people import emails
from careers_site.accounts.sign_in import passwords
from careers_site.platform.text_safety import one_line

ROLE_WORDS = [
    (EDITOR, "Editor: changes pages, pay and courses"),
    (ADMIN, "Admin: also invites people and reads the audit"),
]
GOOD_PASSWORD = f"At least {passwords.SHORTEST} characters. {passwords.ADVICE}"


class SignInForm(Form):
    email = StringField(
        "Email address", [InputRequired("Enter your email address")], filters=[one_line]
    )
    password = PasswordField("Password", [InputRequired("Enter your password")])


class CodeForm(Form):
    code = StringField(
        "Code",
        [InputRequired("Enter the code")],
        filters=[one_line],
        description="6 digits from your authenticator app, or a recovery code.",
    )


class ConfirmForm(Form):
    code = StringField(
        "Code from the app",
        [InputRequired("Enter the 6 digits that the app shows")],
        filters=[one_line],
        description="6 digits",
    )


class NewPasswordForm(Form):
    """Needs `email`, whose parts make a bad password."""

    new_password = PasswordField(
        "New password", [InputRequired("Enter a new password")], description=GOOD_PASSWORD
    )
    again = PasswordField(
        "The new password again",
        [EqualTo("new_password", "The two passwords are not the same. Type both again")],
    )

    def __init__(self, formdata: MultiDict[str, str], email: str) -> None:
        super().__init__(formdata)
        self._email = email

    def validate_new_password(self, field: Field) -> None:
        try:
            passwords.refuse_weak(field.data, self._email)
        except passwords.PasswordError as error:
            raise ValidationError(str(error)) from None


class OwnPasswordForm(Form):
    """Asks for the password again before something that a stolen session must not do."""

    password = PasswordField("Your password", [InputRequired("Enter your password")])


class ChangePasswordForm(NewPasswordForm):
    password = PasswordField("Your password now", [InputRequired("Enter your password")])


class InviteForm(Form):
    email = StringField(
        "Email address", [InputRequired("Enter an email address")], filters=[one_line]
    )
    role = RadioField(
        "Role",
        [InputRequired("Choose a role")],
        choices=[SelectChoice(*words) for words in ROLE_WORDS],
        default=EDITOR,
    )

    def validate_email(self, field: Field) -> None:
        try:
            field.data = emails.tidy(field.data)
        except emails.EmailError as error:
            raise ValidationError(str(error)) from None


def refuse(field: Field, message: str) -> None:
    """Say at `field` what only the database knows."""
    errors: Sequence[str] = field.errors
    field.errors = (*errors, message)
