"""The register of the use of force: what waits, what is done, and the counts of a year."""

from types import SimpleNamespace as Shown

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from institution.access.policy import Permission
from institution.cases.models import Child
from institution.content.incidents import incidents
from institution.incidents import services
from institution.incidents.services import Counted, Line
from institution.incidents.views import bp, wording
from institution.incidents.views.pictures import MONDAY
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import number

PARTS = ("00–06", "06–12", "12–18", "18–24")


@bp.route("/use-of-force")
@requires(Permission.FORCE_COUNT)
def register() -> ResponseReturnValue:
    """Show the uses of force of a year."""
    this_year = g.work.today.year
    asked = request.args.get("year", this_year, type=int)
    year = min(max(asked, this_year - 10), this_year)
    found = services.register(g.work, year)
    return render_template(
        "incidents/register.html",
        year=year,
        years=[
            (str(one), url_for(".register", year=one), one == year)
            for one in range(this_year, this_year - 3, -1)
        ],
        entries=[_entry(line, child) for line, child in found.entries],
        counts=[_counted(one) for one in found.counts],
    )


def _entry(line: Line, child: Child) -> Shown:
    """Return one use of force with what still waits."""
    [matter] = services.matters(g.work, child.id, [line.matter_id])
    running = services.clocks(matter)
    waiting = [one for one in running if one.done_at is None]
    language = content_language()
    return Shown(
        url=wording.address(line, child.id),
        child=child.name,
        at=line.started_at,
        signed=matter.signed is not None,
        waiting=[one.clock.name.in_(language) for one in waiting],
        late=any(one.late(g.work.now) for one in running),
    )


def _counted(one: Counted) -> Shown:
    """Return the counts of one home in words."""
    asked = {q.key: q for q in incidents().questions("use_of_force", "gl")}["kind"]
    months = [str(format_date(MONDAY.replace(month=month), "MMM")) for month in range(1, 13)]
    return Shown(
        home=one.home,
        total=one.total,
        minutes=number(one.minutes) if one.minutes is not None else "",
        told=one.told,
        months=[(name, n) for name, n in zip(months, one.by_month, strict=True) if n],
        parts=[(name, n) for name, n in zip(PARTS, one.by_part_of_day, strict=True) if n],
        kinds=[(wording.word(asked.options, key), n) for key, n in one.by_kind],
    )
