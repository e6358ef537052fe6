"""The five bars of a family over time, and what a child's need is held against."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from institution.content.foster_forms import FosterForms, foster_forms
from institution.fostercare.services.questions import APART, is_open
from institution.fostercare.services.sheet import Sheet

FORM, LEAST = "F1", 2
"""Fewer assessed items than these are too little to show."""
SCORE = f"{APART}score"


class Mark(NamedTuple):
    """One item in one profile."""

    item: str
    score: int | None
    """1 to 5; None where it is not assessed."""
    before: int | None
    """The score before, where the item was assessed with the same words; else None."""


class Bar(NamedTuple):
    """One area in one profile."""

    domain: str
    marks: tuple[Mark, ...]
    low: int | None
    """Lowest score; None where it is too little to show."""
    high: int | None


class Profile(NamedTuple):
    """A signed profile."""

    written_at: datetime
    version: int
    bars: tuple[Bar, ...]

    def score(self, item: str) -> int | None:
        """Return the score of an item; None where it is not assessed."""
        return next((m.score for bar in self.bars for m in bar.marks if m.item == item), None)


def profiles(sheets: Sequence[Sheet]) -> list[Profile]:
    """Return the signed profiles among the sheets of a family, oldest first."""
    signed = [one for one in sheets if one.form == FORM and one.signed]
    signed.sort(key=lambda one: one.written_at)
    return [_profile(one, signed[:place]) for place, one in enumerate(signed)]


def proposed_gap(profile: Profile | None, need: str, items: Sequence[str], day: date) -> str:
    """Return which gap there is between a child's need and the lowest of the chosen items.

    Returns:
        none, small, clear; unknown where the need or an item is not assessed, or there is no
        profile that is new enough.
    """
    if profile is None or not items or not need.isdigit() or _too_old(profile, day):
        return "unknown"
    scores = [profile.score(item) for item in items]
    if None in scores:
        return "unknown"
    apart = int(need) - min(score for score in scores if score is not None)
    return "none" if apart <= 0 else "small" if apart == 1 else "clear"


def _too_old(profile: Profile, day: date) -> bool:
    months = foster_forms.newest().profile_months
    written = profile.written_at.date()
    return (day.year - written.year) * 12 + day.month - written.month > months


def _profile(sheet: Sheet, earlier: Sequence[Sheet]) -> Profile:
    bars = tuple(_bar(sheet, earlier, one.key) for one in sheet.forms.domains)
    return Profile(sheet.written_at, sheet.version, bars)


def _bar(sheet: Sheet, earlier: Sequence[Sheet], domain: str) -> Bar:
    marks = tuple(_mark(sheet, earlier, item.key) for item in sheet.forms.domain(domain).items)
    scores = [mark.score for mark in marks if mark.score is not None]
    enough = len(scores) >= LEAST
    return Bar(domain, marks, min(scores) if enough else None, max(scores) if enough else None)


def _mark(sheet: Sheet, earlier: Sequence[Sheet], item: str) -> Mark:
    same = [one for one in earlier if _words(one.forms, item) == _words(sheet.forms, item)]
    scored = [found for one in same if (found := _score(one, item)) is not None]
    return Mark(item, _score(sheet, item), scored[-1] if scored else None)


def _words(forms: FosterForms, item: str) -> object:
    """Return how an item is worded in an edition; None where it has it not."""
    found = [one for domain in forms.domains for one in domain.items if one.key == item]
    return found[0].name if found else None


def _score(sheet: Sheet, item: str) -> int | None:
    said = next((v for k, v in sheet.answers.items() if k.endswith(f"{item}{SCORE}")), None)
    return None if said is None or is_open(said) else int(said)
