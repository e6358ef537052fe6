"""What the page of a child shows of its incidents: a strip of the last weeks, and what waits."""

from datetime import timedelta
from html import escape
from types import SimpleNamespace as Shown
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from institution.access.policy import Permission
from institution.incidents import services
from institution.incidents.services import Line, Waiting
from institution.incidents.views import wording
from institution.web.panels import panel
from institution.web.words import short_day

WEEKS = 12
DAYS = WEEKS * 7
WIDTH, HEIGHT, MIDDLE, EDGE = 640, 46, 16, 8
LATEST = 3
SHAPES = {
    "good": "M{x} {top}l5.5 5.5-5.5 5.5-5.5-5.5z",
    "story": "M{x} {top}m-5.5 5.5a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0",
    "hard": "M{left} {top}h{wide}v11h-{wide}z",
}


def child_panel(child: Any) -> Markup:
    """Return the strip of incidents and good events; empty for a reader who reads none."""
    work = g.work
    if not work.actor.may_ever(Permission.INCIDENT_READ):
        return Markup()
    lines = services.lines_of_child(work, child.id)
    first = work.today - timedelta(days=DAYS - 1)
    zone = work.actor.time_zone
    shown = [one for one in lines if one.started_at.astimezone(zone).date() >= first]
    return panel(
        "incidents/child_panel.html",
        strip=_strip(shown) if shown else "",
        latest=[_line(one, child.id) for one in shown[:LATEST]],
        total=len(shown),
        weeks=WEEKS,
        helps=[help_.text for help_ in services.helps_tonight(work, child.id)],
        parts=_parts(child) if work.actor.may_ever(Permission.INCIDENT_WRITE) else [],
        all_url=url_for("incidents.of_child", child_id=child.id),
        new_url=url_for("incidents.new", child_id=child.id),
    )


def shift_panel(found: Any) -> Markup:
    """Return whom the shift offers to tell again; empty where nobody waits, or for who never may.

    It stands on the running shift alone, with what is late and what falls due by tomorrow.
    """
    if found.when != found.now or not g.work.actor.may_ever(Permission.INCIDENT_WRITE):
        return Markup()
    names = {one.child.id: one.child.name for one in found.children}
    waiting = services.waiting_to_tell(g.work, list(names))
    soon = g.work.today + timedelta(days=1)
    items = [_to_offer(one, names[one.child_id]) for one in waiting if one.due <= soon]
    return panel("incidents/shift_panel.html", items=items) if items else Markup()


def _to_offer(one: Waiting, name: str) -> Shown:
    """Return a line of what is due."""
    what = _("%(what)s on %(day)s")
    told = {"what": wording.type_words(one.type), "day": wording.local_day(one.started_at)}
    return Shown(
        day=one.due,
        text=f"{name}: {what % told}",
        url=url_for("incidents.one", child_id=one.child_id, incident_id=one.matter_id),
        late=one.due < g.work.today,
    )


def _parts(child: Any) -> list[Shown]:
    """Return what the reader took part in and has not written about."""
    return [
        Shown(
            day=one.day,
            url=url_for("incidents.part", child_id=child.id, incident_id=one.matter_id),
        )
        for one in services.own_parts_waiting(g.work, child.id)
    ]


def _line(line: Line, child_id: Any) -> Shown:
    """Return one of the latest."""
    return Shown(
        url=wording.address(line, child_id),
        title=wording.type_words(line.type),
        mark=wording.mark_of(line),
        mark_words=wording.mark_words(line),
        day=line.started_at.astimezone(g.work.actor.time_zone).date(),
    )


def _strip(lines: list[Line]) -> Markup:
    """Draw the weeks with a shape for each incident; what it was is told where one points."""
    zone, today = g.work.actor.time_zone, g.work.today
    step = (WIDTH - 2 * EDGE) / DAYS
    drawn = []
    for line in lines:
        day = line.started_at.astimezone(zone).date()
        x = EDGE + (DAYS - 0.5 - (today - day).days) * step
        told = escape(f"{short_day(day)}: {wording.type_words(line.type)}")
        shape = (
            f'<path class="strip__{_kind(line)}" d="{_shape(line, x)}"><title>{told}</title></path>'
        )
        drawn.append(shape)
    weeks = "".join(f"M{EDGE + 7 * week * step:.1f} {MIDDLE + 12}v5" for week in range(WEEKS + 1))
    dates = "".join(_date(week, step) for week in range(0, WEEKS, 3))
    said = ", ".join(
        f"{short_day(one.started_at.astimezone(zone).date())}: {wording.type_words(one.type)}"
        for one in reversed(lines)
    )
    return Markup(  # noqa: S704 (its words are escaped here)
        f'<svg class="chart strip" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-labelledby="strip-title strip-said">'
        f'<title id="strip-title">{escape(_("Incidents and good events"))}</title>'
        f'<desc id="strip-said">{escape(said)}</desc>'
        f'<path class="chart__axis" d="M{EDGE} {MIDDLE + 12}H{WIDTH - EDGE}{weeks}"/>'
        f"{dates}{''.join(drawn)}</svg>"
    )


def _date(week: int, step: float) -> str:
    """Return the date on which a week of the strip begins."""
    day = g.work.today - timedelta(days=DAYS - 1 - 7 * week)
    x = EDGE + 7 * week * step
    return f'<text x="{x:.1f}" y="{HEIGHT - 3}">{escape(short_day(day))}</text>'


def _kind(line: Line) -> str:
    """Return what kind of shape stands for an incident."""
    return services.kind_of(line.type)


def _shape(line: Line, x: float) -> str:
    """Return the outline of an incident: the more serious, the wider."""
    wide = 2 + 2 * (line.severity or 0)
    return SHAPES[_kind(line)].format(
        x=f"{x:.1f}", left=f"{x - wide / 2:.1f}", wide=wide, top=MIDDLE - 5
    )
