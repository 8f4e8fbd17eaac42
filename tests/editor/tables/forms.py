"""A form as a browser would send it back."""

from __future__ import annotations

import re
from html import unescape


def fields(page: str) -> dict[str, str]:
    """What a browser would send back of the form that this page is about, as it was opened."""
    form = page.partition("novalidate>")[2].partition("</form>")[0]
    found = dict(re.findall(r'<input[^>]* name="([a-z_]+)"[^>]* value="([^"]*)"', form))
    for name, inside in re.findall(r'<select[^>]* name="([a-z_]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    for name, text in re.findall(
        r'<textarea[^>]* name="([a-z_]+)".*?>(.*?)</textarea>', form, re.S
    ):
        found[name] = text
    for name in re.findall(r'name="([a-z_]+)" type="radio"', form):
        chosen = re.search(rf'name="{name}" type="radio" value="([^"]*)" checked', form)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in found.items() if not name.startswith("new_")}
