"""A site with the content and the courses that ship with it, and small catalogues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site import errors, extensions, security, settings, templating
from careers_site.content import files
from careers_site.courses import commands, views
from careers_site.courses.catalogue import course_index
from careers_site.courses.importing import load_shipped
from careers_site.search import commands as search_commands

ROOT = Path(__file__).parents[2]


def make_app(instance: Path) -> Flask:
    config = settings.read({"INSTANCE_PATH": str(instance), "SECRET_KEY": "a key for the tests"})
    app = Flask("careers_site", static_folder=None, instance_path=str(instance))
    app.config.update(
        SETTINGS=config, SECRET_KEY=config.secret_key, SQLALCHEMY_DATABASE_URI=config.database_url,
    )
    templating.init_app(app)
    extensions.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    app.jinja_env.globals.update(undefined=None, null=None)
    app.register_blueprint(views.bp)
    commands.register_commands(app)
    search_commands.register_commands(app)
    return app
