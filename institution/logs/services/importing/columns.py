"""Which column of a file is what: the own format, or another program's with a mapping."""

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor
from typing import NamedTuple

from institution.content.daily_log import daily_log
from institution.logs.models import Shift
from institution.logs.services.importing.refusals import CellError, FileError

WHO_AND_WHEN = ("child", "day", "shift", "author", "slot", "written_at")
TEXTS = ("child_voice", "handover", "good_moment", "note")
DEFAULTS = {"child": "child", "day": "day"}
"""Columns read without being mapped, from a file that is mapped."""


class Scale(NamedTuple):
    """Another program's scale."""

    low: float
    """The value that means level 1; higher than `high` where higher is worse."""
    high: float
    """The value that means level 5."""

    def level(self, value: float) -> int:
        """Return the nearest level; half-way is rounded up.

        Raises:
            CellError: the value lies outside the scale.

        >>> [Scale(1, 7).level(value) for value in range(1, 8)]
        [1, 2, 2, 3, 4, 4, 5]
        >>> Scale(3, -3).level(3)
        1
        """
        if not min(self.low, self.high) <= value <= max(self.low, self.high):
            raise CellError(f"must lie between {self.low:g} and {self.high:g}")
        return floor(1.5 + 4 * (value - self.low) / (self.high - self.low))


@dataclass(frozen=True)
class Request:
    """How whoever runs the import wants the file to be read."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    """Column to what it holds; empty: the file has the own format."""
    scales: Mapping[str, Scale] = field(default_factory=dict)
    """By column; the empty name stands for all others."""
    day_zero: date | None = None
    """The day that number 0 stands for; None where days are dates."""
    author: str | None = None
    """User name in small letters, where the row names none."""
    shift: Shift | None = None
    """Where the row names none."""


@dataclass(frozen=True)
class Layout:
    """What is read from where."""

    columns: Mapping[str, int]
    """What it is to its place in the row, from 0."""
    names: Mapping[str, str]
    """What it is to the name of its column."""
    left_out: tuple[str, ...]
    """Columns that are not read."""
    scales: Mapping[str, Scale]
    """By dimension."""
    request: Request


def known_fields() -> tuple[str, ...]:
    """Return everything a column can hold."""
    return (*WHO_AND_WHEN[:4], *daily_log().dimension_keys, *TEXTS, *WHO_AND_WHEN[4:])


def lay_out(header: Sequence[str], request: Request) -> Layout:
    """Return what is read from where.

    Raises:
        FileError: a column that is not known, not there, or mapped twice.
    """
    mapping = _mapping(header, request)
    places = {mapping[name]: place for place, name in enumerate(header) if name in mapping}
    _check_enough(places, request)
    names = {what: header[place] for what, place in places.items()}
    left_out = tuple(name for name in header if name not in mapping)
    return Layout(places, names, left_out, _scales(names, request), request)


def _mapping(header: Sequence[str], request: Request) -> Mapping[str, str]:
    """Return column to what it holds."""
    if not request.mapping:
        _check_known(header, known_fields(), _own_hint(header))
        return {name: name for name in header}
    _check_known(request.mapping, header, "")
    _check_known(request.mapping.values(), known_fields(), "")
    missing = {DEFAULTS[what]: what for what in DEFAULTS if what not in request.mapping.values()}
    _check_known(missing, header, "name it with --child-column or --day-column")
    whole = {**missing, **request.mapping}
    if twice := [what for what, count in Counter(whole.values()).items() if count > 1]:
        raise FileError(f"two columns are mapped to: {', '.join(twice)}")
    return whole


def _own_hint(header: Sequence[str]) -> str:
    """Say what may be the matter with a header that names nothing we know."""
    if not set(header) & set(known_fields()):
        return "is the first row a header? For another program's file use --map"
    return "for another program's file use --map"


def _check_known(names: Iterable[str], known: Sequence[str], hint: str) -> None:
    """Refuse names that are not known, with the nearest that is."""
    unknown = [_with_nearest(name, known) for name in names if name not in known]
    if unknown:
        raise FileError(
            "; ".join([f"unknown columns: {', '.join(unknown)}", *filter(None, [hint])])
        )


def _with_nearest(name: str, known: Sequence[str]) -> str:
    """Return the name with a known one that looks like it."""
    by_lower = {other.lower(): other for other in known}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1)
    return f"'{name}' (did you mean '{by_lower[near[0]]}'?)" if near else f"'{name}'"


def _check_enough(places: Mapping[str, int], request: Request) -> None:
    """Refuse a file that does not say who, when and what."""
    given = {"author": request.author, "shift": request.shift}
    missing = [what for what in WHO_AND_WHEN[:4] if what not in places and given.get(what) is None]
    if missing:
        options = " ".join(f"--{what}" for what in missing if what in given)
        hint = f"; use {options}" if options else ""
        raise FileError(f"columns are missing: {', '.join(missing)}{hint}")
    if not set(places) - set(WHO_AND_WHEN):
        raise FileError("no column holds a level or a text")


def _scales(names: Mapping[str, str], request: Request) -> Mapping[str, Scale]:
    """Return the scale of each dimension that is not on the five levels."""
    dimensions = {name: what for what, name in names.items() if what in daily_log().dimension_keys}
    _check_known((name for name in request.scales if name), tuple(dimensions), "")
    general = request.scales.get("")
    found = {what: request.scales.get(name, general) for name, what in dimensions.items()}
    return {what: scale for what, scale in found.items() if scale is not None}
