"""Two ways to use a page: a mouse, or nothing but the keyboard."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Page

# What the element in focus is called: its label, or its text.
NAME = """() => {
    const here = document.activeElement;
    const name = here.labels?.length ? here.labels[0].textContent : here.textContent;
    return name.replace(/\\s+/g, " ").trim();
}"""
MOST_TABS = 150


class Hands(Protocol):
    def follow(self, link: str) -> None: ...
    def choose(self, answer: str) -> None: ...
    def tick(self, answer: str) -> None: ...
    def press(self, button: str) -> None: ...
    def fill(self, field: str, text: str) -> None: ...


class Mouse:
    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, link: str) -> None:
        self.page.locator("a[href]", has_text=link).first.click()

    def choose(self, answer: str) -> None:
        self.page.get_by_label(answer, exact=True).click()

    def tick(self, answer: str) -> None:
        self.choose(answer)

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button).click()

    def fill(self, field: str, text: str) -> None:
        self.page.get_by_label(field).click()
        self.page.keyboard.type(text)


class Keyboard:
    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, link: str) -> None:
        self._reach(link, "a[href]")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, answer: str) -> None:
        """Reach the group with Tab, then move in it with the arrow keys."""
        self._reach("", "input[type=radio]")
        keys = self.page.keyboard
        keys.press("Space")
        for _ in range(self.page.locator("input[type=radio]").count()):
            if self.page.evaluate(NAME) == answer:
                return
            keys.press("ArrowDown")
        raise AssertionError(f"no answer {answer!r} was reached on {self.page.url}")

    def tick(self, answer: str) -> None:
        self._reach(answer, "input[type=checkbox]")
        self.page.keyboard.press("Space")

    def press(self, button: str) -> None:
        # GOV.UK's start button is a link that looks like a button.
        self._reach(button, "button, [role=button]")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def fill(self, field: str, text: str) -> None:
        self._reach(field, "input")
        self.page.keyboard.type(text)

    def _reach(self, name: str, selector: str) -> None:
        for _ in range(MOST_TABS):
            fits = self.page.evaluate("what => document.activeElement.matches(what)", selector)
            if fits and name.casefold() in self.page.evaluate(NAME).casefold():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} tabs do not reach {name!r} on {self.page.url}")
