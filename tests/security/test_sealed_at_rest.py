"""A copied database names nobody: forty planted words are in none of its files, in no encoding."""

import base64
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from institution.access.actor import NIGHTLY, SET_UP
from institution.access.policy import Permission, Relation, Role
from institution.access.work import Work
from institution.accounts import services as accounts
from institution.accounts import signing_in
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Municipality
from institution.db.base import Base
from institution.drafts import services as drafts
from institution.flags.models import Flag, HouseFlag
from institution.flags.services import NewAnswer, answer_house, on_log
from institution.flags.services import answer as answer_flag
from institution.handover import services as handover
from institution.incidents import services as incidents
from institution.logs.models import Shift, ShiftLog
from institution.logs.services import ChildAnswer, Line, When, record
from institution.plans import services as plans
from tests.flags.conftest import house_flag
from tests.incidents.telling import addition
from tests.incidents.telling import draft as tell
from tests.logs.drafts import draft, full_draft
from tests.security.planting import Planter
from tests.world import LONG_AGO, NOW, TODAY

pytestmark = pytest.mark.own_stage

PASSWORD = "hundrede og en hvaler"


class Canaries:
    """Makes words that occur nowhere else, and remembers them; all begin alike."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.head = f"Qx{uuid4().hex[:14]}"

    def __call__(self, about: str = "") -> str:
        word = f"{self.head}{uuid4().hex[:6]}Zæ{about}"
        self.words.append(word)
        return word

    def number(self, beginning: str) -> str:
        digits = f"{beginning}{uuid4().int % 10_000:04}"
        self.words.append(digits)
        return digits

    def sought(self) -> list[str]:
        """Return what to look for first: nothing holds a word that does not hold its beginning."""
        return [self.head, *(word for word in self.words if not word.startswith(self.head))]


@pytest.fixture
def planted(database, world) -> Canaries:
    """Write a canary into everything that people write, and into every name and number."""
    word = Canaries()
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        people = [_person(work, word) for _ in range(4)]
        for person in people[:2]:
            fjord = world.units["fjord"]
            cases.employ(work, person.id, Relation.STAFF_OF_UNIT, fjord, LONG_AGO)
        child = _child(work, word)
        cases.place(work, child, world.units["fjord"], LONG_AGO)
        cases.assign(work, child, people[3].id, Relation.CASEWORKER_OF, LONG_AGO)
        _child(work, word)
        session.flush()
        writes(world.work(session, "pipaluk"), word, world.children["malik"].id)
        hands_over(world.work(session, "pipaluk"), word, world)
        decides(world.work(session, "sofie"), word, world.children["malik"].id)
        leads(world, session, word)
        signing_in.open_account(
            world.work(session, "ane"), world.persons["sofie"].id, word("cause")
        )
        Planter(work, word).plant_the_rest()
        session.commit()
    assert len(set(word.words)) >= 40
    return word


def _person(work: Work, word: Canaries):
    new = accounts.NewPerson(word("user"), word("name"), PASSWORD, (Role.SHIFT_STAFF,))
    return accounts.add_person(work, new, LONG_AGO)


def _child(work: Work, word: Canaries):
    new = cases.NewChild(
        f"X-{len(word.words)}",
        word("child"),
        date(2014, 3, 7),
        cpr=word.number("070314"),
        address=word("street"),
    )
    authority = work.session.scalars(select(Municipality)).first()
    return cases.register_child(work, authority, new)


def writes(work: Work, word: Canaries, child_id) -> None:
    """Log, and correct, with a word in every text."""
    said = ChildAnswer("five_faces", 2, "home_and_caseworker", True, True, word("child said"))
    lines = (Line("do", word("do")), Line("if_then", word("helps")))
    first = full_draft()
    texts = {"good_moment": word("good"), "note": word("note")}
    old = draft(child=said, handover=lines, **texts)
    log = record(work, child_id, old)
    work.session.flush()
    on_log(work, log)
    corrected = draft(
        corrects_id=log.id,
        correction_reason=word("reason"),
        note=word("note"),
        good_moment=word("good"),
        levels={**first.levels, "mood": 2},
    )
    record(work, child_id, corrected)
    texts = {"what_was_seen": word("seen"), "tonight": word("tonight")}
    incident = incidents.record(work, child_id, tell(texts=texts))
    new = addition(texts={"text": word("addition")})
    incidents.add(work, child_id, incident.matter_id, new)
    for _ in range(4):
        record(work, child_id, draft(note=word("note"), good_moment=word("good")))


def hands_over(work: Work, word: Canaries, world) -> None:
    """Write into the handover, and correct, with a word in every text."""
    unit_id, when = world.units["fjord"].id, When(TODAY, Shift.EVENING)
    old = handover.NewLine(uuid4(), word("line"), NOW)
    handover.add_line(work, unit_id, when, old)
    new = handover.NewLine(uuid4(), word("line"), NOW, True, old.id, word("reason"))
    handover.add_line(work, unit_id, when, new)
    said = {part: word(part) for part in ("do", "if_then", "worked")}
    note = handover.NewNote(uuid4(), world.children["malik"].id, NOW, **said)
    handover.add_note(work, unit_id, when, note)
    drafts.keep(work, uuid4(), "/units", [("text", word("draft"))])
    handover.set_task(work, unit_id, handover.NewTask(uuid4(), word("task"), NOW))


def decides(work: Work, word: Canaries, child_id) -> None:
    """Plan twice and answer a flag, with a word in every text."""
    for version in range(2):
        goal = plans.NewGoal(
            wording=word("goal"),
            area="health_wellbeing",
            starts_on=TODAY,
            review_on=TODAY.replace(month=12),
            measure=word("measure"),
            childs_wording=word("wording"),
            signs=word("signs"),
            supports=(plans.Support(word("what"), TODAY, word("who")),),
            levels={step: word("step") for step in range(-2, 3)},
        )
        reason = word("change") if version else None
        new = plans.NewPlan(TODAY, TODAY.replace(month=12), (goal,), 2 * version, reason)
        new = replace(new, texts={"background": word("background")})
        written = plans.write(work, child_id, new)
        work.session.flush()
        goes_through(work, word, written)
    job = Work(work.session, NIGHTLY, work.now)
    found = work.session.scalars(
        scope.about(Flag, job, Permission.FLAG_READ).where(Flag.child_id == child_id)
    ).first()
    new = NewAnswer(uuid4(), "talked_with_home", None, word("answer"))
    answer_flag(work, found.id, new)


def goes_through(work: Work, word: Canaries, plan) -> None:
    """Review the plan, with a word in every text."""
    said = plans.NewGoalReview(
        plan.goals[0].lineage_id,
        "adjust",
        word("why"),
        voices={"child": plans.NewVoice(3, word("child"))},
    )
    new = plans.NewReview(
        TODAY, TODAY.replace(month=12), "took_part", (said,), plan.version, word("present")
    )
    plans.review(work, plan.child_id, new, word("next"))
    work.session.flush()


def leads(world, session, word: Canaries) -> None:
    """Answer a flag of the house, with a word."""
    flag = HouseFlag(**house_flag(world.units["fjord"].home_id))
    save(world.work(session, "nightly"), flag, Action.FLAG_RAISED)
    session.flush()
    new = NewAnswer(uuid4(), "talked_with_home", None, word("house"))
    answer_house(world.work(session, "hans"), flag.id, new)


def encodings(word: str) -> list[bytes]:
    """Return the word as it could be found in a file."""
    plain = word.encode()
    shifted = [base64.b64encode(b"\0" * n + plain)[4 if n else 0 : -4] for n in range(3)]
    return [
        plain,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word.encode("latin-1", "ignore"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        *shifted,
    ]


def files_of(database, url: str) -> dict[str, bytes]:
    """Return what a thief of the disk would have."""
    if database.is_sqlite:
        file = Path(make_url(url).database)
        return {path.name: path.read_bytes() for path in file.parent.glob(f"{file.name}*")}
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("CHECKPOINT")
        folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar())
        number = connection.exec_driver_sql(
            "SELECT oid FROM pg_database WHERE datname = current_database()"
        ).scalar()
    rows = folder / "base" / str(number)
    made = (rows / "PG_VERSION").stat().st_mtime
    written_since = [log for log in folder.glob("pg_wal/*") if log.stat().st_mtime >= made]
    files = [path for path in (*rows.iterdir(), *written_since) if path.is_file()]
    return {str(path): path.read_bytes() for path in files}


def hits(files: dict[str, bytes], words: list[str]) -> set[str]:
    forms = {word: encodings(word) for word in words}
    return {
        word
        for content in files.values()
        for word, found in forms.items()
        if any(form in content for form in found)
    }


def test_no_file_of_the_database_holds_a_word_anyone_wrote(database, settings, planted):
    found = files_of(database, settings.database_url)
    assert any("wal" in name for name in found)
    assert hits(found, planted.sought()) == set()


def test_every_sealed_column_was_planted(database, planted):
    with database.engine.connect() as connection:
        empty = {
            f"{table.name}.{column.name}"
            for table in Base.metadata.tables.values()
            for column in table.columns
            if column.name.endswith("_sealed")
            and not connection.execute(
                text(f"SELECT count(*) FROM {table.name} WHERE {column.name} IS NOT NULL")
            ).scalar()
        }
    assert empty == set()


def test_the_search_finds_a_word_that_is_not_sealed(database, settings, world):
    """The control: without it, a search that finds nothing would prove nothing."""
    planted = Canaries()
    word = planted("plain")
    with database.writing() as session:
        cases.add_unit(Work(session, SET_UP, NOW), world.homes["fjord"], word)
        session.commit()
    found = files_of(database, settings.database_url)
    assert hits(found, planted.words) == {word}
    assert hits(found, planted.sought()) == {planted.head}


@pytest.mark.parametrize("number", range(9))
def test_the_search_knows_each_encoding(number):
    planted = Canaries()
    word = planted("x")
    found = {"a": b"before" + encodings(word)[number] + b"after"}
    assert hits(found, planted.words) == {word}
    assert hits(found, planted.sought()) == {planted.head}


def test_what_was_planted_is_read_with_the_key(database, planted, work_of, world):
    with work_of("sofie") as work:
        logs = work.session.scalars(scope.about(ShiftLog, work, Permission.LOG_READ)).all()
        assert {log.note for log in logs} & set(planted.words)
        assert {log.good_moment for log in logs} & set(planted.words)
