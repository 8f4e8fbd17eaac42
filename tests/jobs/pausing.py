"""A worker that stops for ever at one place: INSTANCE MODULE:NAME [CALL].

DATABASE_URL names its database, if that is not the instance's own.
Says "there" when it comes to that place (for the CALLth time), so that it can be killed there.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from careers_site.jobs.worker import Worker
from tests.conftest import make_app

# A worker that does not come to the place ends, so that who waits for it hears of it.
WITHIN_SECONDS = 60


def pause_at(place: str, call: int) -> None:
    """Replace the function at `place` by one that never returns."""
    module, _, path = place.partition(":")
    owner: Any = import_module(module)
    *parents, name = path.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    original, calls = getattr(owner, name), [0]

    @wraps(original)
    def pausing(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        if calls[0] == call:
            print("there", flush=True)
            time.sleep(10 * WITHIN_SECONDS)
        return original(*given, **named)

    setattr(owner, name, pausing)


if __name__ == "__main__":
    instance, place, *call = sys.argv[1:]
    address = os.environ.get("DATABASE_URL")
    app = make_app(Path(instance), **({"database_url": address} if address else {}))
    pause_at(place, int(*call or [1]))
    give_up = time.monotonic() + WITHIN_SECONDS
    Worker(app, threading.Event(), lambda: time.monotonic() < give_up).work()
