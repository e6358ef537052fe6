"""Passwords: argon2id with the settings OWASP names as the least (19 MiB, two passes)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_LENGTH = 12
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_nobodys = _hasher.hash("no one has this password")


def hashed(password: str) -> str:
    """Return the hash to keep."""
    return _hasher.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Tell whether the password fits; takes as long where there is no account."""
    try:
        return _hasher.verify(kept or _nobodys, password) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False
