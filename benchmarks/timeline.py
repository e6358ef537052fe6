"""Five years of one child with all their texts, and its timeline opened and searched."""

from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from urllib.parse import quote
from uuid import UUID

from benchmarks.rounds import seconds
from benchmarks.running import copied, fetched, signed_in, yardstick
from benchmarks.table import Line
from benchmarks.world import Measured
from tests.served import Client, Server

YEARS_OF_DAYS, INCIDENTS = 5 * 365, 300
CHILDREN = 4
SHIFTS = (("day", 16), ("evening", 23), ("night", 23))
TEXT = (
    "Vi gik en lang tur ned til vandet, og du fortalte om bogen fra skolen. Bagefter lavede vi te."
)
RARE = "Isbjørnekostumet"


def timeline_lines(measured: Measured) -> list[Line]:
    """Open the first screen of a long timeline, and search it, against the bare route."""
    with copied(measured) as copy:
        children = _write(copy)
        with yardstick() as bare, Server(copy.settings) as server:
            client = signed_in(Client(server.port), copy.caseworker)
            first, found, base = [], [], []
            fetched(client, f"/children/{children[0]}/timeline")
            for child in children * 4:
                base += [seconds(lambda: bare.ask("GET", "/")) for _ in range(5)]
                page = f"/children/{child}/timeline"
                first.append(seconds(lambda page=page: fetched(client, page)))
                sought = f"{page}?words={quote(RARE.lower()[:12])}"
                found.append(seconds(lambda sought=sought: fetched(client, sought)))
    return [
        Line("timeline, 5 years, first screen", median(first) / median(base), 15, "x",
             f"{median(first) * 1e3:.1f} ms"),
        Line("timeline, search in 5 years, s", median(found), 1, "",
             f"{3 * YEARS_OF_DAYS} logs, {INCIDENTS} incidents"),
    ]  # fmt: skip


def _write(copy: Measured) -> list[UUID]:
    """Write five years of some children, with a text in every log; return their ids."""
    from sqlalchemy import select

    from institution.access.actor import SET_UP
    from institution.access.policy import Permission
    from institution.app import create_app
    from institution.cases import scope
    from institution.cases.models import Placement, Unit
    from institution.web.commands import work_as

    app, children = create_app(copy.settings), copy.children[:CHILDREN]
    with app.app_context(), work_as(SET_UP) as work:
        for child_id in children:
            placed = work.session.scalars(
                scope.about(Placement, work, Permission.CASE_ADMINISTER).where(
                    Placement.child_id == child_id
                )
            ).one()
            home_id = work.session.scalars(
                select(Unit.home_id).where(Unit.id == placed.unit_id)
            ).one()
            _write_one(work, placed, home_id)
    app.extensions["database"].close()
    return children


def _write_one(work, placed, home_id: UUID) -> None:
    from institution.audit.models import Action
    from institution.audit.services import Rows, save_many
    from institution.db.base import new_id
    from institution.incidents.models import Incident
    from institution.logs.models import Shift
    from institution.logs.services import Draft, Place, Written
    from institution.logs.services.many import Prepared, keep_many

    author = _author(work, placed.unit_id)
    place = Place(placed.child_id, placed.municipality_id, placed.unit_id, home_id, "America/Nuuk")
    today, prepared = datetime.now(UTC).date(), []
    for back in range(1, YEARS_OF_DAYS + 1):
        day = today - timedelta(days=back)
        for shift, hour in SHIFTS:
            at = datetime.combine(day, time(hour), UTC)
            draft = Draft(
                id=new_id(), day=day, shift=Shift(shift), presence="present",
                contact_time="1_3h", written_at=at, levels={"mood": 4}, good_moment=TEXT,
                note=f"{RARE} {day}" if back == 1500 and shift == "day" else TEXT,
            )  # fmt: skip
            prepared.append(Prepared(draft, place, Written(author, at, 1)))
    keep_many(work, prepared)
    told = [_incident(place, author, today, n) for n in range(INCIDENTS)]
    save_many(work, Rows(Incident, told), Action.INCIDENT_RECORDED)


def _incident(place, author: UUID, today: date, number: int) -> dict:
    from institution.db.base import new_id
    from institution.incidents.models import as_text

    row_id = new_id()
    at = datetime.combine(today - timedelta(days=1 + number * 6), time(20), UTC)
    return {
        "id": row_id, "matter_id": row_id, "child_id": place.child_id,
        "municipality_id": place.municipality_id, "home_id": place.home_id,
        "unit_id": place.unit_id, "author_id": author, "type": "threat", "severity": 2,
        "started_at": at, "written_at": at, "received_at": at, "content_version": 1,
        "corrects_id": None, "codes": {"place": "kitchen"},
        "texts_json": as_text({"what_was_seen": TEXT, "adults_actions": TEXT}),
    }  # fmt: skip


def incidents_of(work, placed: list, author: UUID) -> None:
    """Write the incidents of five years of some children.

    Args:
        work: of a command.
        placed: of each child, its placement and the home of that unit.
        author: who wrote them.
    """
    from institution.audit.models import Action
    from institution.audit.services import Rows, save_many
    from institution.incidents.models import Incident
    from institution.logs.services import Place

    today = datetime.now(UTC).date()
    for one, home_id in placed:
        place = Place(one.child_id, one.municipality_id, one.unit_id, home_id, "America/Nuuk")
        told = [_incident(place, author, today, n) for n in range(INCIDENTS)]
        save_many(work, Rows(Incident, told), Action.INCIDENT_RECORDED)


def _author(work, unit_id: UUID) -> UUID:
    from sqlalchemy import select

    from institution.cases.models import Employment

    people = select(Employment.person_id).where(Employment.unit_id == unit_id)
    return work.session.scalars(people).first()
