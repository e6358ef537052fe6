"""The weekly log of a foster family, organised by five letters."""

from institution.content.editions import Editions
from institution.content.krith.weekly import (
    Area,
    OwnQuestion,
    Reflection,
    WeekItem,
    WeeklyLog,
    WeekText,
    read,
)

__all__ = ["Area", "OwnQuestion", "Reflection", "WeekItem", "WeekText", "WeeklyLog", "krith"]

krith = Editions("krith", "krith", read)
