"""The page with the form: who and which shift it is about, and what helps to write."""

from typing import Any

from flask import current_app, g, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from institution.content.daily_log import daily_log
from institution.logs import services
from institution.logs.forms import AT_SCHOOL, SCHOOL_DAY, ShiftForm
from institution.logs.models import Shift
from institution.logs.services import UnitShift
from institution.logs.views.opening import Opened
from institution.logs.views.shifts import context
from institution.logs.views.showing import first_name, shift_name, written_when
from institution.web.languages import content_language

AROUND = {Shift.DAY: _l("The day"), Shift.EVENING: _l("The evening"), Shift.NIGHT: _l("The night")}


def page(opened: Opened, form: ShiftForm, told: str = "") -> str:
    """Return the page with the form.

    Args:
        opened: what it is about.
        form: what is asked, with what was typed.
        told: what to know before sending it again.
    """
    shift = services.shift_of(g.work, opened.place.unit_id, opened.when)
    following = shift.next_missing(g.child.id) if shift and not opened.replaces else None
    form["next"].data = str(following.id) if following else ""
    form.offer_goals(_goals())
    form["presence"].label.text = _("Where was %(name)s?", name=first_name(g.child.name))
    return render_template(
        "logs/form.html",
        form=form,
        child=g.child,
        name=first_name(g.child.name),
        following=first_name(following.name) if following else "",
        told=told,
        others=_others(opened, shift),
        at_school=AT_SCHOOL,
        school_day=SCHOOL_DAY,
        **_about(opened),
        **_hints(),
        **_around(shift),
    )


def _around(shift: UnitShift | None) -> dict[str, Any]:
    """Return the list of children, and what earlier shifts hand over about this one."""
    if shift is None:
        return {"shift": None, "handed": []}
    found = context(shift, g.child.id)
    lines = [line for handover in found["handovers"] for line in handover.lines]
    return {**found, "handed": [line for line in lines if line.child_id == g.child.id]}


def _about(opened: Opened) -> dict[str, Any]:
    """Return what the page says about its shift."""
    content, language, when = daily_log(), content_language(), opened.when
    replaced = opened.replaces
    return {
        "opened": opened,
        "age": g.child.age_on(g.work.today),
        "name_of_shift": shift_name(when.shift),
        "around": AROUND[when.shift],
        "correcting": replaced is not None,
        "late": services.is_late(opened.zone, when.day, when.shift, g.work.now),
        "rule": content.scale.rule.in_(language),
        "late_words": content.late_ratings_explanation.in_(language),
        "action": _address(opened),
        "replaced_at": written_when(replaced.log) if replaced else "",
        "word_help_entries": writing_help(),
    }


def writing_help() -> list[dict[str, Any]]:
    """Return the words that describe little, each with what describes more."""
    language = content_language()
    return [
        {"avoid": one.avoid(language), "suggestion": one.instead.in_(language)}
        for one in daily_log().writing_help
    ]


def _address(opened: Opened) -> str:
    """Return where the form is sent."""
    when, child_id = opened.when, opened.place.child_id
    if opened.replaces is None:
        return url_for("logs.new", child_id=child_id, day=when.day, shift=when.shift)
    return url_for("logs.correct", child_id=child_id, log_id=opened.replaces.log.id)


def _hints() -> dict[str, Any]:
    """Return which dimensions are goals of the child's plan, and a line about them."""
    hints = current_app.extensions.get("log_hints")
    goals, line = hints(g.child) if hints else ((), "")
    return {"goals": goals, "goal_line": line}


def _goals() -> dict[str, str]:
    """Return the goals that the log may be about: id to words."""
    goals = current_app.extensions.get("log_goals")
    return goals(g.child) if goals else {}


def _others(opened: Opened, shift: UnitShift | None) -> list[dict[str, str]]:
    """Return what is written about the child and shift already, by whom and when."""
    if shift is None or opened.replaces is not None:
        return []
    about = [log for one in shift.children if one.child.id == g.child.id for log in one.logs]
    return [
        {
            "text": _(
                "%(who)s wrote about %(name)s at %(time)s. You can write too: both are kept.",
                who=shift.authors.get(log.author_id, ""),
                name=first_name(g.child.name),
                time=written_when(log),
            ),
            "url": url_for("logs.one", child_id=log.child_id, log_id=log.id),
        }
        for log in about
    ]
