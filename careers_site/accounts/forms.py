"""The forms of accounts. CSRF is checked for every request in one place."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form, PasswordField, RadioField, SelectChoice, StringField  # type: ignore[attr-defined]  # SelectChoice is not in the stubs
from wtforms.validators import EqualTo, InputRequired, ValidationError

from careers_site.accounts.models import ADMIN, EDITOR, RefusedError, tidy_email
from careers_site.accounts.sign_in import passwords
from careers_site.platform.text.text_safety import one_line

ROLE_WORDS = [
    (EDITOR, "Editor: changes pages, pay and courses"),
    (ADMIN, "Admin: also invites people and reads the audit"),
]
GOOD_PASSWORD = f"At least {passwords.SHORTEST} characters. {passwords.ADVICE}"


def _text(label: str, missing: str, hint: str = "") -> StringField:
    return StringField(label, [InputRequired(missing)], filters=[one_line], description=hint)


def _own_password(label: str) -> PasswordField:
    return PasswordField(label, [InputRequired("Enter your password")])


class SignInForm(Form):
    email = _text("Email address", "Enter your email address")
    password = _own_password("Password")


class CodeForm(Form):
    code = _text(
        "Code", "Enter the code", "6 digits from your authenticator app, or a recovery code."
    )


class ConfirmForm(Form):
    code = _text("Code from the app", "Enter the 6 digits that the app shows", "6 digits")


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
        except RefusedError as error:
            raise ValidationError(str(error)) from None


class OwnPasswordForm(Form):
    """Asks for the password again before something that a stolen session must not do."""

    password = _own_password("Your password")


class ChangePasswordForm(NewPasswordForm):
    password = _own_password("Your password now")


class InviteForm(Form):
    email = _text("Email address", "Enter an email address")
    role = RadioField(
        "Role",
        [InputRequired("Choose a role")],
        choices=[SelectChoice(*words) for words in ROLE_WORDS],
        default=EDITOR,
    )

    def validate_email(self, field: Field) -> None:
        try:
            field.data = tidy_email(field.data)
        except RefusedError as error:
            raise ValidationError(str(error)) from None


def refuse(field: Field, message: str) -> None:
    """Say at `field` what only the database knows."""
    errors: Sequence[str] = field.errors
    field.errors = (*errors, message)


def form_page(template: str, form: Form, **more: object) -> ResponseReturnValue:
    """The page of a form: 400 where something that was sent is wrong."""
    return render_template(template, form=form, **more), 400 if form.errors else 200
