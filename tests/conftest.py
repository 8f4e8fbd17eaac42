"""What every test can use: a site with the shipped content and courses, and clients for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site import create_app, settings
from careers_site.content.library import library
from careers_site.content.parsing import Library
from careers_site.serving import prepare
from tests.checking import CheckingClient

ROOT = Path(__file__).resolve().parent.parent


def make_settings(instance: Path, **changes: object) -> settings.Settings:
    """Settings for a site whose data is in `instance`, with the checkout's content."""
    environ = {"INSTANCE_PATH": str(instance), "SITE_URL": "http://localhost"}
    return replace(settings.read(environ), **changes)  # type: ignore[arg-type]


def make_app(instance: Path, **changes: object) -> Flask:
    app = create_app(make_settings(instance, **changes))
    app.config.update(TESTING=True)
    app.test_client_class = CheckingClient
    return app


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a site on its first start: content and courses loaded, indexed."""
    instance = tmp_path_factory.mktemp("prepared")
    app = make_app(instance)
    with app.app_context():
        prepare()
    return instance


@pytest.fixture(scope="session")
def site(prepared: Path) -> Flask:
    """A site shared by tests that only read."""
    return make_app(prepared)


@pytest.fixture
def app(prepared: Path, tmp_path: Path) -> Iterator[Flask]:
    """A site of the test's own, which it may change."""
    shutil.copytree(prepared, tmp_path / "instance")
    app = make_app(tmp_path / "instance")
    with app.app_context():
        yield app


@pytest.fixture(scope="session")
def shipped(site: Flask) -> Library:
    """The library of the shipped content."""
    with site.app_context():
        return library()


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    return site.test_client()
