"""Sealed columns: names, numbers, addresses and written text, unreadable without the key file.

AES-256-GCM. The sealed bytes are: format (1), key id (4), nonce (12), ciphertext with tag. The
associated data binds them to table, column and row, so that they open nowhere else.
"""

import hashlib
import hmac
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, overload
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary
from sqlalchemy.orm import MappedColumn, mapped_column, object_session

FORMAT = b"\x01"
KEY_ID_BYTES = 4
KEY_BYTES = 32
NONCE_BYTES = 12
Text = TypeVar("Text", str, str | None)


class KeyFileError(Exception):
    """The key file is missing, malformed or readable by others."""


class SealError(Exception):
    """Sealed bytes that do not open: another key, another place, or damage."""


class Place(NamedTuple):
    """Where sealed bytes belong."""

    table: str
    column: str
    row: UUID

    def bound(self) -> bytes:
        """Return the associated data."""
        return f"{self.table}|{self.column}|{self.row}".encode()


class Keyring:
    """The keys of one installation: the newest seals, all open.

    Args:
        keys: key id (8 hexadecimal digits) to 32 bytes, newest last.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {bytes.fromhex(name): AESGCM(key) for name, key in keys.items()}
        self._newest = bytes.fromhex(list(keys)[-1])
        first = next(iter(keys.values()))
        self._index_key = hashlib.sha256(b"index" + first).digest()
        self._signing_key = hashlib.sha256(b"sign" + first).digest()

    def seal(self, text: str, place: Place) -> bytes:
        """Return `text` sealed to its place."""
        nonce = os.urandom(NONCE_BYTES)
        cipher = self._ciphers[self._newest]
        sealed = cipher.encrypt(nonce, text.encode(), place.bound())
        return FORMAT + self._newest + nonce + sealed

    def open(self, sealed: bytes, place: Place) -> str:
        """Return the text.

        Raises:
            SealError: the key is not here, or the bytes were moved or changed.
        """
        start = len(FORMAT) + KEY_ID_BYTES
        cipher = self._ciphers.get(sealed[len(FORMAT) : start])
        if cipher is None or sealed[: len(FORMAT)] != FORMAT:
            raise SealError(f"no key for {place.table}.{place.column}")
        nonce, body = sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        try:
            return cipher.decrypt(nonce, body, place.bound()).decode()
        except (InvalidTag, ValueError):
            raise SealError(f"{place.table}.{place.column} does not open") from None

    def index(self, field: str, value: str) -> bytes:
        """Return a keyed fingerprint, by which an exact value is found without opening a table."""
        message = f"{field}|{value.strip().casefold()}".encode()
        return hmac.new(self._index_key, message, hashlib.sha256).digest()

    def sign(self, purpose: str, text: str) -> bytes:
        """Return what shows that this installation said `text`; the same every time."""
        message = f"{purpose}|{text}".encode()
        return hmac.new(self._signing_key, message, hashlib.sha256).digest()


def create_key_file(path: Path) -> None:
    """Write a new key file that only its owner reads; an existing one is left alone."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(f"{os.urandom(KEY_ID_BYTES).hex()} {os.urandom(KEY_BYTES).hex()}\n")


def read_key_file(path: Path) -> Keyring:
    """Return the keys of the file: one line each, id and key in hexadecimal, newest last.

    Raises:
        KeyFileError: missing, malformed, or open to other users.
    """
    if not path.is_file():
        raise KeyFileError(f"key file is missing: {path}")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeyFileError(f"key file must have mode 0600: {path}")
    try:
        return Keyring(_parsed(path.read_text()))
    except (ValueError, IndexError, StopIteration):
        raise KeyFileError(f"key file is not readable as keys: {path}") from None


def _parsed(text: str) -> dict[str, bytes]:
    """Return the keys by id."""
    pairs = [line.split() for line in text.splitlines() if line.strip()]
    keys = {name: bytes.fromhex(key) for name, key in pairs}
    whole = all(
        len(bytes.fromhex(name)) == KEY_ID_BYTES and len(key) == KEY_BYTES
        for name, key in keys.items()
    )
    if not whole or len(keys) != len(pairs):
        raise ValueError
    return keys


def sealed_column(**options: Any) -> MappedColumn[Any]:
    """Return the column that keeps sealed bytes."""
    return mapped_column(LargeBinary, **options)


class SealedText(Generic[Text]):
    """Read and write the text behind a sealed column.

    New text waits beside the record until the session is flushed, when the row's id and the
    keyring are both known; see `db.nets`.
    """

    def __init__(self, column: str) -> None:
        self.column = column

    def __set_name__(self, owner: type, name: str) -> None:
        """Note under which name the text is read, and under which new text waits."""
        self.name = name
        self.waiting = f"_waiting_{name}"

    @overload
    def __get__(self, record: None, owner: type) -> "SealedText[Text]": ...
    @overload
    def __get__(self, record: object, owner: type) -> Text: ...
    def __get__(self, record: Any, owner: type) -> "Text | SealedText[Text]":
        """Return the text; None where nothing was written."""
        if record is None:
            return self
        if self.waiting in record.__dict__:
            return record.__dict__[self.waiting]  # type: ignore[no-any-return]
        sealed = getattr(record, self.column)
        if sealed is None:
            return None  # type: ignore[return-value]
        session = object_session(record)
        if session is None:
            raise SealError("a sealed text is read inside its session")
        place = Place(record.__tablename__, self.column, record.id)
        return session.info["keyring"].open(sealed, place)  # type: ignore[no-any-return]

    def __set__(self, record: Any, text: Text) -> None:
        """Let the text wait for the flush."""
        record.__dict__[self.waiting] = text
        setattr(record, self.column, b"" if text is not None else None)

    def seal(self, record: Any, keyring: Keyring) -> None:
        """Put what waits into the column."""
        if self.waiting not in record.__dict__:
            return
        text = record.__dict__.pop(self.waiting)
        place = Place(record.__tablename__, self.column, record.id)
        setattr(record, self.column, None if text is None else keyring.seal(text, place))


class Sealed(SealedText[str]):
    """A text that is always there."""


class SealedOrNone(SealedText[str | None]):
    """A text that may be missing."""
