"""Read many logs at once as arrays: what trends, flags and reports count with."""

from institution.logs.services.entries.answers import Answer, answers
from institution.logs.services.entries.arrays import SHIFTS, Entries, LogRows
from institution.logs.services.entries.doings import doings
from institution.logs.services.entries.reading import entries
from institution.logs.services.entries.single import levels_of

__all__ = ["SHIFTS", "Answer", "Entries", "LogRows", "answers", "doings", "entries", "levels_of"]
