"""The daily log as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from types import MappingProxyType

from institution.content.choices import Choice, choice
from institution.content.daily_log.chips import Chip, chip
from institution.content.daily_log.dimensions import Dimension, dimension
from institution.content.daily_log.goals import Goals, PlanArea, goals, plan_area
from institution.content.daily_log.scale import Aggregation, Scale, aggregation, scale
from institution.content.daily_log.self_report import SelfReport, self_report
from institution.content.daily_log.shifts import ContactTime, Shift, contact_time, shift
from institution.content.daily_log.texts import TextField, WritingHelp, text_field, writing_help
from institution.content.keyed import by_key
from institution.content.node import Node
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class DailyLog:
    """What the daily log asks, in which shift, and how it is used."""

    version: int
    purpose: Words
    scale: Scale
    aggregation: Aggregation
    shifts: tuple[Shift, ...]
    """In the order of the day."""
    late_ratings_hours: int
    """Hours after the end of a shift in which levels can be chosen; then words only."""
    late_ratings_explanation: Words
    presence: tuple[Choice, ...]
    contact_time: ContactTime
    plan_areas: tuple[PlanArea, ...]
    dimensions: tuple[Dimension, ...]
    chips: tuple[Chip, ...]
    self_report: SelfReport
    length_limits: Mapping[str, int]
    """Most characters of what is written outside the text fields, by name."""
    text_fields: tuple[TextField, ...]
    writing_help: tuple[WritingHelp, ...]
    goals: Goals

    @property
    def dimension_keys(self) -> tuple[str, ...]:
        """Keys of the dimensions in the order shown; the column order of all matrices."""
        return tuple(dimension.key for dimension in self.dimensions)

    def shift(self, key: str) -> Shift:
        """Return the shift with this key, or raise KeyError."""
        return by_key(self.shifts, key)

    def dimension(self, key: str) -> Dimension:
        """Return the dimension with this key, or raise KeyError."""
        return by_key(self.dimensions, key)

    def chip(self, key: str) -> Chip:
        """Return the chip with this key, or raise KeyError."""
        return by_key(self.chips, key)

    def text_field(self, key: str) -> TextField:
        """Return the text field with this key, or raise KeyError."""
        return by_key(self.text_fields, key)

    def plan_area(self, key: str) -> PlanArea:
        """Return the plan area with this key, or raise KeyError."""
        return by_key(self.plan_areas, key)

    def presence_option(self, key: str) -> Choice:
        """Return the presence option with this key, or raise KeyError."""
        return by_key(self.presence, key)

    def shift_at(self, moment: datetime, zone: tzinfo) -> tuple[date, Shift]:
        """Return the day and the shift that is running at an aware moment in a home in `zone`.

        In the early morning that is the night of the day before.
        """
        today = moment.astimezone(zone).date()
        running = (
            (day, shift)
            for day in (today, today - timedelta(days=1))
            for shift in self.shifts
            if shift.begins_at(day, zone) <= moment < shift.ends_at(day, zone)
        )
        return next(running)

    def ratings_open_until(self, day: date, shift: Shift, zone: tzinfo) -> datetime:
        """Return the moment, in UTC, after which a late log of this shift holds words only."""
        return shift.ends_at(day, zone) + timedelta(hours=self.late_ratings_hours)


def _limits(node: Node) -> Mapping[str, int]:
    return MappingProxyType({str(key): node.at(key).integer() for key in node.mapping()})


def read(root: Node) -> DailyLog:
    """Read the daily log from its file."""
    return DailyLog(
        version=root.at("version").integer(),
        purpose=root.at("purpose").words(),
        scale=scale(root.at("scale")),
        aggregation=aggregation(root.at("aggregation")),
        shifts=root.at("shifts").each(shift),
        late_ratings_hours=root.at("late_ratings_hours").integer(),
        late_ratings_explanation=root.at("late_ratings_explanation").words(),
        presence=root.at("presence").at("options").each(choice),
        contact_time=contact_time(root.at("contact_time")),
        plan_areas=root.at("plan_areas").each(plan_area),
        dimensions=root.at("dimensions").each(dimension),
        chips=root.at("chips").each(chip),
        self_report=self_report(root.at("child_self_report")),
        length_limits=_limits(root.at("length_limits")),
        text_fields=root.at("text_fields").each(text_field),
        writing_help=root.at("writing_help").each(writing_help),
        goals=goals(root.at("goal_mapping")),
    )
