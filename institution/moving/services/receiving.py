"""Say that a package has come, as whole as it was made."""

import hashlib
from uuid import UUID

from institution.access.errors import ConflictError, NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_once
from institution.cases import scope
from institution.db.base import new_id
from institution.moving.models import TransferPackage, TransferReceipt


class DamagedError(ConflictError):
    """What is kept is not what was made, or not what the receiver saw."""


def checksum_of(content: str) -> str:
    """Return the SHA-256 of a content, as `sha256sum` tells it of the file.

    >>> checksum_of("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(content.encode()).hexdigest()


def receive(work: Work, child_id: UUID, package_id: UUID, checksum: str) -> bool:
    """Say that a package has come; saying it again changes nothing.

    Args:
        work: of the new place.
        child_id: whose package.
        package_id: of the package.
        checksum: that the receiver saw.

    Returns:
        Whether it was said for the first time.

    Raises:
        NotAllowedError, NotReachableError: the actor receives no package for this child.
        DamagedError: the checksum does not hold.
    """
    mine = scope.about(TransferPackage, work, Permission.TRANSFER_RECEIVE)
    of_child = TransferPackage.child_id == child_id
    package = work.session.scalar(mine.where(of_child, TransferPackage.id == package_id))
    if package is None or work.actor.id is None:
        raise NotReachableError
    if not package.checksum == checksum == checksum_of(package.content):
        raise DamagedError
    row = {
        "id": new_id(),
        "child_id": package.child_id,
        "municipality_id": package.municipality_id,
        "home_id": package.home_id,
        "package_id": package.id,
        "receiver_id": work.actor.id,
        "received_at": work.now,
        "checksum": checksum,
    }
    return save_once(work, Rows(TransferReceipt, [row]), (), Action.TRANSFER_RECEIVED)
