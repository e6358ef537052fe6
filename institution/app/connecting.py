"""What features give each other: signals, and what they show on each other's pages."""

from flask import Flask

import institution.flags.views
import institution.fostercare.views
import institution.handover.views
import institution.incidents.views
import institution.logs.views
import institution.moving.views
import institution.offline.views
import institution.plans.views
import institution.reports.pdf
import institution.reports.views.lists
import institution.trends.views
import institution.voice.views
from institution.access.work import Work
from institution.flags.services import on_addition, on_incident, on_log, on_said, on_week
from institution.fostercare.services import week_recorded
from institution.incidents.services import added
from institution.incidents.services import recorded as incident_recorded
from institution.logs.services import Kept, recorded
from institution.plans.services import tie_known
from institution.voice.services import said_now
from institution.web.entries import as_kinds


def connect(app: Flask) -> None:
    """Tie together features that do not know each other."""
    recorded.connect(on_log)
    recorded.connect(_tie_to_goals)
    week_recorded.connect(on_week)
    incident_recorded.connect(on_incident)
    added.connect(on_addition)
    said_now.connect(on_said)
    _share(app)


def _share(app: Flask) -> None:
    """Let features show what is theirs on each other's pages."""
    app.extensions["child_panels"] = (
        institution.voice.views.child_panel,
        institution.moving.views.child_panel,
        institution.flags.views.child_panel,
        institution.trends.views.week_panel,
        institution.incidents.views.child_panel,
    )
    app.extensions["child_marks"] = (institution.flags.views.child_marks,)
    app.extensions["wish_is_told"] = institution.flags.views.tells_wish
    app.extensions["shift_panels"] = (
        institution.incidents.views.shift_panel,
        institution.handover.views.shift_panel,
        institution.moving.views.shift_panel,
        institution.offline.views.shell.shift_panel,
    )
    app.extensions["entry_kinds"] = as_kinds(
        institution.logs.views.tablets.KIND,
        institution.incidents.views.tablets.KIND,
        *institution.handover.views.tablets.KINDS,
        institution.handover.views.steps.KIND,
        institution.fostercare.views.tablets.KIND,
    )
    app.extensions["inbox_panels"] = (
        institution.handover.views.inbox_panel,
        institution.fostercare.views.panels.inbox_panel,
    )
    app.extensions["team_panels"] = (institution.flags.views.team_panel,)
    app.extensions["log_hints"] = institution.plans.views.plan_hints
    app.extensions["log_goals"] = institution.plans.views.log_goals
    app.extensions["log_extras"] = (
        institution.trends.views.log_goals,
        institution.voice.views.log_marks,
    )
    app.extensions["goal_lines"] = institution.trends.views.goal_lines
    app.extensions["plan_goals"] = institution.plans.views.goal_wordings
    app.extensions["flags_of_children"] = institution.flags.views.waiting_of
    _timeline(app)
    _foster_care(app)


def _timeline(app: Flask) -> None:
    """Give the timeline what other features have on it, by kind."""
    app.extensions["timeline_sources"] = {
        "flag": institution.flags.views.on_timeline,
        "voice": institution.voice.views.on_timeline,
        "map": institution.fostercare.views.panels.on_timeline,
        "review": institution.plans.views.on_timeline,
        "report": institution.reports.views.lists.on_timeline,
    }


def _foster_care(app: Flask) -> None:
    """Give foster care what others draw, and others what it knows."""
    app.extensions["family_panel"] = institution.offline.views.shell.family_panel
    app.extensions["foster_care_concerns"] = institution.fostercare.views.panels.concerns
    app.jinja_env.globals["foster_care_concerns"] = institution.fostercare.views.panels.concerns
    app.extensions["own_ways"] = (
        institution.fostercare.views.visits.own_way,
        institution.fostercare.views.own_map.own_way,
    )
    app.extensions["child_card"] = institution.voice.views.card_panel
    app.extensions["change_pictures"] = institution.trends.views.change_pictures
    app.extensions["week_lines"] = institution.trends.views.week_lines
    app.extensions["week_pictures"] = institution.trends.views.week_pictures
    app.extensions["sheet_paper"] = institution.reports.pdf.sheet


def _tie_to_goals(work: Work, log: Kept) -> None:
    """Tie a log that was kept to the goals its writer named."""
    tie_known(work, log, log.draft.goals)
