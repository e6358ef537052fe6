"""Incidents: types, what is asked, what is placed beside them, and the use of force."""

from functools import cache

from institution.content.incidents import force
from institution.content.incidents.additions import AdditionKind
from institution.content.incidents.asking import Asked
from institution.content.incidents.catalogue import Incidents, read
from institution.content.incidents.checks import check
from institution.content.incidents.force import Clock
from institution.content.incidents.kinds import IncidentType, Severity
from institution.content.node import load

__all__ = [
    "AdditionKind",
    "Asked",
    "Clock",
    "IncidentType",
    "Incidents",
    "Severity",
    "incidents",
]


@cache
def incidents() -> Incidents:
    """Return all that is known about incidents, read once per process.

    Raises:
        ContentError: a file cannot be used; the text says where and why.
    """
    of_force = force.read(load("use_of_force.yaml", "use_of_force"))
    return check(read(load("incidents.yaml", "incidents"), of_force))
