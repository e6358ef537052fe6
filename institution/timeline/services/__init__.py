"""Read a child's timeline: a screen of it, or everything in which some words stand."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.timeline.services.items import Item, Kind, SealedText, Wanted, opened
from institution.timeline.services.sources import OWN, authors, year_of

__all__ = [
    "Item",
    "Kind",
    "Screen",
    "SealedText",
    "Shown",
    "Wanted",
    "authors",
    "timeline",
    "year_of",
]

PER_SCREEN = 30
IN_A_DAY = 12
"""More is hardly written of one child in a day; a screen ends with a whole day."""
MOST_FOUND = 100


@dataclass(frozen=True)
class Shown:
    """One thing on the screen, with its texts."""

    item: Item
    texts: dict[str, str]


@dataclass(frozen=True)
class Screen:
    """Some of a timeline, the newest first."""

    shown: tuple[Shown, ...]
    older: date | None
    """The day from which older things go on; null where there are none."""
    found: int | None
    """How many things hold the words; null where none were looked for."""


def timeline(work: Work, child_id: UUID, wanted: Wanted, others: Sequence[Item] = ()) -> Screen:
    """Return a screen of the timeline, as far as the reader may read each kind of record.

    Args:
        work: of the reader.
        child_id: whose time it is.
        wanted: what to show.
        others: items that other features give; they are narrowed by kind, period and person here.

    Raises:
        NotReachableError: no such child, or not within reach.
    """
    scope.child(work, Permission.TIMELINE_READ, child_id)
    if wanted.words:
        return _found(work, child_id, wanted, others)
    items = _items(work, child_id, replace(wanted, limit=PER_SCREEN + IN_A_DAY), others)
    last = items[PER_SCREEN - 1].day if len(items) > PER_SCREEN else None
    shown = [one for one in items if last is None or one.day >= last]
    more = len(shown) < len(items)
    older = last - timedelta(days=1) if last and more else None
    return Screen(tuple(_open(work, shown)), older, None)


def _items(work: Work, child_id: UUID, wanted: Wanted, others: Sequence[Item]) -> list[Item]:
    """Return the items of all sources, the newest first."""
    found = [
        item
        for kind, source in OWN.items()
        if wanted.kind in (None, kind)
        for item in source(work, child_id, wanted)
    ]
    found += [one for one in others if _wants(wanted, one)]
    return sorted(found, key=lambda item: item.order, reverse=True)


def _wants(wanted: Wanted, item: Item) -> bool:
    """Tell whether an item of another feature is among what is wanted."""
    narrowed = wanted.person_id is not None or wanted.dimension is not None
    return wanted.kind in (None, item.kind) and wanted.holds(item.day) and not narrowed


def _found(work: Work, child_id: UUID, wanted: Wanted, others: Sequence[Item]) -> Screen:
    """Return what holds the words, looked for in memory: no text leaves its seal elsewhere."""
    words = (wanted.words or "").casefold().split()
    hits = [
        one for one in _open(work, _items(work, child_id, wanted, others)) if _holds(one, words)
    ]
    return Screen(tuple(hits[:MOST_FOUND]), None, len(hits))


def _holds(one: Shown, words: Sequence[str]) -> bool:
    """Tell whether every word stands in the texts of an item."""
    text = "\n".join([*one.texts.values(), str(one.item.facts.get("words", ""))]).casefold()
    return all(word in text for word in words)


def _open(work: Work, items: Iterable[Item]) -> list[Shown]:
    """Return items with their texts opened."""
    keyring = work.session.info["keyring"]
    return [Shown(item, _plain(opened(keyring, item.texts))) for item in items]


def _plain(texts: dict[str, str]) -> dict[str, str]:
    """Return texts with the answers of an incident by their questions."""
    told = texts.pop("texts", None)
    beside = texts.pop("beside", None)
    answers: dict[str, str] = json.loads(told) if told else {}
    if beside:
        lines = [json.loads(line) for line in beside.split("\n")]
        answers["beside"] = "\n".join(text for line in lines for text in line.values())
    return {**answers, **texts}
