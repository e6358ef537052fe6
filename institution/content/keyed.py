"""Things that are named by a key."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Keyed(Protocol):
    """Anything with a key."""

    @property
    def key(self) -> str:
        """The word that names it in records."""


K = TypeVar("K", bound=Keyed)


def by_key(things: Iterable[K], key: str) -> K:
    """Return the one of `things` with this key.

    Raises:
        KeyError: none has it.
    """
    for thing in things:
        if thing.key == key:
            return thing
    raise KeyError(key)


def repeated(things: Iterable[Keyed]) -> list[str]:
    """Return the keys that occur more than once."""
    keys = [thing.key for thing in things]
    return sorted(key for key in set(keys) if keys.count(key) > 1)
