"""axe: WCAG 2.2 AA and best practice, also on pages whose scripts are switched off."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OPTIONS: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    # No rule of these needs the style sheets fetched once more.
    "preload": False,
}
# Where scripts are switched off timers never ring, and axe waits for some.
NO_TIMERS = """window.setTimeout = (run, _wait, ...given) => {
    if (typeof run === "function") Promise.resolve().then(() => run(...given));
    return 0;
}"""


def violations(page: Page, *, javascript: bool = True, contrast: bool = True) -> list[str]:
    """What axe finds on the page, a sentence for each place.

    Contrast takes most of its time, so that who looks at one page often can look at it once.
    """
    rules = {**OPTIONS["rules"], "color-contrast": {"enabled": contrast}}
    if not javascript:
        page.evaluate(NO_TIMERS)
    page.evaluate(AXE_SCRIPT)
    options = json.dumps({**OPTIONS, "rules": rules})
    found = page.evaluate(f"axe.run({options}).then(found => found.violations)")
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def pale(page: Page) -> list[str]:
    """Text whose contrast is below 7, the AAA bar, a sentence for each place."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "axe.run({runOnly: {type: 'rule', values: ['color-contrast-enhanced']}, preload: false})"
        ".then(found => found.violations.flatMap(rule => rule.nodes))"
    )
    return [f"{node['failureSummary']}: {node['html'][:120]}" for node in found]
