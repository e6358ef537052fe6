"""Let staff log the shifts of a child: what they saw, in their own way of seeing it."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from institution.content.daily_log import Shift as Asked
from institution.content.daily_log import daily_log
from institution.demo import chips
from institution.demo.cast import Adult, Kid, Story
from institution.demo.columns import columns
from institution.demo.courses import Levels
from institution.demo.rosters import Rhythm, Roster, is_missing, is_school_day
from institution.demo.texts import Deck, texts
from institution.demo.writing import HARD, Writer
from institution.logs.models import Shift
from institution.logs.services import ChildAnswer, Draft

CONTACT = {"day": (8, 55, 37), "evening": (4, 26, 70), "night": (2, 18, 80)}
"""How often the times together are chosen, shortest first."""
OPTIONAL = 0.4
UNSEEN = 0.03
ANSWERS = 2 / 7
"""Share of evenings on which the child answers about its own day."""
ASKED = (3, 44)
"""Days ago when the child of the story asked to talk."""
OLD_ENOUGH = 5


class Told(NamedTuple):
    """A log and who wrote it."""

    draft: Draft
    author: Adult
    received_at: datetime


@dataclass(frozen=True)
class Days:
    """The days of one child, and who was there."""

    kid: Kid
    first: date
    last: date
    course: Levels
    rhythm: Rhythm
    zone: ZoneInfo


class Diary:
    """Logs the shifts of one child, one after the other."""

    def __init__(self, days: Days, chance: random.Random) -> None:
        self._days = days
        self._chance = chance
        self._writer = Writer(days.kid.age, chance)
        notes = texts("notes")
        self._words = {tone: Deck(words, chance) for tone, words in notes["own_words"].items()}
        self._asks = Deck(notes["asks"], chance)
        self._reasons = Deck(notes["corrections"], chance)

    def logs(self, day: date, asked: Asked, roster: Roster) -> Iterator[Told]:
        """Yield what was logged of a shift: mostly one log, at times none, two or a correction."""
        if is_missing(self._days.kid, day, self._days.last, self._chance):
            return
        if any(begins <= day <= ends for begins, ends in self._days.rhythm.unlogged):
            return
        author = roster.writer(self._days.kid, day, asked.key, self._chance)
        told = self.log(day, asked, author)
        yield told
        if told.draft.levels and self._chance.random() < 0.003:
            yield self._corrected(told)

    def log(self, day: date, asked: Asked, author: Adult) -> Told:
        """Return one log of a shift."""
        presence = self._days.rhythm.presence(day, asked.key)
        written_at = self._written_at(day, asked)
        answers = self._answers(day, asked, author) if presence == "present" else {}
        log_id = self._id(written_at)
        draft = Draft(log_id, day, Shift(asked.key), presence, written_at, **answers)
        offline = self._chance.random() < 0.04
        later = timedelta(hours=self._chance.uniform(1, 8)) if offline else timedelta(seconds=2)
        return Told(draft, author, written_at + later)

    def _answers(self, day: date, asked: Asked, author: Adult) -> dict[str, Any]:
        """Return everything that was answered, by the name in the draft."""
        levels = self._levels(day, asked, author)
        seen = [level for level in levels.values() if level is not None]
        mean = sum(seen) / len(seen) if seen else 3.0
        habits, chance = author.habits, self._chance
        moment = asked.key == "evening" or (asked.key == "day" and chance.random() < 0.08)
        noted = chance.random() < habits.notes + (0.3 if mean <= HARD else 0)
        thorough = chance.random() < habits.thorough
        return {
            "contact_time": self._contact_time(asked.key),
            "levels": levels,
            "chips": chips.answered(asked.key, day, mean, author, chance),
            "child": self._answer(day, mean) if asked.key == "evening" else None,
            "good_moment": self._writer.good_moment(day.month) if moment else None,
            "handover": self._writer.lines(asked.key, thorough),
            "attention": self._attention(mean) if asked.key != "night" else None,
            "note": self._writer.note(mean) if noted and asked.key != "night" else None,
        }

    def _levels(self, day: date, asked: Asked, author: Adult) -> dict[str, int | None]:
        """Return how the author rated."""
        course = self._days.course[(day - self._days.first).days].tolist()
        found: dict[str, int | None] = {}
        for key, column, optional, school_only in columns(asked.key):
            if optional and self._chance.random() > OPTIONAL:
                continue
            if school_only and not is_school_day(day):
                continue
            felt = course[column] + author.habits.bias
            level = round(felt + self._chance.gauss(0, author.habits.spread))
            unseen = self._chance.random() < UNSEEN
            found[key] = None if unseen else min(max(level, 1), 5)
        return found

    def _answer(self, day: date, mean: float) -> ChildAnswer | None:
        """Return what the child said about its own day; None where it was not asked."""
        kid, chance = self._days.kid, self._chance
        asks = kid.story is Story.ASKS and (self._days.last - day).days in ASKED
        if not asks and (kid.age < OLD_ENOUGH or chance.random() > ANSWERS):
            return None
        version = daily_log().self_report.version_for(kid.age)
        share = min(max((mean + chance.gauss(0.1, 0.7) - 1) / 4, 0), 1)
        value = 1 + round(share * (version.points - 1))
        tone = "hard" if share < 0.35 else "mixed" if share < 0.6 else "good"
        said = chance.random() < 0.2
        return ChildAnswer(
            scale=version.key,
            value=None if chance.random() < 0.08 else value,
            shares_with=chance.choices(chips.SHARES, (88, 6, 6))[0],
            wants_to_talk=asks,
            words=self._asks.deal() if asks else self._words[tone].deal() if said else None,
        )

    def _attention(self, mean: float) -> str:
        """Return how much support the next shift should expect."""
        if mean <= HARD:
            return self._chance.choice(("extra", "extra", "close"))
        return self._chance.choices(("ordinary", "extra"), (92, 8))[0]

    def _contact_time(self, shift: str) -> str:
        """Return how long the author was with the child."""
        options = [option.key for option in daily_log().contact_time.options]
        return self._chance.choices(options, CONTACT[shift])[0]

    def _written_at(self, day: date, asked: Asked) -> datetime:
        """Return when it was written: as the shift ends, or some hours late."""
        early = timedelta(minutes=self._chance.uniform(2, 35))
        late = timedelta(hours=self._chance.uniform(1, 12))
        ends_at = asked.ends_at(day, self._days.zone)
        return ends_at + late if self._chance.random() < 0.03 else ends_at - early

    def _corrected(self, told: Told) -> Told:
        """Return a correction of a log."""
        key, level = next(iter(told.draft.levels.items()))
        nearer = 3 if level is None else level + (1 if level < 4 else -1)
        written_at = told.draft.written_at + timedelta(minutes=self._chance.uniform(20, 200))
        draft = replace(
            told.draft,
            id=self._id(written_at),
            written_at=written_at,
            levels={**told.draft.levels, key: nearer},
            corrects_id=told.draft.id,
            correction_reason=self._reasons.deal(),
        )
        return Told(draft, told.author, max(told.received_at, written_at))

    def _id(self, written_at: datetime) -> UUID:
        """Return a UUIDv7 that hangs on the seed."""
        milliseconds = int(written_at.timestamp() * 1000)
        rest = self._chance.getrandbits(74)
        high, low = rest >> 62, rest & ((1 << 62) - 1)
        return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)
