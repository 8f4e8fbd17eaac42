"""What a first visit to the job profile weighs; run with `-s` to see the figures."""

from __future__ import annotations

from typing import Any

from tests.browser.budgets import BUDGETS
from tests.browser.conftest import Open

MOST_BYTES = BUDGETS["bytes"]["first_visit"]


def test_the_job_profile_weighs_at_most_60_kb_over_the_wire(open_browser: Open) -> None:
    reader = open_browser()
    sizes = _sizes(reader.context.new_cdp_session(reader.page), reader)
    total = sum(sizes.values())
    shown = "\n".join(f"{size:>8,}  {url}" for url, size in sizes.items())
    print(f"\n{shown}\n{total:>8,}  bytes in all; at most {MOST_BYTES:,}")
    kinds = {url.rpartition(".")[2] for url in sizes}
    assert {"css", "js", "woff2"} <= kinds, f"not everything was measured: {kinds}"
    assert total <= MOST_BYTES, f"{total:,} bytes:\n{shown}"


def _sizes(session: Any, reader: Any) -> dict[str, int]:
    """Bytes over the wire of each answer, headers included."""
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on(
        "Network.requestWillBeSent",
        lambda event: addresses.update({event["requestId"]: event["request"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update(
            {addresses[event["requestId"]]: int(event["encodedDataLength"])}
        ),
    )
    session.send("Network.enable")
    reader.visit("/portage-home-visitor")
    reader.page.wait_for_load_state("networkidle")
    return sizes
