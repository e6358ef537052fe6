"""Who reaches which child: each relation, its first and last day, and what beats them all."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from institution.access.actor import NIGHTLY, SET_UP, Actor
from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import POLICY, Permission, Relation, Role
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Child, Placement
from institution.logs.models import Shift, ShiftLog
from tests.relations import REACH, may_ever, reaches
from tests.world import EVERYONE, NOW, TODAY

ABOUT_CHILDREN = [p for p in Permission if Relation.NO_CHILD not in {g.relation for g in POLICY[p]}]
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def names_of(world, children) -> set[str]:
    by_id = {child.id: name for name, child in world.children.items()}
    return {by_id[child.id] for child in children}


def listed(world, work, permission) -> set[str]:
    try:
        return names_of(world, work.session.scalars(scope.children(work, permission)))
    except NotAllowedError:
        return set()


def alone(world, work, permission) -> set[str]:
    found = set()
    for name, child in world.children.items():
        try:
            assert scope.child(work, permission, child.id).id == child.id
        except (NotAllowedError, NotReachableError):
            continue
        found.add(name)
    return found


@pytest.mark.parametrize("name", EVERYONE)
def test_lists_and_single_records_agree_with_the_relations_of_each_person(world, work_of, name):
    for permission in ABOUT_CHILDREN:
        expected = {child for child in REACH if reaches(name, child, permission)}
        with work_of(name) as work:
            assert listed(world, work, permission) == expected, permission
            assert alone(world, work, permission) == expected, permission


@pytest.mark.parametrize("name", EVERYONE)
def test_a_role_that_never_may_is_told_so_and_another_sees_nothing(world, work_of, name):
    for permission in ABOUT_CHILDREN:
        refusal = NotReachableError if may_ever(name, permission) else NotAllowedError
        with work_of(name) as work, pytest.raises(refusal):
            scope.child(work, permission, uuid4())


def test_the_nightly_job_reads_every_child_and_writes_no_log(world, database):
    with database.reading() as session:
        work = Work(session, NIGHTLY, NOW)
        assert listed(world, work, Permission.LOG_READ) == set(REACH)
        assert alone(world, work, Permission.LOG_READ) == set(REACH)
        with pytest.raises(NotAllowedError):
            scope.child_ids(work, Permission.LOG_WRITE)


def employed(world, database, begins, ends) -> set[str]:
    """Return whom a new member of staff of Fjord sees today."""
    newcomer = world.persons["ane"].id
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        row = cases.employ(work, newcomer, Relation.STAFF_OF_UNIT, world.units["fjord"], begins)
        session.flush()
        if ends:
            cases.end(work, row, ends)
        session.commit()
    actor = Actor(newcomer, frozenset({Role.SHIFT_STAFF}))
    with database.reading() as session:
        return listed(world, Work(session, actor, NOW), Permission.LOG_READ)


@pytest.mark.parametrize(
    ("begins", "ends", "sees"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (YESTERDAY, TODAY, True),
        (TOMORROW, None, False),
        (YESTERDAY, YESTERDAY, False),
        (YESTERDAY, TOMORROW, True),
    ],
)
def test_an_employment_counts_from_its_first_day_to_its_last(world, database, begins, ends, sees):
    expected = {"malik", "aviaja"} if sees else set()
    assert employed(world, database, begins, ends) == expected


@pytest.mark.parametrize(
    ("begins", "ends", "sees"),
    [(TODAY, None, True), (YESTERDAY, YESTERDAY, False), (TOMORROW, None, False)],
)
def test_an_assignment_counts_from_its_first_day_to_its_last(world, database, begins, ends, sees):
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        nivi = world.children["nivi"]
        row = cases.assign(work, nivi, world.persons["sofie"].id, Relation.CONTACT_ADULT_OF, begins)
        session.flush()
        if ends:
            cases.end(work, row, ends)
        session.commit()
    actor = Actor(world.persons["sofie"].id, frozenset({Role.CONTACT_ADULT}))
    with database.reading() as session:
        found = listed(world, Work(session, actor, NOW), Permission.FLAG_ANSWER)
    assert found == ({"nivi"} if sees else set())


def test_a_child_that_moved_is_gone_from_the_old_place_and_seen_in_the_new(world, work_of):
    with work_of("sofie") as work:
        move(work, world.children["malik"], world.units["syd"], TODAY)
    seen = {}
    for name in ("pipaluk", "hans", "sofie", "ivik"):
        with work_of(name) as work:
            seen[name] = listed(world, work, Permission.CHILD_READ)
    assert seen == {
        "pipaluk": {"aviaja"},
        "hans": {"aviaja", "nivi"},
        "sofie": {"malik", "aviaja"},
        "ivik": {"aviaja"},
    }


def test_a_child_that_moves_tomorrow_is_still_here_today(world, work_of):
    with work_of("sofie") as work:
        move(work, world.children["malik"], world.units["syd"], TOMORROW)
    with work_of("pipaluk") as work:
        assert "malik" in listed(world, work, Permission.CHILD_READ)
    with work_of("pipaluk", NOW + timedelta(days=1)) as work:
        assert "malik" not in listed(world, work, Permission.CHILD_READ)


def move(work, child, unit, day) -> None:
    cases.place(Work(work.session, SET_UP, work.now), child, unit, day)


@pytest.mark.parametrize("name", ["pipaluk", "naja", "hans", "sofie", "ivik"])
def test_a_block_beats_every_relation(world, work_of, name):
    person, child = world.persons[name], world.children["malik"]
    with work_of(name) as work:
        cases.block(Work(work.session, SET_UP, NOW), child, person.id, TODAY)
    for permission in ABOUT_CHILDREN:
        with work_of(name) as work:
            assert "malik" not in listed(world, work, permission)
            assert "malik" not in alone(world, work, permission)


@pytest.mark.parametrize(("day", "blocked"), [(YESTERDAY, False), (TODAY, True), (TOMORROW, True)])
def test_a_block_holds_through_its_last_day(world, work_of, day, blocked):
    person, child = world.persons["sofie"], world.children["malik"]
    with work_of("sofie") as work:
        set_up = Work(work.session, SET_UP, NOW)
        row = cases.block(set_up, child, person.id, YESTERDAY)
        work.session.flush()
        cases.end(set_up, row, day)
    with work_of("sofie") as work:
        assert ("malik" not in listed(world, work, Permission.LOG_READ)) is blocked


def write_log(work, world, unit: str, day: date) -> ShiftLog:
    """Keep the least a log can be, as it stood in a unit."""
    child, place = world.children["malik"], world.units[unit]
    log = ShiftLog(
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=place.home_id,
        unit_id=place.id,
        day=day,
        shift=Shift.EVENING,
        author_id=world.persons["pipaluk"].id,
        written_at=NOW,
        received_at=NOW,
        content_version=1,
        presence="home",
        chips={},
    )
    save(work, log, Action.LOG_RECORDED)
    return log


def logs_seen(work_of, name: str) -> set:
    with work_of(name) as work:
        found = work.session.scalars(scope.about(ShiftLog, work, Permission.LOG_READ))
        return {log.id for log in found}


def test_a_home_reads_what_was_written_there_and_the_caseworker_reads_both(
    world, database, work_of
):
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        before = write_log(work, world, "fjord", YESTERDAY).id
        move(work, world.children["malik"], world.units["syd"], TODAY)
        cases.employ(
            work, world.persons["nuka"].id, Relation.STAFF_OF_UNIT, world.units["syd"], TODAY
        )
        after = write_log(work, world, "syd", TODAY).id
        session.commit()
    assert logs_seen(work_of, "nuka") == {after}
    assert logs_seen(work_of, "sofie") == {before, after}
    assert logs_seen(work_of, "pipaluk") == {before}, "to hand over"
    assert logs_seen(work_of, "hans") == {before}


def test_columns_can_be_read_through_the_same_condition(world, work_of):
    with work_of("sofie") as work:
        write_log(work, world, "fjord", TODAY)
    for name, sees in {"pipaluk": 1, "sofie": 1, "jens": 0}.items():
        with work_of(name) as work:
            within = scope.within(ShiftLog, work, Permission.LOG_READ)
            query = select(ShiftLog.day).where(within)
            found = work.session.execute(query.execution_options(scope="log_read")).all()
            assert len(found) == sees, name


def test_relations_are_read_through_the_scope_too(world, work_of):
    with work_of("karl") as work:
        rows = work.session.scalars(scope.about(Placement, work, Permission.CHILD_READ))
        assert {row.child_id for row in rows} == {
            world.children[n].id for n in ("nivi", "inuk", "pilu", "saki")
        }


def test_child_ids_are_those_of_the_children(world, work_of):
    with work_of("hans") as work:
        ids = set(work.session.scalars(scope.child_ids(work, Permission.LOG_READ)))
        children = work.session.scalars(scope.children(work, Permission.LOG_READ))
        assert ids == {child.id for child in children}


@pytest.mark.parametrize(
    ("name", "units"),
    [("pipaluk", {"fjord"}), ("hans", {"fjord", "fjeld"}), ("nuka", set()), ("naja", {"fjord"})],
)
def test_people_work_in_their_own_units(world, work_of, name, units):
    with work_of(name) as work:
        found = {unit.id for unit in work.session.scalars(scope.units(work, Permission.SHIFT_READ))}
    assert found == {world.units[unit].id for unit in units}


def test_a_caseworker_has_no_shift(world, work_of):
    with work_of("sofie") as work, pytest.raises(NotAllowedError):
        scope.units(work, Permission.SHIFT_READ)


def test_a_permission_that_concerns_no_child_gives_no_child(world, work_of):
    with work_of("sofie") as work, pytest.raises(NotAllowedError):
        scope.children(work, Permission.OWN_ACCOUNT)


def test_reading_a_child_is_noted_for_the_use_log(world, work_of):
    with work_of("sofie") as work:
        assert work.looked_up == frozenset()
        scope.child(work, Permission.LOG_READ, world.children["malik"].id)
        assert work.looked_up == {world.children["malik"].id}


def test_a_child_out_of_reach_is_not_noted(world, work_of):
    with work_of("sofie") as work:
        with pytest.raises(NotReachableError):
            scope.child(work, Permission.LOG_READ, world.children["inuk"].id)
        assert work.looked_up == frozenset()


def test_a_relation_of_another_kind_gives_nothing(world, database):
    """A person who only has the role, and no relation, reaches nobody."""
    stranger = Actor(world.persons["ane"].id, frozenset(Role) - {Role.NIGHTLY_JOB, Role.SET_UP})
    with database.reading() as session:
        for permission in ABOUT_CHILDREN:
            assert listed(world, Work(session, stranger, NOW), permission) == set()


def test_children_are_mapped_as_scoped():
    assert Child.scoped
