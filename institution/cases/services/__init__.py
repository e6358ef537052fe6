"""Register children and tie people to them. Every function says who may, and refuses the rest."""

from institution.cases.services.finding import (
    children_of_unit,
    find_by_reference,
    place_name,
    placement_on,
    placements,
    unit,
)
from institution.cases.services.registering import (
    InvalidNumberError,
    NewChild,
    add_home,
    add_municipality,
    add_unit,
    register_child,
)
from institution.cases.services.relating import Right, assign, block, employ, end, place, place_by

__all__ = [
    "InvalidNumberError",
    "NewChild",
    "Right",
    "add_home",
    "add_municipality",
    "add_unit",
    "assign",
    "block",
    "children_of_unit",
    "employ",
    "end",
    "find_by_reference",
    "place",
    "place_by",
    "place_name",
    "placement_on",
    "placements",
    "register_child",
    "unit",
]
