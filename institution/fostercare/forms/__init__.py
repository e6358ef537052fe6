"""The forms of foster care: what the sheets and the weekly log ask comes from the content."""

from institution.fostercare.forms.others import (
    AgendaForm,
    AnswerForm,
    AskForm,
    ChildsNumberForm,
    EndForm,
    FamilyForm,
    NumberForm,
    PersonForm,
    PlaceForm,
    ReceiptForm,
    SeekForm,
    StayForm,
)
from institution.fostercare.forms.sheet_form import SheetForm, sheet_form
from institution.fostercare.forms.week_form import WeekForm, week_form

__all__ = [
    "AgendaForm",
    "AnswerForm",
    "AskForm",
    "ChildsNumberForm",
    "EndForm",
    "FamilyForm",
    "NumberForm",
    "PersonForm",
    "PlaceForm",
    "ReceiptForm",
    "SeekForm",
    "SheetForm",
    "StayForm",
    "WeekForm",
    "sheet_form",
    "week_form",
]
