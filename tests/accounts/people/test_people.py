"""Admins invite, change roles, close accounts and hand over links."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.accounts.models import ADMIN, EDITOR, Account, RefusedError
from careers_site.accounts.people import accounts
from careers_site.platform.extensions import db
from tests.accounts.hands import (
    PASSWORD,
    account,
    again,
    audited,
    is_signed_in,
    link_in,
    new_browser,
    try_password,
)
from tests.editor.conftest import ADMIN_EMAIL, EDITOR_EMAIL, Browser, add_account, read_csrf, send

SOMEBODY = "somebody@example.org"


def page_of(email: str) -> str:
    return f"/editor/people/{again(email).id}"


def do(admin: Browser, email: str, what: str, **fields: str) -> int:
    page = page_of(email)
    return send(admin, f"{page}/{what}", form="/editor/people", **fields).status_code


def test_an_admin_invites_an_editor_who_then_signs_in(admin: Browser, app: Flask) -> None:
    answer = send(admin, "/editor/people/invite", email=" Somebody@Example.org ", role=EDITOR)
    link, browser = link_in(answer.text), new_browser(app)
    fields = {"token": link.partition("=")[2], "new_password": PASSWORD, "again": PASSWORD}
    browser.post("/sign-in/link", data={"csrf_token": read_csrf(browser, link), **fields})
    try_password(browser, email=SOMEBODY)
    assert is_signed_in(browser)
    assert again(SOMEBODY).role == EDITOR
    assert (ADMIN_EMAIL, "invited", SOMEBODY) in audited()
    assert SOMEBODY in admin.get("/editor/people").text


def test_nobody_is_invited_twice(admin: Browser) -> None:
    first = send(admin, "/editor/people/invite", email=SOMEBODY, role=EDITOR)
    second = send(admin, "/editor/people/invite", email=SOMEBODY.upper(), role=ADMIN)
    assert (first.status_code, second.status_code) == (200, 400)
    assert "has an account already" in second.text
    assert f'value="{SOMEBODY}"' in second.text
    assert again(SOMEBODY).role == EDITOR


def test_what_is_no_email_is_refused(admin: Browser) -> None:
    for email in [
        "",
        "a@b@c",
        "a\r\nBcc: x@example.org",
        "x" * 300 + "@e.org",
        "<script>@example.org",
        "=cmd|' /C calc'!A0",
    ]:
        assert send(admin, "/editor/people/invite", email=email, role=EDITOR).status_code == 400
        assert len(db.session.scalars(select(Account)).all()) == 1


def test_there_are_two_roles(admin: Browser) -> None:
    account()
    for role in ("", "Admin"):
        assert send(admin, "/editor/people/invite", email=SOMEBODY, role=role).status_code == 400
        assert do(admin, EDITOR_EMAIL, "role", role=role) == 400
        assert again().role == EDITOR


def test_a_new_role_ends_the_sessions_of_the_old(admin: Browser, browser: Browser) -> None:
    account()
    try_password(browser)
    assert do(admin, EDITOR_EMAIL, "role", role=ADMIN) == 303
    assert again().role == ADMIN
    assert not is_signed_in(browser)
    try_password(browser)
    assert browser.get("/editor").location == "/editor/account/second-factor"


def test_a_closed_account_is_out_until_it_is_opened_again(
    admin: Browser, browser: Browser, app: Flask
) -> None:
    account()
    try_password(browser)
    assert do(admin, EDITOR_EMAIL, "close") == 303
    assert not is_signed_in(browser)
    assert try_password(new_browser(app)).status_code == 400
    assert do(admin, EDITOR_EMAIL, "link") == 400
    assert do(admin, EDITOR_EMAIL, "open") == 303
    assert not is_signed_in(browser)
    assert try_password(new_browser(app)).status_code == 303


def test_a_reset_takes_the_second_factor_away_only_where_it_is_ticked(admin: Browser) -> None:
    secret = "A" * 32
    account(totp_secret=secret)
    do(admin, EDITOR_EMAIL, "link")
    assert again().totp_secret == secret
    assert again().password_hash is None
    do(admin, EDITOR_EMAIL, "link", second_factor="y")
    assert again().totp_secret is None


@pytest.mark.parametrize(
    ("what", "fields"), [("role", {"role": EDITOR}), ("close", {}), ("link", {})]
)
def test_an_admin_does_none_of_it_to_themself(
    what: str, fields: dict[str, str], admin: Browser
) -> None:
    account("other@example.org", ADMIN)
    assert do(admin, ADMIN_EMAIL, what, **fields) == 400
    assert again(ADMIN_EMAIL).is_admin
    assert again(ADMIN_EMAIL).active
    assert admin.get("/editor/people").status_code == 200


def test_the_last_admin_stays(app: Flask) -> None:
    """Who is only invited, or closed, is no admin that could help."""
    last, by = account(ADMIN_EMAIL, ADMIN), account()
    add_account("invited@example.org", ADMIN)
    account("closed@example.org", ADMIN, active=False)
    with pytest.raises(RefusedError, match="only admin"):
        accounts.change_role(last, EDITOR, by)
    with pytest.raises(RefusedError, match="only admin"):
        accounts.set_active(last, by, active=False)
    account("second@example.org", ADMIN)
    accounts.change_role(last, EDITOR, by)
    assert last.role == EDITOR


def demote_each_other(app: Flask) -> int:
    """Two admins demote each other at once: how many admins are left."""
    first, second = account("first@example.org", ADMIN), account("second@example.org", ADMIN)
    pairs = [(first.id, second.id), (second.id, first.id)]

    def demote(whom: int, by: int) -> None:
        with app.app_context():
            mine, other = db.session.get(Account, by), db.session.get(Account, whom)
            assert mine
            assert other
            try:
                accounts.change_role(other, EDITOR, mine)
                db.session.commit()
            except RefusedError:
                db.session.rollback()

    threads = [Thread(target=demote, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    left = db.session.scalars(select(Account).where(Account.role == ADMIN)).all()
    return len(left)


@pytest.fixture
def no_accounts(on_postgresql: Flask) -> Iterator[Flask]:
    yield on_postgresql
    db.session.rollback()
    db.session.execute(Account.__table__.delete())
    db.session.commit()


@pytest.mark.parametrize("database", ["app", "no_accounts"])
def test_two_admins_who_demote_each_other_leave_one(
    database: str, request: pytest.FixtureRequest
) -> None:
    assert demote_each_other(request.getfixturevalue(database)) == 1


def test_an_account_that_is_not_there_is_not_found(admin: Browser) -> None:
    for number in ["999", "99999999999999999999", "x"]:
        assert admin.get(f"/editor/people/{number}").status_code == 404


def test_a_page_that_is_not_there_is_said_so(admin: Browser) -> None:
    for page in ["2", "²"]:
        assert admin.get(f"/editor/people?page={page}").status_code == 400


def test_many_people_are_paged(admin: Browser) -> None:
    db.session.add_all(Account(email=f"p{n:03}@example.org", role=EDITOR) for n in range(120))
    db.session.commit()
    assert "p000@" in admin.get("/editor/people").text
    last = admin.get("/editor/people?page=3").text
    assert "p119@" in last
    assert "p000@" not in last
