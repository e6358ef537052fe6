"""The shifts of a day, what is asked in each, presence and contact time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from institution.content.choices import Choice, choice
from institution.content.node import Node, text
from institution.content.words import Words


@dataclass(frozen=True, slots=True)
class Shift:
    """One shift of a day and what its log asks."""

    key: str
    name: Words
    starts: time
    """By the clock of the home."""
    ends: time
    """By the clock of the home; at or before `starts` means the next day."""
    required_dimensions: tuple[str, ...]
    optional_dimensions: tuple[str, ...]
    required_chips: tuple[str, ...]
    optional_chips: tuple[str, ...]
    required_text: tuple[str, ...]
    optional_text: tuple[str, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Keys of all dimensions of the shift, the required ones first."""
        return self.required_dimensions + self.optional_dimensions

    @property
    def chips(self) -> tuple[str, ...]:
        """Keys of all chips of the shift, the required ones first."""
        return self.required_chips + self.optional_chips

    @property
    def texts(self) -> tuple[str, ...]:
        """Keys of all text fields of the shift, the required ones first."""
        return self.required_text + self.optional_text

    def begins_at(self, day: date, zone: tzinfo) -> datetime:
        """Return when the shift of `day` begins, in UTC, for a home in `zone`."""
        return datetime.combine(day, self.starts, zone).astimezone(UTC)

    def ends_at(self, day: date, zone: tzinfo) -> datetime:
        """Return when the shift of `day` ends, in UTC, for a home in `zone`."""
        last = day + timedelta(days=1) if self.ends <= self.starts else day
        return datetime.combine(last, self.ends, zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ContactTime:
    """How long the writer was with the child in the shift."""

    question: Words
    options: tuple[Choice, ...]
    open_mark: str
    """Key of the option whose ratings are shown as open marks and kept out of trends."""
    use: Words
    """What the answer is used for."""

    def counts(self, key: str) -> bool:
        """Return whether ratings given with this answer are part of trends.

        Raises:
            KeyError: no option has this key.
        """
        if key not in {option.key for option in self.options}:
            raise KeyError(key)
        return key != self.open_mark


def shift(node: Node) -> Shift:
    """Read one shift."""
    return Shift(
        node.at("key").text(),
        node.words(),
        node.at("starts").clock(),
        node.at("ends").clock(),
        node.list_of("required_dimensions", text),
        node.list_of("optional_dimensions", text),
        node.list_of("required_chips", text),
        node.list_of("optional_chips", text),
        node.list_of("required_text", text),
        node.list_of("optional_text", text),
    )


def contact_time(node: Node) -> ContactTime:
    """Read contact time; the first option is the one too short for trends."""
    options = node.at("options").each(choice)
    return ContactTime(node.words(), options, options[0].key, node.at("use").words())
