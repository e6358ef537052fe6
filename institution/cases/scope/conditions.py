"""The policy as a WHERE clause: who reaches whom on a day.

It begins with the person, so that its cost does not grow with the number of children in the
database. Conditions are kept ready: making one takes longer than asking the database. Their text is
the same for everybody with the same relations, and for every day.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Uuid,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from institution.access.policy import Relation
from institution.audit.models import RecordHistory
from institution.cases.models import (
    Bounded,
    Child,
    Placement,
    RespiteStay,
    Unit,
)
from institution.cases.scope.bounds import Closer, allowed
from institution.cases.scope.ready import Told, told
from institution.cases.scope.ways import (
    CARING,
    NAMED,
    NAMED_ONE,
    THROUGH_FAMILY,
    Asking,
    Relations,
    at_place,
    by,
    homes_of,
    reach,
    units_of,
    values_of,
)
from institution.db.base import AboutChild, WrittenAtPlace, WrittenWithOrWithoutPlace
from institution.db.statements import Statement
from institution.db.types import Moment

KEPT = 1024
"""Conditions kept ready: a few for each person at work on a day."""


@lru_cache(KEPT)
def reached(through: Relations, person_id: UUID | None, day: date) -> ColumnElement[bool]:
    """Return the condition that a person reaches a child on a day."""
    return _told_reached(through).filled(values_of(person_id, day))


@lru_cache(KEPT)
def within(
    model: type[AboutChild],
    through: Relations,
    person_id: UUID | None,
    day: date,
    closer: Closer,
) -> ColumnElement[bool]:
    """Return the condition that a person reaches a record about a child on a day."""
    return _told_within(model, through, closer).filled(values_of(person_id, day))


@lru_cache(KEPT)
def _told_reached(through: Relations) -> Told:
    """Return the condition of `reached` for whoever asks."""
    return told(cast(Table, Child.__table__), reach(Child.id, through, NAMED))


@lru_cache(KEPT)
def _told_within(model: type[AboutChild], through: Relations, closer: Closer) -> Told:
    """Return the condition of `within` for whoever asks."""
    return told(cast(Table, model.__table__), _within(model, through, NAMED, closer))


def _within(
    model: type[AboutChild], through: Relations, asking: Asking, closer: Closer
) -> ColumnElement[bool]:
    """Return the condition of `within` for who asks."""
    if model is Placement:
        # Where a child lives that has moved out is not for those whom it left.
        through = through - {Relation.MOVED_OUT}
    if model is Placement and through & THROUGH_FAMILY:
        return _placements(through, asking)
    if model is RespiteStay and Relation.RESPITE_CARER_OF in through:
        return _stays(through, asking)
    if not issubclass(model, WrittenAtPlace | WrittenWithOrWithoutPlace):
        return reach(model.child_id, through, asking)
    reached = at_place(model, through, asking)
    if not issubclass(model, Bounded):
        return reached
    restricted, named = (at_place(model, through & some, asking) for some in closer)
    return and_(reached, allowed(model, asking.person, restricted, named))


def _placements(through: Relations, asking: Asking) -> ColumnElement[bool]:
    """Return the condition of `within` for placements: a family hears of no other place."""
    family = through & THROUGH_FAMILY
    others = reach(Placement.child_id, through - family, asking)
    here = reach(Placement.child_id, family, asking)
    return or_(others, and_(here, Placement.unit_id.in_(units_of(family, asking))))


def _stays(through: Relations, asking: Asking) -> ColumnElement[bool]:
    """Return the condition of `within` for stays: a respite family hears of its own alone."""
    respite = frozenset({Relation.RESPITE_CARER_OF})
    others = reach(RespiteStay.child_id, through - respite, asking)
    here = reach(RespiteStay.child_id, respite, asking)
    return or_(others, and_(here, RespiteStay.unit_id.in_(units_of(CARING, asking))))


@lru_cache(KEPT)
def families(through: Relations, person_id: UUID | None, day: date) -> Select[UUID]:
    """Select the ids of the foster families to which a person is tied on a day."""
    return homes_of(through & THROUGH_FAMILY, by(person_id, day))


class WithGaps(NamedTuple):
    """Conditions with gaps for who asks and on which day: one statement serves everybody."""

    within: ColumnElement[bool]
    units: Select[Unit]


@lru_cache
def with_gaps(model: type[AboutChild], through: Relations, closer: Closer) -> WithGaps:
    """Return the conditions of `within` and `units`, to be filled with `values_of` who asks."""
    within = _told_within(model, through, closer).filled({})
    return WithGaps(within, select(Unit).where(Unit.id.in_(units_of(through, NAMED))))


@lru_cache
def of_child(model: type[AboutChild], through: Relations, closer: Closer) -> ColumnElement[bool]:
    """Return the condition of `within` with gaps, for the records about `of_child` alone."""
    one = told(cast(Table, model.__table__), _within(model, through, NAMED_ONE, closer))
    # The child stands beside the text as well: an index is not looked for in what is inside.
    return and_(model.child_id == NAMED_ONE.child, one.filled({}))


@lru_cache(KEPT)
def units(through: Relations, person_id: UUID | None, day: date) -> Select[Unit]:
    """Select the units in which a person works on a day."""
    return select(Unit).where(Unit.id.in_(units_of(through, by(person_id, day))))


@lru_cache
def single(through: Relations) -> Statement:
    """Select what pages say of one child: `child_id`, for `person_id` on `day`.

    With it comes the number of records about it that were kept since `since`.
    """
    records = select(func.count()).where(
        RecordHistory.child_id == Child.id, RecordHistory.at >= bindparam("since", type_=Moment())
    )
    found = select(
        Child.name_sealed,
        Child.born_sealed,
        Child.municipality_id,
        records.scalar_subquery(),
    )
    within_reach = reach(Child.id, through, NAMED)
    return Statement(found.where(Child.id == bindparam("child_id", type_=Uuid()), within_reach))
