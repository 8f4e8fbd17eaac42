"""An import in a process of its own, which can be killed: INSTANCE FILE SOURCE.

Says "ready" when it is about to begin and "done" when its change can be searched.
"""

from __future__ import annotations

import sys
from pathlib import Path

from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.importing.load import import_file
from tests.conftest import make_app

if __name__ == "__main__":
    instance, file, source = sys.argv[1:]
    with make_app(Path(instance)).app_context():
        print("ready", flush=True)
        import_file(Path(file), source, allow_withdrawals=True)
        catch_up()
        print("done", flush=True)
