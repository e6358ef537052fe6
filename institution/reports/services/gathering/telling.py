"""Sentences that know where they come from."""

from collections.abc import Sequence
from datetime import date
from math import isnan
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from babel.dates import format_date
from babel.numbers import format_decimal

from institution.content.status_report import status_report


class Source(NamedTuple):
    """A record that a sentence rests on."""

    kind: str
    """Code of the kind: log, plan, goal, placement, incident."""
    id: UUID
    day: date


class Figure(NamedTuple):
    """A picture with the same in words."""

    title: str
    svg: str
    alt: str


class Told(NamedTuple):
    """One sentence of a draft."""

    id: UUID
    text: str
    quote: str
    """What somebody wrote or said, as it stands; empty where the sentence quotes nobody."""
    sources: tuple[Source, ...]
    figure: Figure | None = None


class Table(NamedTuple):
    """Numbers in rows, in words; the first cell of a row is its head."""

    title: str
    about: str
    head: list[str]
    rows: list[list[str]]
    numbers: list[dict[str, Any]]
    """The same for programs: week (ISO day), dimension (key), middle (scale points; None: too few
    days), days, adults."""


class Section(NamedTuple):
    """A part of the draft."""

    told: list[Told]
    table: Table | None = None
    key: str = ""
    title: str = ""


class Teller:
    """Words sentences in one language.

    Args:
        report_id: gives each sentence an id that stays the same when it is told again.
        language: `da` or `en`.
    """

    def __init__(self, report_id: UUID, language: str) -> None:
        self._report_id = report_id
        self.language = language
        self._content = status_report()

    def say(
        self, key: str, sources: Sequence[Source] = (), *, of: object = "", **values: object
    ) -> Told:
        """Return a sentence.

        Args:
            key: of the sentence.
            sources: what it rests on.
            of: tells sentences with the same key apart.
            **values: for its placeholders; `quote` is set apart, as it stands.
        """
        quote = str(values.pop("quote", ""))
        text = self._content.sentences[key].filled(self.language, **values)
        return Told(uuid5(self._report_id, f"{key} {of}"), text.strip(), quote, tuple(sources))

    def phrase(self, key: str, **values: object) -> str:
        """Return words for the middle of a sentence."""
        return self._content.phrases[key].inside(self.language, **values)

    def state(self, key: str, **values: object) -> str:
        """Return how something stands, as a sentence."""
        return self._content.states[key].filled(self.language, **values)

    def day(self, day: date) -> str:
        """Return a day such as 22 November 2026."""
        return told_day(day, self.language)

    def short_day(self, day: date) -> str:
        """Return a day such as 22 Nov."""
        pattern = "d MMM" if self.language == "en" else "d. MMM"
        return str(format_date(day, pattern, locale=self.language))

    def number(self, value: float | None) -> str:
        """Return a number with at most one decimal; words where it is not known."""
        if value is None or isnan(value):
            return self.phrase("not_known")
        return str(format_decimal(round(value, 1), locale=self.language))


def told_day(day: date, language: str) -> str:
    """Return a day such as 22 November 2026."""
    pattern = "d MMMM y" if language == "en" else "d. MMMM y"
    return str(format_date(day, pattern, locale=language))
