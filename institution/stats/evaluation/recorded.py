"""Series of real persons from a folder, each person as a home of its own.

The folder holds `meta.json`, `NAME.csv` and `NAME_events.csv` for each series. A series has the
columns `person`, `day`, and one for each item; several rows on a day are several entries, empty is
not rated. `meta.json` tells for each series its `items`, in their order, with the `range` of each
and whether `higher_is_better`. Events have the columns `person`, `day` and `event`.
"""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from institution.stats.arrays import Floats
from institution.stats.evaluation.entries import NOBODY, Entries

LOWEST, HIGHEST = 1.0, 5.0


class Event(NamedTuple):
    """Something that is known to have happened."""

    person: int
    day: int
    what: str


class Recorded(NamedTuple):
    """A series; days are counted from each person's first one."""

    name: str
    persons: tuple[str, ...]
    items: tuple[str, ...]
    entries: Entries
    events: tuple[Event, ...]


def read_all(folder: Path) -> list[Recorded]:
    """Read every series of a folder, in the order of `meta.json`.

    Raises:
        OSError: a file cannot be read.
        ValueError: a file is not what it should be.
    """
    try:
        described = json.loads((folder / "meta.json").read_text("utf-8"))
        return [_read(folder, name, one["items"]) for name, one in described.items()]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{folder}: {error!r} is not as expected") from error


def _read(folder: Path, name: str, items: dict[str, Any]) -> Recorded:
    rows: dict[str, dict[int, list[list[float]]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(folder / f"{name}.csv"):
        levels = [float(row[item]) if row[item] else np.nan for item in items]
        rows[row["person"]][int(row["day"])].append(levels)
    persons = tuple(rows)
    first = {person: min(days) for person, days in rows.items()}
    events = tuple(
        Event(persons.index(row["person"]), int(row["day"]) - first[row["person"]], row["event"])
        for row in _rows(folder / f"{name}_events.csv")
        if row["person"] in first and int(row["day"]) >= first[row["person"]]
    )
    days = [{day - first[one]: found for day, found in rows[one].items()} for one in persons]
    return Recorded(name, persons, tuple(items), _entries(days, items), events)


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _entries(persons: list[dict[int, list[list[float]]]], items: dict[str, Any]) -> Entries:
    length = np.array([max(days) + 1 for days in persons])
    places = max(len(found) for days in persons for found in days.values())
    shape = int(length.max()), len(persons), places
    adult = np.full(shape, NOBODY)
    ratings = np.full((*shape, len(items)), np.nan)
    for number, days in enumerate(persons):
        for day, found in days.items():
            adult[day, number, : len(found)] = 0
            ratings[day, number, : len(found)] = found
    home, shift = np.arange(len(persons)), np.zeros(places, dtype=np.int64)
    return Entries(home, shift, adult, _turned(ratings, items), length)


def _turned(ratings: Floats, items: dict[str, Any]) -> Floats:
    """Bring ratings to 1 to 5, higher is better."""
    low, high = np.array([one["range"] for one in items.values()], dtype=float).T
    better = np.array([one["higher_is_better"] for one in items.values()])
    share = np.where(better, ratings - low, high - ratings) / (high - low)
    return np.asarray(LOWEST + share * (HIGHEST - LOWEST))
