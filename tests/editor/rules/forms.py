"""The form of a rule as a browser would send it back."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import MultiDict

from tests.checking import read_page
from tests.editor.conftest import Browser


def fields(page: str) -> MultiDict[str, str]:
    """Everything that the form of the page holds, ticked and chosen as it was opened."""
    found: MultiDict[str, str] = MultiDict()
    form = next(
        one for one in read_page(page).all("form") if one.find(".//input[@name='was']") is not None
    )
    for one in form.iter():
        name, kind = one.get("name"), one.get("type", "")
        if one.tag == "select":
            chosen = [
                x.get("value", "") for x in one.iter("option") if x.get("selected") is not None
            ]
            first = next(one.iter("option"), None)
            found.add(name, chosen[0] if chosen else first.get("value", ""))  # type: ignore[union-attr]
        elif one.tag == "textarea":
            found.add(name, one.text or "")
        elif (
            one.tag == "input"
            and name
            and (kind not in ("checkbox", "radio") or one.get("checked") is not None)
        ):
            found.add(name, one.get("value", ""))
    return found


def send(browser: Browser, url: str, do: str = "save", **changes: Any) -> Any:
    """Open the form, change some inputs and press a button; a list ticks several."""
    sent = fields(browser.get(url).text)
    for name, value in changes.items():
        sent.setlist(name.replace("__", "."), value if isinstance(value, list) else [value])
    sent.setlist("do", [do])
    return browser.post(url, data=sent)
