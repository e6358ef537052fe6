"""Envelopes as tablets send them, and what is inside.

Version 1: `body` is base64url of the tablet's fresh public point (65 bytes) and the ciphertext with
its tag. Key and nonce come from ECDH on P-256 by HKDF-SHA256; AES-256-GCM binds every other field.
"""

import base64
import binascii
import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from institution.access.errors import RefusedError
from institution.access.work import Work
from institution.logs.models import Shift
from institution.offline.services.keys import CURVE, private_key

VERSION = 1
INFO = b"institution entry 1"
POINT_BYTES, KEY_BYTES, NONCE_BYTES = 65, 32, 12
LARGEST = 256 * 1024
"""Characters of one envelope: ten times the longest log."""
LONGEST_KIND = 40
"""Characters of the code of a kind."""
HIGHEST_NUMBER = 2**31 - 1
BOUND = ("v", "id", "kind", "child_id", "day", "shift", "written_at", "device", "number", "key")
"""The fields that the seal holds together, in this order."""


class MalformedError(RefusedError):
    """Not an envelope."""


class UnreadableError(RefusedError):
    """An envelope that does not open: changed on the way, or sealed to a key we never had."""


class Envelope(NamedTuple):
    """What can be read from outside."""

    id: UUID
    kind: str
    """Code of what it is; not every code is known here."""
    child_id: UUID | None
    """None where it is about no child."""
    day: date
    shift: Shift | None
    """None where it is about no shift."""
    written_at: datetime
    """By the clock of the tablet; in UTC."""
    device_id: UUID
    number: int
    key_id: UUID
    body: bytes
    bound: bytes
    """What the seal holds together."""


class Says(NamedTuple):
    """What was inside."""

    ticket: str
    form: tuple[tuple[str, str], ...]
    """Names and answers, as a browser sends a form."""
    corrects_id: UUID | None


def digest_of(raw: object) -> bytes:
    """Return what tells an envelope from every other."""
    return hashlib.sha256(as_text(raw).encode()).digest()


def as_text(raw: object) -> str:
    """Return what was sent as one text, the same for the same envelope."""
    return json.dumps(raw, sort_keys=True, ensure_ascii=True)


def parse(raw: Any, *, numbered: bool = True) -> Envelope:
    """Return the envelope.

    Args:
        raw: what came, whatever it is.
        numbered: entries are counted from 1 on their tablet; what is only begun has the number 0,
            so that neither can be taken for the other.

    Raises:
        MalformedError: it is none.
    """
    lowest, highest = (1, HIGHEST_NUMBER) if numbered else (0, 0)
    try:
        envelope = _parsed(raw)
        if not lowest <= envelope.number <= highest:
            raise MalformedError
        return envelope
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError, binascii.Error):
        raise MalformedError from None


def open_envelope(work: Work, envelope: Envelope) -> Says:
    """Return what was inside.

    Raises:
        UnreadableError: it does not open, or no form is inside.
    """
    private = private_key(work, envelope.key_id)
    if private is None:
        raise UnreadableError
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, envelope.body[:POINT_BYTES])
        shared = private.exchange(ec.ECDH(), point)
        secret = _secret(shared, envelope.body[:POINT_BYTES])
        key, nonce = secret[:KEY_BYTES], secret[KEY_BYTES:]
        plain = AESGCM(key).decrypt(nonce, envelope.body[POINT_BYTES:], envelope.bound)
        return _says(json.loads(plain))
    except (InvalidTag, TypeError, KeyError, ValueError, AttributeError):
        raise UnreadableError from None


def _parsed(raw: dict[str, Any]) -> Envelope:
    """Read the fields; anything unexpected raises."""
    number, body = raw["number"], raw["body"]
    of_ours = raw["v"] == VERSION and isinstance(number, int)
    kind = raw["kind"]
    if not isinstance(kind, str) or not kind or len(kind) > LONGEST_KIND:
        raise ValueError
    if not of_ours or isinstance(number, bool):
        raise ValueError
    written_at = datetime.fromisoformat(raw["written_at"])
    if written_at.tzinfo is None or not 1900 <= written_at.year <= 9000:
        raise ValueError
    return Envelope(
        UUID(raw["id"]),
        kind,
        UUID(raw["child_id"]) if raw["child_id"] != "" else None,
        date.fromisoformat(raw["day"]),
        Shift(raw["shift"]) if raw["shift"] != "" else None,
        written_at.astimezone(UTC),
        UUID(raw["device"]),
        number,
        UUID(raw["key"]),
        base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)),
        "|".join(str(raw[name]) for name in BOUND).encode(),
    )


def _secret(shared: bytes, point: bytes) -> bytes:
    """Return key and nonce."""
    return HKDF(SHA256(), KEY_BYTES + NONCE_BYTES, salt=point, info=INFO).derive(shared)


def _says(inside: dict[str, Any]) -> Says:
    """Read what was inside; anything unexpected raises."""
    form = tuple((str(name), str(answer)) for name, answer in inside["form"])
    corrects = inside.get("corrects")
    for pair in form:
        "".join(pair).encode()  # half a sign cannot be kept
    return Says(str(inside["ticket"]), form, UUID(corrects) if corrects else None)
