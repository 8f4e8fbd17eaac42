"""The browsers of the editors' area, and a site whose tables are in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from careers_site.platform.extensions import db, upgrade_database
from tests.accounts.hands import account, try_password
from tests.conftest import make_app
from tests.editor.conftest import Browser, admin, browser, csrf, editor, post

__all__ = ["admin", "browser", "csrf", "editor", "post"]


@pytest.fixture
def on_postgresql(postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    address = postgresql.replace("postgresql://", "postgresql+psycopg://", 1)
    app = make_app(tmp_path_factory.mktemp("instance"), database_url=address)
    with app.app_context():
        upgrade_database()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def signed_in(browser: Browser) -> Browser:
    """A browser in which somebody with an account of PASSWORD has signed in by the form."""
    account()
    try_password(browser)
    return browser
