"""The daily log: dimensions, shifts, chips, texts and the child's own answer."""

from functools import cache

from institution.content.choices import Choice
from institution.content.daily_log.checks import check
from institution.content.daily_log.chips import (
    Chip,
    CountExtra,
    GroupChip,
    MultiChip,
    MultiStateChip,
    NumberChip,
    SelfReportChip,
    SingleChip,
    SingleExtra,
)
from institution.content.daily_log.dimensions import Dimension
from institution.content.daily_log.goals import Goals, PlanArea
from institution.content.daily_log.log import DailyLog, read
from institution.content.daily_log.scale import LEVELS, Aggregation, Scale
from institution.content.daily_log.self_report import Face, SelfReport, Version
from institution.content.daily_log.shifts import ContactTime, Shift
from institution.content.daily_log.texts import TextField, TextPart, WritingHelp
from institution.content.node import load

__all__ = [
    "LEVELS",
    "Aggregation",
    "Chip",
    "Choice",
    "ContactTime",
    "CountExtra",
    "DailyLog",
    "Dimension",
    "Face",
    "Goals",
    "GroupChip",
    "MultiChip",
    "MultiStateChip",
    "NumberChip",
    "PlanArea",
    "Scale",
    "SelfReport",
    "SelfReportChip",
    "Shift",
    "SingleChip",
    "SingleExtra",
    "TextField",
    "TextPart",
    "Version",
    "WritingHelp",
    "daily_log",
]


@cache
def daily_log() -> DailyLog:
    """Return the daily log, read once per process.

    Raises:
        ContentError: the file cannot be used; the text says where and why.
    """
    return check(read(load("daily_log.yaml", "daily_log")))
