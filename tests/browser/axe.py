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
        # AAA's bar for contrast takes the place of AA's, which is lower: see CONFIGURED. Of AAA
        # nothing else is asked.
        "color-contrast-enhanced": {"enabled": True},
        "color-contrast": {"enabled": False},
        "identical-links-same-purpose": {"enabled": False},
    },
    "resultTypes": ["violations"],
    # No rule of these needs the style sheets fetched once more.
    "preload": False,
}
# As it comes, the rule of AAA leaves out what the rule of AA would name.
CONFIGURED = """axe.configure({checks: [{id: "color-contrast-enhanced", options: {
    ...axe._audit.checks["color-contrast-enhanced"].options,
    contrastRatio: {normal: {expected: 7}, large: {expected: 4.5}},
}}]})"""
# Where scripts are switched off timers never ring, and axe waits for some.
NO_TIMERS = """window.setTimeout = (run, _wait, ...given) => {
    if (typeof run === "function") Promise.resolve().then(() => run(...given));
    return 0;
}"""


# What stands at the top and the bottom of every page.
FRAME = "{exclude: [['body > header'], ['body > footer']]}"


def violations(page: Page, *, javascript: bool = True, frame: bool = True) -> list[str]:
    """What axe finds on the page, with or without its frame, a sentence for each place."""
    if not javascript:
        page.evaluate(NO_TIMERS)
    page.evaluate(f"{AXE_SCRIPT};{CONFIGURED}")
    where = "document" if frame else FRAME
    run = f"axe.run({where}, {json.dumps(OPTIONS)})"
    found = page.evaluate(f"{run}.then(found => found.violations)")
    return [
        f"{rule['id']}: {rule['help']}: {node['failureSummary']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]
