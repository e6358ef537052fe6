"""What an incident still lacks: shown, never in the way, except before a signature."""

from collections.abc import Iterable

from institution.content.incidents import Asked, incidents
from institution.incidents.models import Addition, Incident

STORY = 1
"""Severity that counts for what has none: only what is always asked."""
OF_THE_STORY = frozenset({"what_was_seen"})
"""All that a good event or a loss needs."""


def missing(incident: Incident, additions: Iterable[Addition], profile: str) -> tuple[str, ...]:
    """Return the keys of the questions that wait for an answer, and `told.X`, `follow_up`."""
    kind, texts = incidents().type(incident.type), incident.texts
    if not kind.has_severity:
        return ()
    severity = incident.severity or STORY
    questions = incidents().questions(incident.type, profile)
    open_ones = [
        one.key
        for one in questions
        if one.complete_from <= severity and not _answered(one, incident, texts)
    ]
    beside = list(additions)
    told = {one.codes.get("who") for one in beside if one.kind == "told"}
    open_ones += [f"told.{who}" for who in incidents().severity(severity).told if who not in told]
    if severity >= FOLLOWED_FROM and not any(one.kind == "follow_up" for one in beside):
        open_ones.append("follow_up")
    return tuple(open_ones)


FOLLOWED_FROM = 2
"""Severity from which somebody is to follow it up."""


def missing_to_sign(incident: Incident, profile: str) -> tuple[str, ...]:
    """Return the keys of the questions that must be answered before a signature."""
    texts = incident.texts
    needed = incidents().needed_to_sign(profile)
    return tuple(
        one.key
        for one in incidents().questions(incident.type, profile)
        if one.key in needed and not _answered(one, incident, texts)
    )


def _answered(question: Asked, incident: Incident, texts: dict[str, str]) -> bool:
    """Tell whether a question is answered."""
    return question.key in (texts if question.kind == "text" else incident.codes)
