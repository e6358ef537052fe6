"""Foster families of any number under one coordinator, written through the program itself."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

from benchmarks.world import PASSWORD, Measured
from institution.config import Settings
from institution.content.foster_forms import foster_forms
from institution.content.krith import krith
from institution.db import schema
from institution.db.base import new_id
from institution.db.engine import open_engine
from institution.db.sealing import create_key_file
from tests.fostercare.filled import whole

COORDINATOR, CARER, OWN_CARER = "coordinator", "carer", "own_carer"
"""The last of them cares in the first family alone; the other in all the rest."""
TODAY = datetime.now(UTC).date()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
BEGAN = TODAY - timedelta(days=400)
SOME = 8
"""Every eighth family has something that is late, and a child with harder weeks."""
LONG, SHORT, DROP = 20, 4, 3
"""Weeks of those children, of the others, and how many of the last are harder for the former."""
WRITTEN = ("F6", "F2", "F3", *["F4"] * 6, "F5")
"""Forms about each child."""


@dataclass
class Writer:
    """Writes one family after the other, each with a child or two."""

    app: object
    people: dict[str, UUID]

    def family(self, number: int, municipality: object) -> None:
        """Register a family with record, profile, children, agreements and weeks."""
        from institution.cases.models import Profile
        from institution.fostercare.services import NewFamily, families, people

        reference = f"PF-{number:03}"
        with self.work(COORDINATOR, BEGAN) as work:
            new = NewFamily(reference, f"Familie {number}", Profile.GREENLAND, "Vej 1", None, False)
            family = families.register(work, new)
            people.add_carer(work, family.id, CARER if number else OWN_CARER)
            for form in ("F0", "F1", "F7"):
                self.sheet(work, family.id, form)
        with self.work(COORDINATOR, TODAY - timedelta(days=90)) as work:
            for form in () if number % SOME == 0 else ("F1", "F7"):
                self.sheet(work, family.id, form)
        for which in range(1 + number % 2):
            self.child(number, f"P-{number:03}{which}", family, municipality)

    def child(self, number: int, reference: str, family, municipality) -> None:
        """Place a child in a family, with a visit, and its weeks as its carer wrote them."""
        from sqlalchemy import select

        from institution.cases import services as cases
        from institution.cases.models import Municipality, Unit
        from institution.fostercare.services.weeks import answer

        with self.work("set_up", TODAY) as work:
            authority = work.session.get(Municipality, municipality)
            born = cases.NewChild(reference, f"Barn {reference}", date(2016, 3, 4))
            child = cases.register_child(work, authority, born)
            unit = work.session.scalar(select(Unit).where(Unit.id == family.unit_id))
            work.session.flush()
            cases.place(work, child, unit, BEGAN)
            child_id = child.id
        with self.work(COORDINATOR, TODAY - timedelta(days=60)) as work:
            for form in WRITTEN[1:] if number % SOME == 0 else WRITTEN:
                self.sheet(work, family.id, form, child_id)
        carer = CARER if number else OWN_CARER
        weeks = LONG if number % SOME == 0 else SHORT
        with self.work(carer, TODAY) as work:
            logs = [
                self.week(work, child_id, back, low=weeks == LONG and back <= DROP)
                for back in range(weeks, 0, -1)
            ]
        with self.work(COORDINATOR, TODAY) as work:
            for log in logs[: -1 if number % 3 == 0 else None]:
                answer(work, child_id, log, None)

    def week(self, work, child_id: UUID, back: int, *, low: bool) -> UUID:
        """Write one week and return its id."""
        from institution.fostercare.services import WeekDraft, record_week

        levels = dict.fromkeys(krith.newest().item_keys, 2 if low else 4)
        draft = WeekDraft(new_id(), MONDAY - timedelta(weeks=back), work.now, levels, "Vi fiskede.",
                          child_words="Jeg vil gerne med ud igen.")  # fmt: skip
        return record_week(work, child_id, draft).id

    def sheet(self, work, family_id: UUID, form: str, child_id: UUID | None = None) -> None:
        """Sign a form."""
        from institution.fostercare.models import SheetState
        from institution.fostercare.services import NewRevision
        from institution.fostercare.services.keeping import keep

        answers = whole(form)
        if form == "F0":
            ends = {"permit__valid_to": str(TODAY + timedelta(days=90)), "permit__most_children": 3}
            answers |= ends
        if form == "F5":
            answers |= {"after__next_visit": str(TODAY + timedelta(days=60 + len(answers) % 7))}
        answers |= {key: str(TODAY + timedelta(days=30)) for key in answers if "due_on" in key}
        version = foster_forms.newest().version
        new = NewRevision(new_id(), form, version, SheetState.SIGNED, answers, child_id=child_id)
        keep(work, family_id, new)

    @contextmanager
    def work(self, name: str, day: date) -> Iterator:
        """Give the work of a person on a day, and keep it."""
        from institution.access.actor import SET_UP, Actor
        from institution.access.policy import Role
        from institution.access.work import Work

        role = Role.FOSTER_COORDINATOR if name == COORDINATOR else Role.FOSTER_PARENT
        actor = SET_UP if name == "set_up" else Actor(self.people[name], frozenset({role}))
        at = min(datetime.combine(day, time(15), UTC), datetime.now(UTC))
        with self.app.extensions["database"].writing() as session:
            yield Work(session, actor, at)
            session.flush()
            session.commit()


@cache
def foster_care(families: int, folder: Path) -> Measured:
    """Return a database with so many families, half of them with two children; kept in a folder."""
    home = folder / f"{families}-families-{TODAY}-{_digest()}"
    settings = Settings(f"sqlite:///{home}/database.sqlite", home / "key")
    if not (home / "whole").exists():
        home.mkdir(parents=True, exist_ok=True)
        (home / "database.sqlite").unlink(missing_ok=True)
        create_key_file(settings.key_file)
        engine = open_engine(settings.database_url)
        schema.upgrade(engine)
        engine.dispose()
        _write(settings, families)
        (home / "whole").touch()
    return Measured(settings, [], new_id())


def _write(settings: Settings, families: int) -> None:
    from institution.access.policy import Role
    from institution.accounts.services import NewPerson, add_person
    from institution.app import create_app
    from institution.cases import services as cases
    from institution.cases.models import Profile

    app = create_app(settings)
    writer = Writer(app, {})
    with app.app_context():
        with writer.work("set_up", TODAY) as work:
            for name, role in ((COORDINATOR, Role.FOSTER_COORDINATOR), (CARER, Role.FOSTER_PARENT),
                               (OWN_CARER, Role.FOSTER_PARENT)):  # fmt: skip
                new = NewPerson(name, name.title(), PASSWORD, (role,))
                writer.people[name] = add_person(work, new, BEGAN).id
            municipality = cases.add_municipality(work, "Kommunen", Profile.GREENLAND).id
        for number in range(families):
            writer.family(number, municipality)
    app.extensions["database"].close()


def _digest() -> str:
    """Return what changes when the schema or this module does."""
    files = [*sorted((schema.MIGRATIONS / "versions").glob("*.py")), Path(__file__)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]
