"""Copies of a child's whole record, for whoever may have one: made by operations, on order."""

from institution.reports.services.exporting.access import LookUp, look_ups
from institution.reports.services.exporting.files import (
    FORMATS,
    TargetTakenError,
    write,
    write_look_ups,
)
from institution.reports.services.exporting.records import ChildRecord, child_of, record_of

__all__ = [
    "FORMATS",
    "ChildRecord",
    "LookUp",
    "TargetTakenError",
    "child_of",
    "look_ups",
    "record_of",
    "write",
    "write_look_ups",
]
