"""A browser window that notes whatever should not happen in it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Request,
    Response,
    expect,
)

from tests.browser import axe
from tests.browser.states import Look

LONGEST_WAIT_MS = 45_000
expect.set_options(timeout=LONGEST_WAIT_MS)
# As much as 1280 px by 1024 px show at 400 %, which is 320 px wide.
HEIGHT = 256
CLIPPED = """[...document.querySelectorAll("input, select")]
    .filter(one => one.offsetParent && one.scrollHeight > one.clientHeight + 1)
    .map(one => one.outerHTML.slice(0, 80))"""


class Watched:
    """One window of one reader."""

    def __init__(
        self,
        context: BrowserContext,
        base_url: str,
        *,
        javascript: bool,
        cookies: tuple[str, ...] = (),
    ) -> None:
        self.context = context
        # Readers have none; who is signed in has one.
        self.cookies = cookies
        self.base_url = base_url
        self.javascript = javascript
        self.page = context.new_page()
        self.problems: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", self._script)
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._response)

    def visit(self, path: str, status: int = 200) -> None:
        """Open an address of the site, which answers with this status."""
        answer = self.page.goto(path)
        assert answer is not None, path
        assert answer.status == status, f"{path} answered {answer.status}, not {status}"

    def look(self, look: Look) -> None:
        """See the open page as somebody else would; nothing is wider than the window."""
        self.page.set_viewport_size({"width": look.width, "height": HEIGHT})
        self.page.emulate_media(
            color_scheme="dark" if look.dark else "light",
            reduced_motion="reduce" if look.reduced_motion else "no-preference",
            forced_colors="active" if look.forced_colours else "none",
        )
        self.check_width()
        if look.with_axe:
            self.check_axe(frame=look.with_frame)

    def check_large_text(self) -> None:
        """With text of 200 % on a phone nothing is wider than the window, and no field cuts it."""
        self.page.set_viewport_size({"width": 360, "height": HEIGHT})
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        self.check_width()
        clipped = self.page.evaluate(CLIPPED)
        assert clipped == [], f"{self.page.url} clips text"

    def check(self) -> None:
        """The page as it is now: nothing for axe to name, nothing wider than the window."""
        self.check_axe()
        self.check_width()

    def check_axe(self, *, frame: bool = True) -> None:
        found = axe.violations(self.page, javascript=self.javascript, frame=frame)
        assert not found, f"{self.page.url}\n" + "\n".join(found)

    def check_width(self) -> None:
        # Just after a form was sent there may be no document yet.
        self.page.wait_for_load_state("domcontentloaded")
        wide, window = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert wide <= window, f"{self.page.url} is {wide} px wide in a window of {window} px"

    def take_problems(self) -> list[str]:
        """What happened since this was asked last, and should not have; and what is stored."""
        stored = self.context.storage_state()
        found, self.problems = self.problems, []
        names = [str(cookie.get("name")) for cookie in stored.get("cookies", [])]
        found += [f"cookie {name}" for name in names if name not in self.cookies]
        return found + [f"something stored: {origin}" for origin in stored.get("origins", [])]

    def _console(self, message: ConsoleMessage) -> None:
        # A page that answers 404 or 400 is reported here too; `visit` checks the status.
        about_status = message.text.startswith("Failed to load resource: the server responded")
        if message.type in {"error", "warning"} and not about_status:
            self.problems.append(f"console {message.type} on {self.page.url}: {message.text}")

    def _script(self, error: Error) -> None:
        self.problems.append(f"script error on {self.page.url}: {error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base_url, "data:", "about:")):
            self.problems.append(f"a request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # Aborted: the reader went on to another page before it came.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"a request failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.problems.append(f"{response.url} answered {response.status}")


def open_window(
    browser: Browser,
    base_url: str,
    *,
    width: int = 1280,
    javascript: bool = True,
    cookies: tuple[str, ...] = (),
    **options: Any,
) -> Watched:
    """A window with nothing stored, as `width=320, javascript=False, forced_colors="active"`."""
    options.setdefault("viewport", {"width": width, "height": 800})
    context = browser.new_context(
        base_url=base_url, java_script_enabled=javascript, locale="en-GB", **options
    )
    context.set_default_timeout(LONGEST_WAIT_MS)
    return Watched(context, base_url, javascript=javascript, cookies=cookies)
