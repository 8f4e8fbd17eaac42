"""A browser window that notes whatever should not happen in it."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Request, Response

from tests.browser import axe


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

    def check(self) -> None:
        """The page as it is now: nothing for axe to name, nothing wider than the window."""
        self.check_axe()
        self.check_width()

    def check_axe(self) -> None:
        found = axe.violations(self.page, javascript=self.javascript)
        assert not found, f"{self.page.url}\n" + "\n".join(found)

    def check_width(self) -> None:
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
