"""Read transfer packages: the caseworker all of them, a home those that were made for it."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Home
from institution.moving.models import TransferPackage, TransferReceipt

READ = Permission.TRANSFER_READ


class Package(NamedTuple):
    """A package with who made it, for whom, and who has received it."""

    package: TransferPackage
    author: str
    home: str
    receipt: TransferReceipt | None
    receiver: str


def packages(work: Work, child_id: UUID) -> list[Package]:
    """Return the packages about a child that the actor may read, the newest first.

    Raises:
        NotAllowedError: no role of the actor ever reads packages.
    """
    if TransferPackage not in scope.kinds(work, READ, child_id):
        return []
    found = work.session.scalars(
        scope.about(TransferPackage, work, READ)
        .where(TransferPackage.child_id == child_id)
        .order_by(TransferPackage.made_at.desc(), TransferPackage.id.desc())
    ).all()
    receipts = {one.package_id: one for one in work.session.scalars(
        scope.about(TransferReceipt, work, READ).where(TransferReceipt.child_id == child_id)
    )}  # fmt: skip
    signers = [one.receiver_id for one in receipts.values()]
    people = names(work, [*(one.author_id for one in found), *signers])
    of_homes = select(Home.id, Home.name).where(Home.id.in_({one.home_id for one in found}))
    homes = {row.id: row.name for row in work.session.execute(of_homes)}
    return [_package(one, receipts.get(one.id), people, homes) for one in found]


def found(work: Work, child_id: UUID, package_id: UUID) -> Package:
    """Return a package.

    Raises:
        NotReachableError: no such package about this child, or made for another home.
    """
    one = next((p for p in packages(work, child_id) if p.package.id == package_id), None)
    if one is None:
        raise NotReachableError
    return one


def unreceived(work: Work, child_id: UUID) -> list[Package]:
    """Return what the actor could receive and nobody has yet; nothing for who receives none."""
    if not work.actor.may_ever(Permission.TRANSFER_RECEIVE):
        return []
    return [one for one in packages(work, child_id) if one.receipt is None]


def _package(
    package: TransferPackage,
    receipt: TransferReceipt | None,
    people: dict[UUID, str],
    homes: dict[UUID, str],
) -> Package:
    """Put together what is known of a package."""
    receiver = people.get(receipt.receiver_id, "") if receipt else ""
    author, home = people.get(package.author_id, ""), homes.get(package.home_id, "")
    return Package(package, author, home, receipt, receiver)
