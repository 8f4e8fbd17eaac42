"""create_app(): settings, extensions, blueprints, commands and error pages joined."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from careers_site import serving as serving
from careers_site.accounts import commands as accounts_commands
from careers_site.accounts.people import account_views as accounts_people_account_views
from careers_site.accounts.people import audit_views as accounts_people_audit_views
from careers_site.accounts.people import views as accounts_people_views
from careers_site.accounts.sessions import guard
from careers_site.accounts.sign_in import views as accounts_sign_in_views
from careers_site.advisers import batch_views as advisers_batch_views
from careers_site.advisers import commands as advisers_commands
from careers_site.advisers import views as advisers_views
from careers_site.api import views as api_views
from careers_site.assistants import commands as assistants_commands
from careers_site.backup import commands as backup_commands
from careers_site.content.tables.cells import as_of_words
from careers_site.courses import commands as courses_commands
from careers_site.courses.web import views as courses_web_views
from careers_site.editor.courses import at_once_views as editor_courses_at_once_views
from careers_site.editor.courses import views as editor_courses_views
from careers_site.editor.documents import file_views as editor_documents_file_views
from careers_site.editor.documents import history_views as editor_documents_history_views
from careers_site.editor.documents import owners_and_checks as editor_documents_owners_and_checks
from careers_site.editor.documents import page_views as editor_documents_page_views
from careers_site.editor.documents import (
    specification_views as editor_documents_specification_views,
)
from careers_site.editor.documents import views as editor_documents_views
from careers_site.editor.documents import writing_views as editor_documents_writing_views
from careers_site.editor.drafts import preview_views as editor_drafts_preview_views
from careers_site.editor.drafts import settings_views as editor_drafts_settings_views
from careers_site.editor.drafts import views as editor_drafts_views
from careers_site.editor.drafts.merging import merge_views as editor_drafts_merge_views
from careers_site.editor.drafts.schedule import schedule_views as editor_drafts_schedule_views
from careers_site.editor.drafts.second_look import look_views as editor_drafts_look_views
from careers_site.editor.drafts.second_look import outside_views as editor_drafts_outside_views
from careers_site.editor.feedback import views as editor_feedback_views
from careers_site.editor.home import views as editor_home_views
from careers_site.editor.imports import change_views as editor_imports_change_views
from careers_site.editor.imports import decision_views as editor_imports_decision_views
from careers_site.editor.imports import views as editor_imports_views
from careers_site.editor.imports import without_step_views as editor_imports_without_step_views
from careers_site.editor.rules import views as editor_rules_views
from careers_site.editor.tables import award_views as editor_tables_award_views
from careers_site.editor.tables import commands as editor_tables_commands
from careers_site.editor.tables import file_views as editor_tables_file_views
from careers_site.editor.tables import views as editor_tables_views
from careers_site.eligibility import wording
from careers_site.eligibility.sentences import in_sentence
from careers_site.feedback import views as feedback_views
from careers_site.jobs import commands as jobs_commands
from careers_site.platform import extensions, logs, settings
from careers_site.platform.database import faults
from careers_site.platform.web import assets, converters, errors, fair_threads, security, templating
from careers_site.platform.web.page_cache import PageCache
from careers_site.platform.web.requests import SiteRequest
from careers_site.publishing import commands as publishing_commands
from careers_site.quiz import views as quiz_views
from careers_site.quiz.finding_tree import finding_tree
from careers_site.readiness import views as readiness_views
from careers_site.services import views as services_views
from careers_site.site_pages import health as site_pages_health
from careers_site.site_pages import views as site_pages_views
from careers_site.site_search import views as site_search_views

# Modules with a blueprint `bp`.
BLUEPRINTS = (
    site_pages_health,
    site_pages_views,
    site_search_views,
    quiz_views,
    readiness_views,
    advisers_views,
    advisers_batch_views,
    courses_web_views,
    services_views,
    feedback_views,
    api_views,
    editor_home_views,
    accounts_sign_in_views,
    accounts_people_account_views,
    accounts_people_views,
    accounts_people_audit_views,
    editor_documents_views,
    editor_documents_owners_and_checks,
    editor_documents_writing_views,
    editor_documents_page_views,
    editor_documents_specification_views,
    editor_drafts_preview_views,
    editor_drafts_views,
    editor_drafts_settings_views,
    editor_drafts_schedule_views,
    editor_drafts_look_views,
    editor_drafts_outside_views,
    editor_drafts_merge_views,
    editor_documents_history_views,
    editor_documents_file_views,
    editor_rules_views,
    editor_tables_views,
    editor_tables_award_views,
    editor_tables_file_views,
    editor_courses_views,
    editor_courses_at_once_views,
    editor_imports_views,
    editor_imports_without_step_views,
    editor_imports_decision_views,
    editor_imports_change_views,
    editor_feedback_views,
)
# Modules with commands.
COMMANDS = (
    serving,
    jobs_commands,
    publishing_commands,
    advisers_commands,
    assistants_commands,
    courses_commands,
    editor_tables_commands,
    accounts_commands,
    backup_commands,
)


def create_app(config: settings.Settings | None = None) -> Flask:
    """The site. Raises SettingsError when the environment holds a value that cannot be used."""
    config = config or settings.read()
    app = Flask("careers_site", static_folder=None, instance_path=str(config.instance))
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
    fair_threads.init_app(app)
    # Before CSRF: who is not signed in hears of nothing else.
    guard.init_app(app)
    extensions.init_app(app)
    fair_threads.queue_computed_pages(app)
    security.init_app(app)
    errors.init_app(app)
    faults.init_app(app)
    app.jinja_env.filters["in_years"] = wording.months
    app.jinja_env.filters["in_sentence"] = in_sentence
    app.jinja_env.filters["as_of"] = as_of_words
    app.jinja_env.filters["finding_tree"] = finding_tree
    for module in BLUEPRINTS:
        app.register_blueprint(module.bp)
    for module in COMMANDS:
        module.register_commands(app)
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
