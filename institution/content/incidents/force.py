"""What the countries ask about the use of force, and by when."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from institution.content.choices import Choice, choice
from institution.content.incidents.asking import Asked
from institution.content.node import Node, words
from institution.content.words import Words

PROFILES = ("gl", "dk")
OF_THE_INCIDENT = {
    "before": "before_the_event",
    "course": "what_was_seen",
    "injury_check": "injury_check",
    "repair": "repair",
    "place": "place",
}
"""Fields that the incident asks for by another key."""
KIND_OF = {
    "text": "text",
    "yes_no_text": "yes_no_text",
    "yes_no": "yes_no",
    "minutes": "count",
    "count": "count",
    "multi": "several",
    "single": "choice",
    "persons": "persons",
    "persons_or_text": "text",
}
SECTIONS = {"who": "what", "what": "what", "before": "before", "after": "after"}


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that has to be done by a time."""

    key: str
    profile: str
    name: Words
    begins: str
    """`event` or `registered`."""
    hours: int | None
    """None: at the end of the month."""
    done_by: str
    """Kind of addition, or kind and person told with a point between."""
    confirmed: bool
    """Whether the period was read in the act."""
    reference: str

    def due(self, begins: datetime) -> datetime:
        """Return until when, in the time zone of `begins`."""
        if self.hours is not None:
            return begins + timedelta(hours=self.hours)
        last = monthrange(begins.year, begins.month)[1]
        return begins.replace(day=last, hour=23, minute=59)


@dataclass(frozen=True, slots=True)
class Force:
    """What is asked about the use of force."""

    version: int
    asked: tuple[tuple[str, Asked], ...]
    """Profile and question."""
    needed_to_sign: frozenset[tuple[str, str]]
    """Profile and key of what the incident asks for, that must be answered before a signature."""
    clocks: tuple[Clock, ...]

    def of(self, profile: str) -> tuple[Asked, ...]:
        """Return the questions of a country."""
        return tuple(one for country, one in self.asked if country == profile)

    def clocks_of(self, profile: str) -> tuple[Clock, ...]:
        """Return the clocks of a country."""
        return tuple(one for one in self.clocks if one.profile == profile)


def read(root: Node) -> Force:
    """Read all about the use of force from its file."""
    fields = [node for node in root.at("fields") if node.at("group").text() in SECTIONS]
    own = [node for node in fields if node.at("type").text() in KIND_OF and not _general(node)]
    return Force(
        root.at("version").integer(),
        tuple((profile, one) for node in own for profile, one in _asked(node)),
        frozenset(
            (profile, OF_THE_INCIDENT[node.at("key").text()])
            for node in fields
            if _general(node)
            for profile in _required(node)
        ),
        root.at("clocks").each(_clock),
    )


def _general(node: Node) -> bool:
    """Tell whether the incident itself asks for it."""
    return node.at("key").text() in OF_THE_INCIDENT


def _required(node: Node) -> frozenset[str]:
    """Return the profiles that need it before a signature."""
    told = {p: node.at("required").at(p).text() for p in PROFILES}
    return frozenset(profile for profile, word in told.items() if word == "required")


def _asked(node: Node) -> list[tuple[str, Asked]]:
    """Read a question, once for each country that asks it."""
    found = Asked(
        key=node.at("key").text(),
        kind=KIND_OF[node.at("type").text()],
        name=node.words(),
        section=SECTIONS[node.at("group").text()],
        help=node.optional("help", words),
        needed_to_sign=_required(node),
    )
    used = [p for p in PROFILES if node.at("required").at(p).text() != "not_used"]
    return [(profile, replace(found, options=_options(node, profile))) for profile in used]


def _options(node: Node, profile: str) -> tuple[Choice, ...]:
    """Return the answers that a country has; those that name no country are of all."""
    offered = node.maybe("options") or ()
    of = ((one, one.list_of("profile", Node.text) or PROFILES) for one in offered)
    return tuple(choice(one) for one, profiles in of if profile in profiles)


def _clock(node: Node) -> Clock:
    hours = node.maybe("hours")
    return Clock(
        node.at("key").text(),
        node.at("profile").one_of(*PROFILES),
        node.words(),
        node.at("from").one_of("event", "registered"),
        hours.integer() if hours else None,
        node.at("done_by").text(),
        node.at("status").one_of("confirmed", "secondary", "unconfirmed") == "confirmed",
        str(node.at("reference").value),
    )
