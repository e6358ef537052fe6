"""What is kept about foster families, and about children in them."""

from institution.fostercare.models.families import FamilyAddress, FosterFamily
from institution.fostercare.models.sheets import (
    Agreement,
    AgreementDone,
    ChildSheet,
    FamilySheet,
    SheetComment,
    SheetState,
)
from institution.fostercare.models.signing import MapNumber, SheetSignature
from institution.fostercare.models.weeks import (
    FamilyWeek,
    HelpAnswer,
    HelpRequest,
    WeekAnswer,
    WeeklyLog,
)

__all__ = [
    "Agreement",
    "AgreementDone",
    "ChildSheet",
    "FamilyAddress",
    "FamilySheet",
    "FamilyWeek",
    "FosterFamily",
    "HelpAnswer",
    "HelpRequest",
    "MapNumber",
    "SheetComment",
    "SheetSignature",
    "SheetState",
    "WeekAnswer",
    "WeeklyLog",
]
