"""The week of a team: what its logs showed, what is missing, and examples to rate together."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from institution.access.policy import Permission
from institution.content.daily_log import daily_log
from institution.handover import services
from institution.handover.services import ChildWeek, Rated, TeamWeek
from institution.handover.services.examples import LEVELS
from institution.handover.views import bp
from institution.handover.views.showing import Shown, address, when_words
from institution.logs.services import When
from institution.stats.raters import LEAST_ADULTS, Spread
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import number, short_day

WEEK = timedelta(days=7)
MANY = 3
"""Children below their usual from which on the house is looked at first, where it is half."""


@bp.route("/units/<uuid:unit_id>/team")
@requires(Permission.TEAM_READ)
def team(unit_id: UUID) -> ResponseReturnValue:
    """Show the last seven days of a unit."""
    return _page(unit_id, None)


@bp.route("/units/<uuid:unit_id>/team/<day:day>")
@requires(Permission.TEAM_READ)
def week(unit_id: UUID, day: date) -> ResponseReturnValue:
    """Show the seven days up to a day."""
    return _page(unit_id, day)


@bp.route("/units/<uuid:unit_id>/team/examples", methods=["POST"])
@requires(Permission.TEAM_READ)
def rate(unit_id: UUID) -> ResponseReturnValue:
    """Keep how the reader rates an example."""
    level = request.form.get("level", "")
    key = request.form.get("example", "")
    services.rate(g.work, unit_id, key, int(level) if level in {*"12345"} else 0)
    flash(_("Thank you. Your answer is kept without your name being shown."))
    return redirect(url_for(".team", unit_id=unit_id), 303)


def _page(unit_id: UUID, day: date | None) -> str:
    """Return the page."""
    found = services.team_week(g.work, unit_id, day)
    ids = [one.child.id for one in found.children]
    panels = current_app.extensions.get("team_panels", ())
    return render_template(
        "handover/team.html",
        found=found,
        children=[_child(one) for one in found.children],
        panels=[panel(found.unit, ids, found.first) for panel in panels],
        missing=[
            Shown(name=child.name, shifts=[_gap(child.id, when) for when in whens])
            for child, whens in found.missing
        ],
        unread=[(when_words(when), address(unit_id, when)) for when in found.unread],
        house=house_words(found),
        spreads=[_spread(one) for one in found.spreads] if found.spreads is not None else None,
        least_adults=LEAST_ADULTS,
        examples=[_example(one) for one in services.rated(g.work, found.unit)],
        least_answers=services.LEAST,
        earlier=_step(unit_id, found.first - timedelta(days=1)),
        later=_step(unit_id, found.last + WEEK) if found.last < g.work.today else None,
    )


def _child(one: ChildWeek) -> Shown:
    """Return the week of a child in words."""
    return Shown(
        name=one.child.name,
        url=url_for("trends.child", child_id=one.child.id),
        showed=_showed(one),
        below=_names(one.below),
        above=_names(one.above),
        behind=_behind(one),
        missing=one.missing,
    )


def _showed(one: ChildWeek) -> str:
    """Return what stands where nothing lies outside what is usual."""
    if one.settling:
        return str(_("settling in: not compared yet"))
    if not one.known:
        return str(_("too few days to compare"))
    return "" if one.below or one.above else str(_("as usual"))


def _behind(one: ChildWeek) -> str:
    """Return the days and adults behind the week."""
    days = ngettext("%(num)d day", "%(num)d days", one.days)
    return f"{days} · {ngettext('%(num)d adult', '%(num)d adults', one.adults)}"


def _names(keys: Sequence[str]) -> str:
    """Return the names of dimensions."""
    content = daily_log()
    return ", ".join(content.dimension(key).name.in_(content_language()) for key in keys)


def _gap(child_id: UUID, when: When) -> tuple[str, str]:
    """Return a shift without a log, and the way to write it."""
    way = url_for("logs.new", child_id=child_id, day=when.day, shift=when.shift)
    return when_words(when), way


def house_words(found: TeamWeek) -> str:
    """Say so where days lie below their usual for many children at once."""
    below, known = found.below, sum(one.known for one in found.children)
    if below < MANY or 2 * below < known:
        return ""
    told = _(
        "The days of %(n)s of %(all)s children lie below their own usual at once. That is more "
        "often about the house than about each child: staffing, holidays, illness, something that "
        "happened.",
        n=below,
        all=known,
    )
    return str(told)


def _spread(one: Spread) -> Shown:
    """Return how differently the adults rate in one dimension."""
    content = daily_log()
    name = content.dimension(content.dimension_keys[one.dimension]).name.in_(content_language())
    words = _("almost alike")
    if one.steps > 0:
        words = _("up to %(steps)s steps apart", steps=number(one.steps))
    return Shown(name=name, words=words, adults=one.adults)


def _example(one: Rated) -> Shown:
    """Return an example with its levels in words."""
    language, dimension = content_language(), daily_log().dimension(one.example.dimension)
    return Shown(
        key=one.example.key,
        text=one.example.text.in_(language),
        dimension=dimension.name.in_(language),
        question=dimension.question.in_(language),
        levels=[(level, dimension.anchors[level].in_(language)) for level in LEVELS],
        mine=one.mine,
        answers=one.answers,
        counts=[(level, one.levels.get(level, 0)) for level in LEVELS]
        if one.levels is not None
        else [],
    )


def _step(unit_id: UUID, day: date) -> tuple[str, str]:
    """Return the words and the address of another week."""
    shown = min(day, g.work.today)
    words = f"{short_day(shown - timedelta(days=6))} - {short_day(shown)}"
    return words, url_for(".week", unit_id=unit_id, day=shown)
