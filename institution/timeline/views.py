"""The timeline of a child."""

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.accounts.services import names
from institution.cases import services as cases
from institution.cases.scope import ReachedChild
from institution.content.daily_log import daily_log
from institution.content.incidents import incidents
from institution.plans.services import goals_of
from institution.timeline import services
from institution.timeline.forms import TimelineForm
from institution.timeline.services import Item, Kind, Wanted, authors
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import short_day

bp = Blueprint("timeline", __name__)


@bp.route("/children/<uuid:child_id>/timeline")
@requires(Permission.TIMELINE_READ)
def of_child(child_id: UUID) -> ResponseReturnValue:
    """Show what happened in a child's time, the newest first."""
    since, until = services.year_of(g.work.today, *_period())
    people = names(g.work, authors(g.work, child_id, since, until))
    form = _form(child_id, people)
    valid = form.validate()
    wanted = form.wanted() if valid else Wanted()
    others = {item.id: item for item in _others(g.child, wanted)}
    screen = services.timeline(g.work, child_id, wanted, list(others.values()))
    page = render_template(
        "timeline/of_child.html",
        child=g.child,
        name=g.child.name.split(maxsplit=1)[0],
        form=form,
        filtered=any(form.data.values()),
        narrowed=any(value for name, value in form.data.items() if name != "words"),
        days=list(_by_day(screen.shown, people)),
        found=screen.found,
        most=services.MOST_FOUND,
        older=_older(screen.older),
        shows_packages=g.work.actor.may_ever(Permission.TRANSFER_READ),
    )
    return page, 200 if valid else 422


def _period() -> tuple[date | None, date | None]:
    """Return the days between which something is looked for, as far as the address names days."""
    return _day("first"), _day("last")


def _day(name: str) -> date | None:
    """Return a day out of the address; None where it names none."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _form(child_id: UUID, people: dict[UUID, str]) -> TimelineForm:
    """Return the filters as the address says them."""
    form = TimelineForm(request.args)
    goals = goals_of(g.work, Permission.PLAN_READ, [child_id])
    form.offer(
        _kinds(),
        [(goal.dimension, goal.wording) for goal in goals if goal.dimension],
        sorted(people.items(), key=lambda pair: pair[1]),
    )
    for field in (form.kind, form.goal, form.person):
        field.data = request.args.get(field.name, "")
    return form


def _kinds() -> list[tuple[str, str]]:
    """Return the kinds that can be chosen, with their words."""
    return [
        (Kind.LOG, _("Logs")),
        (Kind.INCIDENT, _("Incidents and events")),
        (Kind.PLAN, _("Plan and goals")),
        ("review", _("Reviews of the plan")),
        ("voice", _("The child's voice")),
        ("map", _("Talks with a map")),
        ("report", _("Status reports")),
        (Kind.MOVE, _("Moves")),
        ("flag", _("Attention points")),
    ]


def _others(child: ReachedChild, wanted: Wanted) -> Iterator[Item]:
    """Give the items of other features that are wanted."""
    for kind, give in current_app.extensions.get("timeline_sources", {}).items():
        if wanted.kind in (None, kind):
            for record_id, day, at, words, url in give(child):
                yield Item(kind, day, at, record_id, None, {"words": words, "url": url})


def _by_day(shown: tuple[services.Shown, ...], people: dict[UUID, str]) -> Iterator[Shown]:
    """Give the days of a screen with what happened on each."""
    days: dict[Any, list[Shown]] = {}
    for one in shown:
        days.setdefault(one.item.day, []).append(_line(one, people))
    for day, lines in days.items():
        yield Shown(day=day, short=short_day(day), lines=lines)


def _line(shown: services.Shown, people: dict[UUID, str]) -> Shown:
    """Return one thing in words."""
    item, texts = shown.item, shown.texts
    title, text, url = WORDED[item.kind](item, texts) if item.kind in WORDED else _other(item)
    return Shown(
        kind=item.kind,
        title=title,
        text=text,
        url=url,
        who=people.get(item.author_id, "") if item.author_id else "",
    )


def _log(item: Item, texts: dict[str, str]) -> tuple[str, str, str]:
    """Word a log."""
    shift = daily_log().shift(item.facts["shift"]).name.in_(content_language())
    said = " ".join(texts[key] for key in ("good_moment", "note") if key in texts)
    return shift, said, url_for("logs.one", child_id=g.child.id, log_id=item.id)


def _incident(item: Item, texts: dict[str, str]) -> tuple[str, str, str]:
    """Word an incident."""
    title = incidents().type(item.facts["type"]).name.in_(content_language())
    url = url_for("incidents.one", child_id=g.child.id, incident_id=item.id)
    return title, texts.get("what_was_seen", ""), url


def _plan(item: Item, texts: dict[str, str]) -> tuple[str, str, str]:
    """Word a version of the plan."""
    title = _("Version %(what)s of the plan begins", what=item.facts["version"])
    return title, texts.get("wording", ""), url_for("plans.plan", child_id=g.child.id)


def _move(item: Item, _texts: dict[str, str]) -> tuple[str, str, str]:
    """Word a move."""
    place = cases.place_name(item.facts["home"], item.facts["unit"])
    return _("Moved to %(what)s", what=place), "", ""


def _other(item: Item) -> tuple[str, str, str]:
    """Return what another feature says of its item."""
    return item.facts["words"], "", item.facts["url"]


WORDED: dict[str, Any] = {
    Kind.LOG: _log,
    Kind.INCIDENT: _incident,
    Kind.PLAN: _plan,
    Kind.MOVE: _move,
}


def _older(day: Any) -> tuple[str, str] | None:
    """Return words and address of what came before; none where there is nothing."""
    if day is None:
        return None
    kept: dict[str, Any] = {
        key: value for key, value in request.args.items() if value and key != "last"
    }
    return _("Older"), url_for(".of_child", child_id=g.child.id, **kept, last=day)
