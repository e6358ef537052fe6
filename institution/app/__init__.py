"""Put the parts together; refuse to start where one is weak, unknown or unguarded."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, g
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.orm import configure_mappers

import institution.accounts.views
import institution.drafts.views
import institution.flags.views
import institution.fostercare.views
import institution.handover.views
import institution.incidents.views
import institution.logs.views
import institution.moving.views
import institution.offline.views
import institution.plans.views
import institution.reports.views
import institution.timeline.views
import institution.trends.views
import institution.voice.views
from institution.accounts import signing_in
from institution.app.application import Institution
from institution.app.connecting import connect
from institution.audit.services import note_refusal, note_use
from institution.cases import scope
from institution.config import Settings, from_environment
from institution.content import editions
from institution.content.daily_log import daily_log
from institution.content.deadlines import deadlines
from institution.content.flags import flags as flag_content
from institution.content.foster_forms import foster_forms
from institution.content.incidents import incidents as incident_content
from institution.content.krith import krith
from institution.content.plans import plans as plan_content
from institution.content.status_report import status_report
from institution.content.voice import voice as voice_content
from institution.content.worries_strengths import worries_strengths
from institution.db import schema
from institution.db.engine import Database
from institution.db.sealing import read_key_file
from institution.web import (
    cookies,
    fetching,
    files,
    guard,
    headers,
    health,
    languages,
    navigation,
    packing,
    refusals,
    rules,
    words,
)

TOP = Path(__file__).resolve().parents[2]
FEATURES = (
    institution.accounts.views,
    institution.drafts.views,
    institution.logs.views,
    institution.plans.views,
    institution.incidents.views,
    institution.moving.views,
    institution.trends.views,
    institution.flags.views,
    institution.fostercare.views,
    institution.handover.views,
    institution.offline.views,
    institution.reports.views,
    institution.timeline.views,
    institution.voice.views,
)
LARGEST_REQUEST = 8 * 1024 * 1024


def create_app(
    settings: Settings | None = None, clock: Callable[[], datetime] | None = None
) -> Flask:
    """Make the application.

    Args:
        settings: None reads the environment.
        clock: returns the aware moment it is; None: the clock of the machine.

    Raises:
        KeyFileError, WeakDatabaseError, UnknownSchemaError, UnguardedRouteError,
        ContentError: the application would not keep its promises.
    """
    settings = settings or from_environment()
    app = Institution("institution", static_folder=None, template_folder=str(TOP / "templates"))
    keyring = read_key_file(settings.key_file)
    _configure(app, settings)
    database = Database(settings.database_url, keyring)
    schema.check(database.engine)
    # Else the first who asks for anything waits for it.
    configure_mappers()
    _read_content(settings)
    _dress(app)
    doors = guard.Doors(
        visit=signing_in.visit,
        touch=signing_in.touch,
        child=scope.child,
        note_use=note_use,
        note_refusal=note_refusal,
        clock=clock or (lambda: datetime.now(UTC)),
    )
    guard.protect(app, database, doors)
    # Tablets send without a form; that address asks for its own header and token.
    CSRFProtect(app).exempt(institution.offline.views.syncing.sync)
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    connect(app)
    guard.check_routes(app)
    _surround(app, database, doors)
    return app


def _surround(app: Flask, database: Database, doors: guard.Doors) -> None:
    """Put around the framework what answers before it, and around all the headers."""
    again = guard.Again(app, database, doors)
    app.wsgi_app = headers.Headed(again)  # type: ignore[method-assign]


def _read_content(settings: Settings) -> None:
    """Read every content file, so that a wrong one stops the start."""
    editions.look_also_in(settings.content_folder)
    contents = (
        daily_log,
        flag_content,
        incident_content,
        status_report,
        plan_content,
        voice_content,
        deadlines.all,
        foster_forms.all,
        worries_strengths.all,
        krith.all,
    )
    for read in contents:
        read()


def _configure(app: Flask, settings: Settings) -> None:
    """Set what Flask needs to know."""
    key = (
        settings.secret_key
        or hashlib.sha256(b"cookies" + settings.key_file.read_bytes()).hexdigest()
    )
    app.config.update(
        SECRET_KEY=key,
        SESSION_COOKIE_NAME=cookies.FORM_NAME,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST,
        LANGUAGE=settings.language,
        TIME_ZONE=settings.time_zone,
        TRUSTED_PROXY=settings.trusted_proxy,
    )
    app.session_interface = cookies.FormCookie()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def _dress(app: Flask) -> None:
    """Add what every answer has; what is added last runs first after a view."""
    headers.add_headers(app)
    packing.pack_pages(app)
    fetching.answer_scripts(app)
    languages.speak(app)
    words.word_dates(app)
    files.serve_files(app)
    refusals.word_refusals(app)
    health.report(app)
    navigation.lead(app)
    rules.tell_rules(app)
    app.context_processor(lambda: {"now": g.work.now if g.get("work") else None})
