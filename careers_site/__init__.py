"""Portage Careers: create_app() joins settings, extensions, blueprints and error pages."""

from __future__ import annotations

from importlib import import_module

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from careers_site import (
    assets,
    converters,
    database_faults,
    errors,
    extensions,
    logs,
    security,
    senders,
    settings,
    templating,
)
from careers_site.accounts import guard
from careers_site.page_cache import PageCache
from careers_site.requests import SiteRequest

# Each room that has addresses gives a blueprint `bp`; each that has commands registers them on it
# or on the application in `register_commands`.
ROOMS = (
    "careers_site.health",
    "careers_site.pages",
    "careers_site.quiz.views",
    "careers_site.advisers.views",
    "careers_site.advisers.batch_views",
    "careers_site.courses.views",
    "careers_site.api.views",
    "careers_site.editor.views",
    "careers_site.accounts.sign_in_views",
    "careers_site.accounts.link_views",
    "careers_site.accounts.second_factor_views",
    "careers_site.accounts.people_views",
    "careers_site.accounts.audit_views",
    "careers_site.editor.document_views",
    "careers_site.editor.page_views",
    "careers_site.editor.preview_views",
    "careers_site.editor.draft_views",
    "careers_site.editor.draft_settings",
    "careers_site.editor.merge_views",
    "careers_site.editor.history_views",
    "careers_site.editor.file_views",
    "careers_site.editor.table_views",
    "careers_site.editor.award_views",
    "careers_site.editor.course_views",
    "careers_site.editor.import_views",
    "careers_site.editor.import_decision_views",
    "careers_site.editor.course_change_views",
)
COMMANDS = (
    "careers_site.serving",
    "careers_site.jobs.commands",
    "careers_site.content.commands",
    "careers_site.advisers.commands",
    "careers_site.courses.commands",
    "careers_site.search.commands",
    "careers_site.accounts.commands",
    "careers_site.backup.commands",
)


def create_app(config: settings.Settings | None = None) -> Flask:
    """The site. Raises SettingsError when the environment holds a value that cannot be used."""
    config = config or settings.read()
    app = Flask(__name__, static_folder=None, instance_path=str(config.instance))
    app.request_class = SiteRequest
    app.config.update(
        SETTINGS=config,
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        TRUSTED_HOSTS=config.hosts,
        RATELIMIT_STORAGE_URI=f"shared-memory://{config.instance / 'rates'}",
        RATELIMIT_STORAGE_OPTIONS={"secret": config.secret_key},
        COMPRESS_MIMETYPES=["text/html", "application/json", "text/plain", "application/xml"],
    )
    logs.init(app.logger)
    converters.init_app(app)
    templating.init_app(app)
    senders.init_app(app)
    # Before CSRF: who is not signed in hears of nothing else.
    guard.init_app(app)
    extensions.init_app(app)
    security.init_app(app)
    errors.init_app(app)
    database_faults.init_app(app)
    for room in ROOMS:
        app.register_blueprint(import_module(room).bp)
    for room in COMMANDS:
        import_module(room).register_commands(app)
    _wrap(app, config)
    return app


def _wrap(app: Flask, config: settings.Settings) -> None:
    """Static files and kept pages are answered before Flask; named proxies are believed."""
    static = WhiteNoise(
        PageCache(app.wsgi_app),
        immutable_file_test=assets.is_hashed,
        add_headers_function=security.set_file_headers,
    )
    static.add_files(str(assets.BUILD), prefix="static/build/")
    app.wsgi_app = static  # type: ignore[method-assign]
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
