"""Guessing is slow, and strangers cannot lock the owner out."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from careers_site.accounts.models import FailedSignIns
from careers_site.accounts.sign_in import passwords, throttle
from careers_site.platform.clock import now
from careers_site.platform.extensions import db
from careers_site.platform.web.rate_limits import network_of
from tests.accounts.hands import OTHER, account, is_signed_in, new_browser, try_password
from tests.editor.conftest import EDITOR_EMAIL, Browser, read_csrf


def fail(
    browser: Browser, times: int, email: str = EDITOR_EMAIL, address: str = "192.0.2.1"
) -> list[int]:
    token = read_csrf(browser, "/sign-in")
    fields = {"csrf_token": token, "email": email, "password": OTHER}
    place = {"REMOTE_ADDR": address}
    return [
        browser.post("/sign-in", data=fields, environ_base=place).status_code for _ in range(times)
    ]


def sign_out(browser: Browser) -> None:
    browser.post("/sign-out", data={"csrf_token": read_csrf(browser, "/editor/account")})


def let_time_pass(span: timedelta) -> None:
    """As if every failure had been so long ago."""
    for row in db.session.scalars(select(FailedSignIns)):
        row.last, row.wait_until = row.last - span, row.wait_until - span
    db.session.commit()


def test_after_five_failures_one_waits(browser: Browser) -> None:
    account()
    assert fail(browser, 7) == [400] * 5 + [429] * 2
    answer = try_password(browser)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert "Wait 1 minute" in answer.text


def test_an_email_without_an_account_waits_as_long(browser: Browser) -> None:
    assert fail(browser, 6, email="nobody@example.org") == [400] * 5 + [429]


def test_waits_grow_and_end_on_their_own(browser: Browser) -> None:
    account()
    fail(browser, 5)
    for minutes in (1, 2, 4, 8, 15, 15):
        let_time_pass(timedelta(minutes=minutes, seconds=-20))
        assert fail(browser, 1) == [429]
        let_time_pass(timedelta(seconds=20))
        assert fail(browser, 1) == [400]
    let_time_pass(timedelta(minutes=15))
    assert try_password(browser).status_code == 303


def test_after_an_hour_failures_are_forgotten(browser: Browser) -> None:
    account()
    fail(browser, 5)
    let_time_pass(timedelta(minutes=61))
    assert fail(browser, 6) == [400] * 5 + [429]


def test_signing_in_begins_anew(browser: Browser, app: Flask) -> None:
    account()
    fail(browser, 4)
    assert try_password(browser).status_code == 303
    assert fail(new_browser(app), 6) == [400] * 5 + [429]


def test_one_address_waits_whatever_emails_it_tries(browser: Browser) -> None:
    statuses = [fail(browser, 1, email=f"name-{n}@example.org")[0] for n in range(22)]
    assert statuses == [400] * 20 + [429] * 2
    assert fail(browser, 1, email="other@example.org", address="192.0.2.2") == [400]


def test_addresses_of_one_household_count_as_one() -> None:
    first, second, other = "2001:db8:1:2::3", "2001:db8:1:2:ffff::4", "2001:db8:1:3::3"
    app_keys = {address: network_of(address) for address in (first, second, other)}
    assert app_keys[first] == app_keys[second] != app_keys[other]
    assert network_of("192.0.2.1") == "192.0.2.1"
    assert network_of("unix:") == "unix:"


def test_signing_in_with_an_own_account_does_not_free_an_address(app: Flask) -> None:
    account("mine@example.org")
    for n in range(25):
        if n % 5 == 4:
            try_password(new_browser(app), email="mine@example.org")
        fail(new_browser(app), 1, email=f"name-{n}@example.org", address="127.0.0.1")
    assert fail(new_browser(app), 1, email="x@example.org", address="127.0.0.1") == [429]


def test_strangers_do_not_lock_out_a_browser_that_signed_in_before(
    signed_in: Browser, app: Flask
) -> None:
    sign_out(signed_in)
    assert fail(new_browser(app), 6)[-1] == 429
    assert try_password(signed_in).status_code == 303


def test_a_known_browser_may_not_guess_for_ever_either(signed_in: Browser) -> None:
    sign_out(signed_in)
    assert fail(signed_in, 6) == [400] * 5 + [429]


def test_a_browser_that_is_known_for_one_account_is_a_stranger_to_another(
    browser: Browser, app: Flask
) -> None:
    account()
    account("other@example.org")
    try_password(browser, email="other@example.org")
    sign_out(browser)
    fail(new_browser(app), 5)
    assert fail(browser, 1) == [429]


@pytest.mark.parametrize("cookie", ["forged", "a.b.c\x00"])
def test_a_forged_cookie_makes_no_browser_known(cookie: str, browser: Browser, app: Flask) -> None:
    account()
    fail(new_browser(app), 5)
    browser.set_cookie("careers-known", cookie, path="/sign-in")
    assert fail(browser, 1) == [429]


def test_what_is_kept_names_nobody(browser: Browser) -> None:
    account()
    fail(browser, 1)
    rows = db.session.execute(text("SELECT * FROM failed_sign_ins")).all()
    assert len(rows) == 2
    assert "192.0.2" not in str(rows)
    assert "editor" not in str(rows)


def test_old_rows_are_removed(app: Flask) -> None:
    throttle.admit([throttle.of_address("192.0.2.1")])
    db.session.execute(update(FailedSignIns).values(last=now() - timedelta(hours=2)))
    db.session.commit()
    throttle.admit([throttle.of_address("192.0.2.2")])
    throttle.clean()
    assert db.session.scalar(select(func.count()).select_from(FailedSignIns)) == 1


def test_a_sign_in_that_succeeds_leaves_the_wait_that_others_on_its_address_began(
    app: Flask,
) -> None:
    address, mine = throttle.of_address("192.0.2.1"), throttle.of_account("mine@example.org")
    begun = now()
    assert throttle.admit([mine, address], begun) == 0
    while throttle.admit([address]) == 0:
        pass
    throttle.succeeded(begun, mine, address)
    db.session.commit()
    assert throttle.admit([address]) > 0


def test_a_sign_in_that_succeeds_takes_its_own_wait_along(app: Flask) -> None:
    address, mine = throttle.of_address("192.0.2.1"), throttle.of_account("mine@example.org")
    for _ in range(19):
        throttle.admit([address])
    begun = now()
    assert throttle.admit([mine, address], begun) == 0
    throttle.succeeded(begun, mine, address)
    db.session.commit()
    assert throttle.admit([address]) == 0


def test_the_second_click_waits_for_the_first_and_is_admitted_on_postgresql(
    on_postgresql: Flask,
) -> None:
    mine, begun = throttle.of_account("double@example.org"), now()
    throttle.admit([mine], begun)
    throttle.succeeded(begun, mine)
    waits: list[int] = []

    def second_click() -> None:
        with on_postgresql.app_context():
            waits.append(throttle.admit([mine]))

    second = Thread(target=second_click)
    second.start()
    wanted = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    give_up = time.monotonic() + 20
    with db.engine.connect() as other:
        while not other.scalar(wanted) and time.monotonic() < give_up:
            other.rollback()
    db.session.commit()
    second.join(20)
    assert waits == [0]


def at_once(app: Flask, threads: int) -> int:
    """How many of so many attempts at the same time are let through."""
    waits: list[int] = []

    def attempt() -> None:
        with app.app_context():
            waits.append(throttle.admit([throttle.of_account("a@b"), throttle.of_address("::1")]))
            db.session.remove()

    all_of_them = [Thread(target=attempt) for _ in range(threads)]
    for thread in all_of_them:
        thread.start()
    for thread in all_of_them:
        thread.join()
    assert len(waits) == threads
    return waits.count(0)


@pytest.mark.parametrize("database", ["app", "on_postgresql"])
def test_fifty_attempts_at_once_are_not_let_through(
    database: str, request: pytest.FixtureRequest
) -> None:
    assert at_once(request.getfixturevalue(database), 50) == 5


def test_fifty_forms_at_once_check_five_passwords_at_most(app: Flask) -> None:
    account()
    statuses: list[int] = []
    threads = [Thread(target=lambda: statuses.extend(fail(new_browser(app), 1))) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Some find too many there and are not checked.
    assert statuses.count(400) <= 5
    assert set(statuses) <= {400, 429, 503}


@pytest.fixture
def crowded() -> Iterator[None]:
    """As many as may be are checking passwords."""
    with ExitStack() as stack:
        for _ in range(passwords.MOST_HERE):
            assert passwords._entrance.acquire(blocking=False)
            stack.callback(passwords._entrance.release)
        yield


def test_when_too_many_passwords_are_checked_one_is_told_and_not_counted(
    browser: Browser, request: pytest.FixtureRequest
) -> None:
    account()
    request.getfixturevalue("crowded")
    answers = [try_password(browser) for _ in range(7)]
    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].headers["Retry-After"] == "5"
    assert not is_signed_in(browser)
