"""What a reviewer may overlook does not get through the session."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, func, select
from sqlalchemy.orm import joinedload, registry

from institution.access.actor import SET_UP
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action, RecordHistory
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Child, Home, Placement, Profile, Unit
from institution.db.base import AboutChild, Base
from institution.db.nets import UnsavedError, UnscopedError, scoped_tables
from institution.logs.models import ShiftLog
from tests.world import NOW

UNSCOPED = [
    select(Child),
    select(Child.id),
    select(ShiftLog.day),
    select(func.count()).select_from(ShiftLog),
    select(Unit).join(Placement, Placement.unit_id == Unit.id),
    select(Unit).where(Unit.id.in_(select(Placement.unit_id))),
    select(Placement).options(joinedload(Placement.unit)),
    select(ShiftLog.id).union_all(select(Placement.id)),
]


@pytest.mark.parametrize("number", range(len(UNSCOPED)))
def test_a_query_about_children_without_the_scope_is_refused(database, number):
    with database.reading() as session, pytest.raises(UnscopedError):
        session.execute(UNSCOPED[number])


def test_a_query_on_a_place_needs_no_scope(database, world):
    with database.reading() as session:
        assert len(session.scalars(select(Unit)).all()) == len(world.units)


NOT_ABOUT = {"record_history", "use_log", "sign_ins"}
"""Tables that name a child without being records about it: journals, and who holds a tablet."""


def test_every_table_with_a_child_is_read_through_the_scope():
    named = {t for t in Base.metadata.tables.values() if "child_id" in t.columns}
    others = {Base.metadata.tables[name] for name in NOT_ABOUT}
    assert scoped_tables() == (named - others) | {Child.__table__}


def test_the_tables_are_looked_at_again_when_another_is_mapped():
    known = scoped_tables()
    assert scoped_tables() is known
    visits = Table("visits", MetaData(), Column("id", Integer, primary_key=True))
    registry().map_imperatively(type("Visit", (), {}), visits)
    assert scoped_tables() is not known


def test_every_table_about_a_child_names_the_authority_and_is_one_model():
    for mapper in Base.registry.mappers:
        if "child_id" in mapper.columns and mapper.local_table.name not in NOT_ABOUT:
            assert issubclass(mapper.class_, AboutChild)
            assert "municipality_id" in mapper.columns


def test_a_record_that_was_not_saved_through_the_trail_is_refused(database):
    with database.writing() as session:
        session.add(Home(name="Huset", profile=Profile.GREENLAND, time_zone="UTC"))
        with pytest.raises(UnsavedError, match="Home"):
            session.flush()


def malik(work, world) -> Child:
    """Return the record of Malik, as something that can be changed."""
    known = Child.id == world.children["malik"].id
    return work.session.scalars(scope.children(work, Permission.CHILD_READ).where(known)).one()


def test_a_change_that_was_not_saved_through_the_trail_is_refused(world, work_of):
    with work_of("sofie") as work:
        found = malik(work, world)
        found.name = "Another"
        with pytest.raises(UnsavedError, match="Child"):
            work.session.flush()
        work.session.rollback()


def test_a_deleted_record_is_refused(world, work_of):
    with work_of("sofie") as work:
        found = malik(work, world)
        work.session.delete(found)
        with pytest.raises(UnsavedError):
            work.session.flush()
        work.session.rollback()


def test_a_record_saved_once_is_not_changed_again_without_history(world, work_of):
    with work_of("sofie") as work:
        found = malik(work, world)
        found.address = "Nuuk 1"
        save(work, found, Action.CHILD_REGISTERED)
        work.session.flush()
        found.address = "Nuuk 2"
        with pytest.raises(UnsavedError):
            work.session.flush()
        work.session.rollback()


def test_what_was_read_is_not_written(world, work_of, database):
    with work_of("sofie") as work:
        malik(work, world)
    with database.reading() as session:
        actions = set(session.scalars(select(RecordHistory.action)))
    assert Action.PERSON_CHANGED not in actions


def test_parts_are_saved_with_their_whole(database):
    with database.writing() as session:
        work = Work(session, SET_UP, NOW)
        home = Home(name="Huset", profile=Profile.GREENLAND, time_zone="UTC")
        unit = Unit(name="A", home=home, home_id=home.id)
        save(work, unit, Action.SET_UP)
        session.commit()
    with database.reading() as session:
        assert session.scalar(select(Home.id).where(Home.name == "Huset")) == home.id
