"""Checks that the parts of the incidents fit together."""

from collections.abc import Iterator

from institution.content.incidents.catalogue import Incidents
from institution.content.keyed import repeated
from institution.content.node import ContentError


def check(incidents: Incidents) -> Incidents:
    """Return the incidents when their parts fit together.

    Raises:
        ContentError: naming everything that does not.
    """
    if problems := [*_unknown(incidents), *_twice(incidents)]:
        raise ContentError("incidents.yaml: " + "; ".join(problems))
    return incidents


def _unknown(incidents: Incidents) -> Iterator[str]:
    """Name every group, question, section and type that is used and not defined."""
    groups = {one.key for one in incidents.groups}
    types = {one.key for one in incidents.types}
    kinds = {one.key for one in incidents.additions}
    sections = {one.key for one in incidents.sections}
    extra = {one.key for one in incidents.asked_of_some}
    told = incidents.addition("told").question("who")
    people = {one.key for one in told.options} if told else set()
    used = [
        *((one.group, groups) for one in incidents.types),
        *((key, extra) for one in incidents.types for key in one.extra),
        *((one.section, sections) for one in (*incidents.asked, *incidents.asked_of_some)),
        *((key, types) for one in incidents.additions for key in one.types),
        *((one.needs, kinds) for one in incidents.additions if one.needs),
        *((key, people) for one in incidents.severities for key in one.told),
        *((clock.done_by.split(".")[0], kinds) for clock in incidents.force.clocks),
    ]
    yield from (f"'{key}' is not defined" for key, defined in used if key not in defined)


def _twice(incidents: Incidents) -> Iterator[str]:
    """Name every key that is defined twice."""
    asked = (*incidents.asked, *incidents.asked_of_some)
    for things in (incidents.types, incidents.additions, incidents.groups, asked):
        yield from (f"'{key}' is defined twice" for key in repeated(things))
