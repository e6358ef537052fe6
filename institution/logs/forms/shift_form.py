"""The form of a shift, whatever it asks, and the way between it and a draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from wtforms import Field

from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.logs.forms.chip_answers import chip_answers, chip_of
from institution.logs.forms.fields import SKIP
from institution.logs.forms.needed import PRESENT
from institution.logs.services import ChildAnswer, Draft, Line, When
from institution.web.binding import BoundOnce
from institution.web.fields import LevelField
from institution.web.forms import Form

SCHOOL = "chip_school_attendance"
AT_SCHOOL = ("full", "part", "home_teaching")
SCHOOL_DAY = (*AT_SCHOOL, "absent_other")
"""Answers after which it can be said how school was: staying away is the lowest level."""
NOT_WHEN_AWAY = ("contact_time", "level_", "chip_meals", "chip_school", "chip_sleep")
"""Names of questions that are not asked about a child who was away."""


@dataclass(frozen=True)
class Asked:
    """What decides which questions a form has."""

    shift: str
    language: str
    version: str | None
    """Key of the child's own question; None where the child is not asked in this shift."""
    rated: bool = True
    """Whether levels can still be chosen."""
    weekend: bool = False
    correction: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether more than words is asked: a late log holds only words."""
        return self.rated or self.correction


class ShiftForm(Form):
    """What is asked about one child in one shift; `form_class` adds the questions."""

    Meta = BoundOnce
    bound: ClassVar[dict[str, Field]]
    asked: ClassVar[Asked]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if _uuid(self["id"].data) is None:
            self["id"].data = str(new_id())

    @property
    def levels(self) -> list[LevelField]:
        """Return the dimensions that have to be answered."""
        return [field for field in self._levels() if field.flags.required]

    @property
    def further_levels(self) -> list[LevelField]:
        """Return the dimensions that may be answered."""
        return [field for field in self._levels() if not field.flags.required]

    @property
    def further_chips(self) -> list[Field]:
        """Return the questions beside the levels that a shift need not answer, but for meals."""
        known = ("chip_meals", "chip_sleep", SCHOOL)
        return [
            one for one in self if one.name.startswith("chip_") and not one.name.startswith(known)
        ]

    @property
    def needed(self) -> int:
        """Return how many questions have to be answered."""
        return len(self._needed())

    @property
    def answered(self) -> int:
        """Return how many of them are answered."""
        return sum(bool(field.data) for field in self._needed())

    @property
    def next_id(self) -> UUID | None:
        """Return the child to go on with; None where there is none."""
        return _uuid(self["next"].data)

    def offer_goals(self, goals: dict[str, str]) -> None:
        """Let the page offer the goals of the child's plan: id to words."""
        field: Any = self["goals"]
        field.choices = goals

    def maybe(self, name: str) -> Field | None:
        """Return a question, where it is asked."""
        return self._fields.get(name)

    def chips(self, key: str) -> list[Field]:
        """Return the questions of one chip; none where it is not asked."""
        return [field for field in self if chip_of(field.name) == key]

    @staticmethod
    def any_said(fields: Iterable[Field]) -> bool:
        """Tell whether one of the questions is answered."""
        return any(field.data for field in fields)

    @staticmethod
    def any_errors(fields: Iterable[Field]) -> bool:
        """Tell whether something is wrong with one of the answers."""
        return any(field.errors for field in fields)

    def draft(self, when: When, written_at: datetime) -> Draft:
        """Return what the valid form says, as the service wants it."""
        return Draft(
            id=UUID(self["id"].data),
            day=when.day,
            shift=when.shift,
            presence=self["presence"].data,
            written_at=written_at,
            contact_time=self._said("contact_time"),
            levels={f.key: f.level for f in self._levels() if f.data and self._counts(f.name)},
            chips=self._chip_answers(),
            child=self._child_answer(),
            good_moment=self._said("good_moment"),
            handover=self._lines(),
            attention=self._said("attention"),
            note=self._said("note"),
            correction_reason=self._said("correction_reason"),
            goals=tuple(filter(None, map(_uuid, self["goals"].data or ()))),
        )

    def _levels(self) -> list[LevelField]:
        """Return the dimensions."""
        return [field for field in self if isinstance(field, LevelField)]

    def _needed(self) -> list[Field]:
        """Return the questions that have to be answered."""
        return [field for field in self if field.flags.required]

    def _counts(self, name: str) -> bool:
        """Tell whether a question is asked at all, after what else was answered."""
        if self["presence"].data != PRESENT and name.startswith(NOT_WHEN_AWAY):
            return False
        school = self.maybe(SCHOOL)
        closed = school is not None and school.data not in {None, *SCHOOL_DAY}
        return not (name == "level_learning" and closed)

    def _said(self, name: str) -> Any:
        """Return an answer; None where it was not given, or not asked."""
        found = self.maybe(name)
        return (found.data or None) if found is not None and self._counts(name) else None

    def _chip_answers(self) -> dict[str, Any]:
        """Return the answers beside the levels, by chip."""
        said = (field for field in self if field.data and self._counts(field.name))
        source = self._said("note_source")
        return chip_answers(said) | ({"note_source": source} if source else {})

    def _child_answer(self) -> ChildAnswer | None:
        """Return what the child said; None where it said nothing and skipped nothing."""
        value, words = self._said("child_value"), self._said("child_words")
        talk, disagrees = self._said("child_wants_to_talk"), self._said("child_disagrees")
        if not (value or words or talk or disagrees):
            return None
        return ChildAnswer(
            scale=self.asked.version if value or words else None,
            value=int(value) if value and value != SKIP else None,
            shares_with=self._said("child_shares_with"),
            wants_to_talk=bool(talk),
            disagrees=bool(disagrees),
            words=words,
        )

    def _lines(self) -> tuple[Line, ...]:
        """Return what is handed over in words."""
        parts = daily_log().text_field("handover").parts
        said = ((part.key, self._said(f"handover_{part.key}")) for part in parts)
        return tuple(Line(part, words) for part, words in said if words)


def _uuid(text: str | None) -> UUID | None:
    """Return an id; None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
