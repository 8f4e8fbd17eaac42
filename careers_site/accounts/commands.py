"""`careers-site users add|reset|list`."""

from __future__ import annotations

import sys
from typing import NoReturn

import click
from flask import Flask
from flask.cli import AppGroup
from sqlalchemy import select

from careers_site import audit
from careers_site.accounts.models import ROLES, Account, RefusedError, tidy_email
from careers_site.accounts.people import accounts
from careers_site.accounts.sign_in import passwords
from careers_site.platform.extensions import db, require_database
from careers_site.platform.text.text_safety import did_you_mean

group = AppGroup("users", help="Add who may edit, hand out one-time links, list them.")
with_password = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


def register_commands(app: Flask) -> None:
    app.cli.add_command(group)


@group.command("add")
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), required=True)
@with_password
def add(email: str, role: str, password_stdin: bool) -> None:
    """Add somebody, and print the one-time link by which they set a password."""
    require_database()
    try:
        email = tidy_email(email)
        password = _read_password(email) if password_stdin else None
        account, link = accounts.invite(email, role)
    except RefusedError as error:
        _fail(str(error))
    _finish(account, link, password, f"{email} is an {role} now")


@group.command("reset")
@click.argument("email")
@with_password
def reset(email: str, password_stdin: bool) -> None:
    """Take password and second factor away, and print a one-time link for new ones."""
    require_database()
    account = _find(email)
    try:
        password = _read_password(account.email) if password_stdin else None
    except RefusedError as error:
        _fail(str(error))
    link = accounts.reset(account, removes_second_factor=True)
    _finish(account, link, password, f"{account.email} has no second factor now and is signed out")


@group.command("list")
def show() -> None:
    """One line for each account: email, role and how it stands."""
    require_database()
    for account in db.session.scalars(select(Account).order_by(Account.email)):
        password = "with a password" if account.password_hash else "waits for a password"
        factor = ", with a second factor" if account.totp_secret else ""
        standing = password if account.active else "closed"
        click.echo(f"{account.email}  {account.role}  {standing}{factor}")


def _find(email: str) -> Account:
    known = list(db.session.scalars(select(Account.email)))
    tidy = email.strip().lower()
    account: Account | None = db.session.scalar(select(Account).where(Account.email == tidy))
    if account is None:
        _fail(f'There is no account "{tidy[:100]}"{did_you_mean(tidy, known)}')
    return account


def _read_password(email: str) -> str:
    password = sys.stdin.read().rstrip("\r\n")
    passwords.refuse_weak(password, email)
    return password


def _finish(account: Account, link: str, password: str | None, done: str) -> None:
    """With a password at hand the link is not needed."""
    if password is not None:
        accounts.set_password(account, passwords.hashed(password))
        audit.record("set a password", account.email)
    db.session.commit()
    click.echo(f"{done}.", err=True)
    if password is None:
        hours = "72 hours" if account.last_signed_in is None else "1 hour"
        click.echo(f"This link sets a password, once, within {hours}:", err=True)
        click.echo(link)


def _fail(problem: str) -> NoReturn:
    click.echo(problem, err=True)
    sys.exit(1)
