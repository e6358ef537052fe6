"""What leads where: the first page of each person, the top bar, and the tabs of a child."""

from typing import Any, NamedTuple

from flask import Flask, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from institution.access.policy import Permission
from institution.web.guard import NotSignedInError, public


class Way(NamedTuple):
    """A page that someone with the permission is led to."""

    permission: Permission
    endpoint: str
    label: LazyString


FIRST_PAGES = (
    Way(Permission.CASELOAD_READ, "flags.inbox", _l("My children")),
    Way(Permission.FAMILY_COORDINATE, "fostercare.desk", _l("My families")),
    Way(Permission.FAMILY_OWN, "fostercare.my_family", _l("Our family")),
    Way(Permission.FAMILY_LEAD, "fostercare.to_sign", _l("To sign")),
    Way(Permission.SHIFT_READ, "logs.current_shift", _l("The shift")),
    Way(Permission.DEVICE_MANAGE, "offline.devices", _l("Tablets")),
    Way(Permission.FORCE_COUNT, "incidents.register", _l("Use of force")),
    Way(Permission.PEOPLE_ADMINISTER, "accounts.people", _l("People")),
    Way(Permission.VOICE_GIVE, "voice.page", _l("My page")),
    Way(Permission.REPORT_READ, "reports.due", _l("Status reports")),
)
CHILD_TABS = (
    Way(Permission.TREND_READ, "trends.child", _l("Well-being")),
    Way(Permission.PLAN_READ, "plans.plan", _l("Plan and goals")),
    Way(Permission.LOG_READ, "logs.of_child", _l("Log")),
    Way(Permission.VOICE_READ, "voice.of_child", _l("Voice")),
    Way(Permission.MAP_READ, "fostercare.map_of_child", _l("Map")),
    Way(Permission.REPORT_READ, "reports.of_child", _l("Status reports")),
    Way(Permission.INCIDENT_READ, "incidents.of_child", _l("Events")),
    Way(Permission.TIMELINE_READ, "timeline.of_child", _l("Timeline")),
    Way(Permission.WEEK_READ, "fostercare.weeks_of_child", _l("Weekly log")),
    Way(Permission.FOSTER_READ, "fostercare.foster_care", _l("Foster care")),
)

IN_FAMILIES = frozenset({"fostercare.weeks_of_child", "fostercare.foster_care"})
"""Tabs of children whom foster care concerns."""


def lead(app: Flask) -> None:
    """Serve `/` and give templates the ways."""
    app.add_url_rule("/", "start", _start)
    app.context_processor(_ways)
    app.jinja_env.globals["child_tabs"] = child_tabs


def child_tabs(child: Any, current: str) -> list[tuple[LazyString, str, bool]]:
    """Return label, address and whether it is open, for each tab the reader may open."""
    return [
        (way.label, url_for(way.endpoint, child_id=child.id), way.endpoint == current)
        for way in _open_to_reader(CHILD_TABS)
        if way.endpoint not in IN_FAMILIES or way.endpoint == current or _in_family(child)
    ]


def _in_family(child: Any) -> bool:
    """Tell whether foster care concerns a child."""
    return bool(current_app.extensions["foster_care_concerns"](child))


@public
def _start() -> ResponseReturnValue:
    """Lead to the first page of whoever asks."""
    if g.visit is None:
        raise NotSignedInError
    for way in _open_to_reader(FIRST_PAGES):
        return redirect(url_for(way.endpoint), 303)
    return redirect(url_for("accounts.account"), 303)


def _ways() -> dict[str, Any]:
    """Return the links of the top bar."""
    if g.get("visit") is None:
        return {"navigation": []}
    return {
        "navigation": [
            (way.label, url_for(way.endpoint), request.endpoint == way.endpoint)
            for way in _open_to_reader(FIRST_PAGES)
        ]
    }


def _open_to_reader(ways: tuple[Way, ...]) -> list[Way]:
    """Return the ways whose permission the reader may ever have."""
    return [way for way in ways if g.work is not None and g.work.actor.may_ever(way.permission)]
