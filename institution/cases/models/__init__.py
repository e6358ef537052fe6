"""Authorities, homes, children, and the relations between people that decide access."""

from institution.cases.models.records import (
    Assignment,
    Block,
    Bound,
    Bounded,
    BoundKind,
    Child,
    Employment,
    Home,
    Municipality,
    PlaceKind,
    Placement,
    Profile,
    Unit,
    age,
)
from institution.cases.models.respite import RespiteStay

__all__ = [
    "Assignment",
    "Block",
    "Bound",
    "BoundKind",
    "Bounded",
    "Child",
    "Employment",
    "Home",
    "Municipality",
    "PlaceKind",
    "Placement",
    "Profile",
    "RespiteStay",
    "Unit",
    "age",
]
