"""axe: WCAG 2.2 AA, best practice and AAA's contrast, also where scripts are switched off."""

from __future__ import annotations

import json
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OPTIONS: dict[str, Any] = {
    "runOnly": {
        "type": "tag",
        "values": [
            *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "best-practice"),
        ],
    },
    "rules": {
        "target-size": {"enabled": True},
        # It names what is below 7, AAA's bar, unless AA's rule names it too. Of AAA nothing
        # else is asked.
        "color-contrast-enhanced": {"enabled": True},
        "identical-links-same-purpose": {"enabled": False},
    },
    "resultTypes": ["violations"],
    # No rule of these needs the style sheets fetched once more.
    "preload": False,
}
# Where scripts are switched off timers never ring, and axe waits for some.
NO_TIMERS = """window.setTimeout = (run, _wait, ...given) => {
    if (typeof run === "function") Promise.resolve().then(() => run(...given));
    return 0;
}"""


def violations(page: Page, *, javascript: bool = True) -> list[str]:
    """What axe finds on the page, a sentence for each place."""
    if not javascript:
        page.evaluate(NO_TIMERS)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(f"axe.run({json.dumps(OPTIONS)}).then(found => found.violations)")
    return [
        f"{rule['id']}: {rule['help']}: {node['failureSummary']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
