"""What the people of the demo write and are called; in Danish, as such homes write."""

import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml

HERE = Path(__file__).parent
Card = TypeVar("Card")


@cache
def texts(name: str) -> dict[str, Any]:
    """Return the texts of one file."""
    with (HERE / f"{name}.yaml").open(encoding="utf-8") as file:
        # The C loader is five times as fast, and the files are ours.
        loaded: dict[str, Any] = yaml.load(file, yaml.CSafeLoader)
    return loaded


class Deck(Generic[Card]):
    """Deals texts without a repeat until all were dealt, and none again soon after that."""

    def __init__(self, cards: Sequence[Card], chance: random.Random) -> None:
        self._cards = list(cards)
        chance.shuffle(self._cards)
        self._chance = chance
        self._left: list[Card] = []

    def deal(self) -> Card:
        """Return the next text."""
        if not self._left:
            self._shuffle()
        return self._left.pop(0)

    def _shuffle(self) -> None:
        """Shuffle each half by itself, so that the newest half stays behind."""
        half = len(self._cards) // 2
        older, newer = self._cards[:half], self._cards[half:]
        self._chance.shuffle(older)
        self._chance.shuffle(newer)
        self._cards = older + newer
        self._left = self._cards[:]
