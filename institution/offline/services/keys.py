"""The key pairs tablets seal to. A new one is given out from now on; the old ones still open."""

from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import select

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.offline.models import ServerKey

CURVE = ec.SECP256R1()


def newest_key(work: Work) -> ServerKey:
    """Return the key pair that is given out; the first is made when it is first asked for."""
    newest = select(ServerKey).order_by(ServerKey.made_at.desc(), ServerKey.id.desc()).limit(1)
    return work.session.scalar(newest) or new_key(work)


def new_key(work: Work) -> ServerKey:
    """Make a key pair that is given out from now on."""
    private = ec.generate_private_key(CURVE)
    key = ServerKey(
        public_key=public_bytes(private),
        private=f"{private.private_numbers().private_value:064x}",
        made_at=work.now,
    )
    save(work, key, Action.KEY_MADE)
    work.session.flush()
    return key


def private_key(work: Work, key_id: UUID) -> ec.EllipticCurvePrivateKey | None:
    """Return the private half of a key pair; None where there is no such pair.

    Asked again in the same piece of work, it answers from memory.
    """
    kept: dict[UUID, ec.EllipticCurvePrivateKey] = work.session.info.setdefault("server_keys", {})
    if key_id not in kept:
        found = work.session.scalar(select(ServerKey).where(ServerKey.id == key_id))
        if found is None:
            return None
        kept[key_id] = ec.derive_private_key(int(found.private, 16), CURVE)
    return kept[key_id]


def public_bytes(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public half as an uncompressed point."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
