"""How many false alarms a home chose, and what the engine needs for that many."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import numpy as np
from sqlalchemy import select

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Home, Unit
from institution.content.flags import flags as content
from institution.flags.models import FalseAlarmChoice
from institution.flags.services.residence import Residence
from institution.stats.arrays import Floats
from institution.stats.change.verdict import THRESHOLDS

OFFERED = tuple(THRESHOLDS)
"""False alarms for each child and year that a home may choose."""
LOWEST = min(THRESHOLDS[rate] for rate in OFFERED)
"""Odds below which no home is told of a change."""


class UnknownRateError(RefusedError):
    """A number of false alarms that is not offered."""


class Chosen(NamedTuple):
    """What holds in a home."""

    per_year: float
    who: str
    """Empty where nobody has chosen."""
    at: datetime | None
    """None where nobody has chosen."""


def thresholds(work: Work, children: Sequence[Residence]) -> Floats:
    """Return the odds from which a change is told, shape (children,); costs one query."""
    rates = {
        home_id: one.per_year
        for home_id, one in _newest(work, {child.home_id for child in children}).items()
    }
    usual = content().limits.false_alarms_per_child_year
    return np.array([THRESHOLDS[rates.get(one.home_id, usual)] for one in children])


def chosen(work: Work, home_id: UUID) -> Chosen:
    """Return what holds in a home.

    Raises:
        NotAllowedError: no role of the actor ever chooses.
        NotReachableError: no such home, or not within reach.
    """
    managed(work, home_id)
    found = _newest(work, [home_id]).get(home_id)
    if found is None:
        return Chosen(content().limits.false_alarms_per_child_year, "", None)
    who = names(work, [found.author_id]).get(found.author_id, "")
    return Chosen(found.per_year, who, found.chosen_at)


def choose(work: Work, home_id: UUID, per_year: float) -> None:
    """Choose from now on; choosing what holds already changes nothing.

    Raises:
        NotAllowedError: no role of the actor ever chooses.
        NotReachableError: no such home, or not within reach.
        UnknownRateError: it is not offered.
    """
    held = chosen(work, home_id)
    if per_year not in OFFERED:
        raise UnknownRateError
    if work.actor.id is None or held.per_year == per_year:
        return
    new = FalseAlarmChoice(
        home_id=home_id, per_year=per_year, author_id=work.actor.id, chosen_at=work.now
    )
    save(work, new, Action.FALSE_ALARMS_CHOSEN)


def managed(work: Work, home_id: UUID) -> Home:
    """Return the home.

    Raises:
        NotAllowedError: no role of the actor ever manages a home.
        NotReachableError: no such home, or not within reach.
    """
    units = scope.units(work, Permission.FALSE_ALARMS_CHOOSE).with_only_columns(Unit.home_id)
    found = work.session.scalar(select(Home).where(Home.id == home_id, Home.id.in_(units)))
    if found is None:
        raise NotReachableError
    return found


def managed_homes(work: Work) -> Sequence[Home]:
    """Return the homes the actor chooses for, by name; none where no role ever does."""
    if not work.actor.may_ever(Permission.FALSE_ALARMS_CHOOSE):
        return []
    units = scope.units(work, Permission.FALSE_ALARMS_CHOOSE).with_only_columns(Unit.home_id)
    return work.session.scalars(select(Home).where(Home.id.in_(units)).order_by(Home.name)).all()


def _newest(work: Work, home_ids: Collection[UUID]) -> dict[UUID, FalseAlarmChoice]:
    """Return the newest choice of each home that has chosen."""
    made = work.session.scalars(
        select(FalseAlarmChoice)
        .where(FalseAlarmChoice.home_id.in_(home_ids))
        .order_by(FalseAlarmChoice.chosen_at, FalseAlarmChoice.id)
    )
    return {one.home_id: one for one in made}
