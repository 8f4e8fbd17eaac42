"""A made-up catalogue imported by our own command into an instance of its own, and timed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import catalogue

PROGRAM = Path(sys.executable).with_name("careers-site")


@dataclass(frozen=True)
class Loaded:
    """An instance with a catalogue in it, and what it took to import."""

    size: int
    instance: str
    seconds: float
    cpu: float
    peak_mb: float
    index_mb: float
    database_mb: float
    report: str
    again_seconds: float
    again_report: str


def environment(instance: Path, port: int = 8971) -> dict[str, str]:
    return {**os.environ, "INSTANCE_PATH": str(instance), "PORT": str(port), "RATE_LIMIT": "0"}


def load(size: int, folder: Path) -> Loaded:
    """Import a catalogue of `size` courses, or tell of the time when it was done in `folder`."""
    told = folder / f"loaded-{size}.json"
    if told.exists():
        return Loaded(**json.loads(told.read_text(encoding="utf-8")))
    data, instance = folder / f"data-{size}", folder / f"instance-{size}"
    file = catalogue.write(size, data)
    if not instance.exists():
        run(instance, "content", "load")
    command = ["courses", "import", str(file), "--format", "dfe", "--all"]
    command += ["--providers", str(data / "providers.csv"), "--lars", str(data / "lars.csv")]
    seconds, cpu, peak, report = run(instance, *command)
    again = run(instance, *command)
    loaded = Loaded(
        size=size,
        instance=str(instance),
        seconds=seconds,
        cpu=cpu,
        peak_mb=peak,
        index_mb=megabytes(instance / "index"),
        database_mb=megabytes(instance / "site.db"),
        report=report,
        again_seconds=again[0],
        again_report=again[3],
    )
    told.write_text(json.dumps(asdict(loaded)), encoding="utf-8")
    return loaded


def run(instance: Path, *args: str) -> tuple[float, float, float, str]:
    """Run a command of ours: seconds, seconds of CPU, most memory in MB, and what it said."""
    began = time.monotonic()
    with subprocess.Popen(
        [PROGRAM, *args], env=environment(instance), stdout=subprocess.PIPE, text=True
    ) as process:
        said = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(args)}: exit status {process.returncode}")
    cpu = used.ru_utime + used.ru_stime
    return time.monotonic() - began, cpu, used.ru_maxrss / 1024, said


def megabytes(path: Path) -> float:
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files) / 2**20


if __name__ == "__main__":
    print(load(int(sys.argv[1]), Path(sys.argv[2])))
