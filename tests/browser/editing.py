"""A site for the tests of the editors' area, and windows in which somebody is signed in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser

from careers_site.accounts.models import ADMIN, EDITOR, Account
from tests.browser.watching import Watched, open_window
from tests.conftest import make_app
from tests.editor.conftest import add_account, sign_in
from tests.servers import serving

COOKIE = "careers"
# Of who is signed in, and of a browser in which somebody was.
COOKIES = (COOKIE, "careers-known")
EMAILS = {EDITOR: "editor@example.org", ADMIN: "admin@example.org"}


@dataclass(frozen=True)
class EditingSite:
    """A served site of its own, with an editor and an admin."""

    address: str
    app: Flask
    browser: Browser

    def window(self, role: str = EDITOR, *, signed_in: bool = True, **options: Any) -> Watched:
        """A window in which somebody of this role is signed in, or nobody yet."""
        watched = open_window(self.browser, self.address, cookies=COOKIES, **options)
        if not signed_in:
            return watched
        with self.app.app_context():
            account = Account.query.filter_by(email=EMAILS[role]).one()
            cookie = sign_in(self.app, account).get_cookie(COOKIE)
        assert cookie is not None
        watched.context.add_cookies([{"name": COOKIE, "value": cookie.value, "url": self.address}])
        return watched


@contextmanager
def editing_site(
    browser: Browser, instance: Path, files: Path, folder: Path
) -> Iterator[EditingSite]:
    """A served copy of an instance. With few example people: pages that list them are short."""
    shutil.copytree(instance, folder / "instance")
    app = make_app(folder / "instance", root=files)
    with app.app_context():
        for role, email in EMAILS.items():
            add_account(email, role)
    with serving(folder, RATE_LIMIT="0", FILES_PATH=str(files)) as server:
        yield EditingSite(server.address, app, browser)
