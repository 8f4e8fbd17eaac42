"""Processes of their own, to be killed: forked from one that has imported the site already.

To start Python, import the site and read its content takes four seconds of a processor; a fork
takes a hundredth of one.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType

# The command line of the site, as `careers-site` runs it.
CAREERS_SITE = "import sys; from careers_site.cli import main; sys.exit(main())"
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.preloaded"])


class Program:
    """A Python program as `subprocess.Popen` would run it: `-m MODULE …` or `-c TEXT …`.

    What it says, errors too, is in `stdout`.
    """

    def __init__(
        self, kind: str, program: str, *given: object, environ: Mapping[str, str] | None = None
    ) -> None:
        reader, writer = CONTEXT.Pipe(duplex=False)
        arguments = [program, *map(str, given)]
        # The server of forks was started with the environment of another test.
        asked = (writer, kind, arguments, dict(os.environ | (environ or {})))
        self._process = CONTEXT.Process(target=_run, args=asked, daemon=True)
        self._process.start()
        writer.close()
        self.stdout = os.fdopen(os.dup(reader.fileno()), encoding="utf-8")
        reader.close()

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.wait()
        self.stdout.close()

    def end(self) -> None:
        """Kill it if it still runs, and let go of what it said."""
        self._process.kill()
        self._process.join()
        self.stdout.close()

    def ended(self, timeout: float = 60) -> tuple[int | None, str]:
        """How it ended by itself, and all that it said."""
        said = self.stdout.read()
        code = self.wait(timeout)
        self.end()
        return code, said

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()

    def wait(self, timeout: float | None = None) -> int | None:
        """How it ended: below nothing, the signal; None where it goes on after the time."""
        self._process.join(timeout)
        return self._process.exitcode


def _run(output: Connection, kind: str, arguments: list[str], environ: dict[str, str]) -> None:
    for number in (1, 2):
        os.dup2(output.fileno(), number)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)
    os.environ.clear()
    os.environ.update(environ)
    if kind == "-m":
        sys.argv = arguments
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = ["-c", *arguments[1:]]
        exec(arguments[0], {"__name__": "__main__"})
    sys.stdout.flush()
