"""Make a transfer package: the caseworker chooses what goes along, and of which days."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Home, Placement
from institution.moving.models import TransferPackage
from institution.moving.services import packing
from institution.moving.services.receiving import checksum_of

PARTS = tuple(packing.PACKED)
FORMAT = 1


class NowhereError(RefusedError):
    """The child lives nowhere, and is to move nowhere, that we know of."""


class NothingChosenError(RefusedError):
    """No part is chosen, one that is not offered, or the last day comes before the first."""


@dataclass(frozen=True)
class NewPackage:
    """What the caseworker chose."""

    id: UUID
    """Made with the form, so that sending it twice keeps it once."""
    parts: tuple[str, ...]
    first: date
    last: date
    words: str | None = None


def make(work: Work, child_id: UUID, new: NewPackage) -> TransferPackage:
    """Keep a package for the home to which the child moved last, or is to move.

    Sending the same again changes nothing and returns the kept one.

    Raises:
        NotAllowedError, NotReachableError: the actor does not hold the case of this child.
        NowhereError, NothingChosenError: it cannot be made so.
    """
    child = scope.child(work, Permission.TRANSFER_MAKE, child_id)
    if kept := _kept(work, child_id, new.id):
        return kept
    if not new.parts or not set(new.parts) <= set(PARTS) or new.last < new.first:
        raise NothingChosenError
    home = receiving_home(work, child_id)
    if home is None:
        raise NowhereError
    if work.actor.id is None:
        raise NotReachableError
    content = _content(work, child_id, new)
    package = TransferPackage(
        id=new.id,
        child_id=child.id,
        municipality_id=child.municipality_id,
        home_id=home.id,
        author_id=work.actor.id,
        made_at=work.now,
        parts=[part for part in PARTS if part in new.parts],
        first=new.first,
        last=new.last,
        checksum=checksum_of(content),
        content=content,
        words=new.words,
    )
    save(work, package, Action.TRANSFER_MADE)
    work.session.flush()
    return package


def receiving_home(work: Work, child_id: UUID) -> Home | None:
    """Return the home of the child's newest placement, also one to come; None where it has none."""
    placements: list[Placement] = cases.placements(work, Permission.TRANSFER_MAKE, child_id)
    if not placements:
        return None
    home_id = placements[-1].unit.home_id
    return work.session.scalars(select(Home).where(Home.id == home_id)).one()


def _content(work: Work, child_id: UUID, new: NewPackage) -> str:
    """Return what is handed on: the same record gives the same letters."""
    chosen = {part: pack(work, child_id, (new.first, new.last))
              for part, pack in packing.PACKED.items() if part in new.parts}  # fmt: skip
    told = {"format": FORMAT, "first": str(new.first), "last": str(new.last), "parts": chosen}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)


def _kept(work: Work, child_id: UUID, package_id: UUID) -> TransferPackage | None:
    """Return the package of this child that was made with the same form."""
    mine = scope.about(TransferPackage, work, Permission.TRANSFER_MAKE)
    of_child = TransferPackage.child_id == child_id
    return work.session.scalar(mine.where(of_child, TransferPackage.id == package_id))
