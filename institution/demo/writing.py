"""Compose what staff write about one child, so that it hardly repeats itself."""

import random
from collections.abc import Mapping

from institution.demo.texts import Deck, texts
from institution.logs.services import Line

WINTER, SUMMER = {11, 12, 1, 2, 3, 4}, {6, 7, 8, 9}
GROWN = 11
"""Years from which a child is one of the big."""
HARD, MIXED = 2.6, 3.4
"""Mean level of a shift up to which it was hard, or mixed."""


class Writer:
    """Deals the texts about one child."""

    def __init__(self, age: int, chance: random.Random) -> None:
        moments, notes, lines = texts("good_moments"), texts("notes"), texts("handover")
        self._chance = chance
        self._usual = Deck(moments["any"] + moments["big" if age >= GROWN else "small"], chance)
        self._seasons = {name: Deck(moments[name], chance) for name in ("winter", "summer")}
        self._openings = Deck(moments["openings"], chance)
        self._endings = Deck(moments["endings"], chance)
        self._notes = {tone: Deck(notes[tone], chance) for tone in ("hard", "mixed", "good")}
        self._words = Deck(notes["words"], chance)
        self._lines = {part: Deck(lines[part], chance) for part in ("do", "if_then", "night")}
        self._fillings = {
            key: Deck(values, chance) for key, values in lines.items() if key not in self._lines
        }

    def good_moment(self, month: int) -> str:
        """Return the good moment of a day."""
        season = "winter" if month in WINTER else "summer" if month in SUMMER else None
        seasonal = season is not None and self._chance.random() < 0.12
        core = self._seasons[season].deal() if seasonal and season else self._usual.deal()
        bare = seasonal or core.startswith("=") or self._chance.random() < 0.2
        verb, rest = (part.strip() for part in core.lstrip("= ").split("|"))
        sentence = _told(verb, rest) if bare else _opened(self._openings.deal(), verb, rest)
        return f"{sentence} {self._endings.deal()}" if self._chance.random() < 0.6 else sentence

    def note(self, level: float) -> str:
        """Return a note about a shift of this mean level."""
        tone = "hard" if level <= HARD else "mixed" if level <= MIXED else "good"
        note = self._notes[tone].deal()
        plain = "sagde" not in note and self._chance.random() < 0.4
        return f"{note} {self._words.deal()}" if plain else note

    def lines(self, shift: str, thorough: bool) -> tuple[Line, ...]:
        """Return the lines to the next shift."""
        if shift == "night":
            quiet = self._chance.random() < 0.8
            return () if quiet else (Line("do", self._lines["night"].deal()),)
        lines = [Line("do", self._filled("do"))]
        if thorough:
            lines.append(Line("if_then", self._filled("if_then")))
        return tuple(lines)

    def _filled(self, part: str) -> str:
        """Return a line with its gaps filled."""
        line: str = self._lines[part].deal()
        words: Mapping[str, str] = {
            key: deck.deal() for key, deck in self._fillings.items() if f"{{{key}}}" in line
        }
        return line.format(**words)


def _told(verb: str, rest: str) -> str:
    """Return the sentence that begins with the child."""
    return f"Du {verb}{_joined(rest)}."


def _opened(opening: str, verb: str, rest: str) -> str:
    """Return the sentence that begins with when it was."""
    comma = "," if opening.startswith(("Da ", "Mens ")) else ""
    return f"{opening}{comma} {verb} du{_joined(rest)}."


def _joined(rest: str) -> str:
    """Return the rest with a space before it, unless it begins with a comma."""
    return rest if rest.startswith(",") else f" {rest}"
