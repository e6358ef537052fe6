"""Forms F0-F9 about a foster family and the child in it."""

from institution.content.editions import Editions
from institution.content.foster_forms.catalogue import FosterForms, read
from institution.content.foster_forms.fields import Condition, Field
from institution.content.foster_forms.forms import Domain, Form, Item, Section
from institution.content.foster_forms.scales import NOT_ASSESSED, ByAge, FormScale

__all__ = [
    "NOT_ASSESSED",
    "ByAge",
    "Condition",
    "Domain",
    "Field",
    "Form",
    "FormScale",
    "FosterForms",
    "Item",
    "Section",
    "foster_forms",
]

foster_forms = Editions("foster_forms", "foster_forms", read)
