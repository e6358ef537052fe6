"""Bind the fields of a form with many questions once, and copy them from then on."""

from collections.abc import MutableMapping
from typing import Any, TypeVar

from wtforms import Field
from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta

FieldT = TypeVar("FieldT", bound=Field)


class BoundOnce(DefaultMeta):
    """A form whose fields are made for its class and copied for each form of it.

    Making thirty fields anew took longer than writing what they say to the database. Only for
    classes whose fields are the same for everybody, and hold no fields themselves: labels,
    validators and choices are shared, and may be put in another's place but not altered. The class
    keeps them under `bound`, an empty dictionary of its own.
    """

    def bind_field(
        self,
        form: BaseForm,
        unbound_field: "UnboundField[FieldT]",
        options: MutableMapping[str, Any],
    ) -> FieldT:
        """Return a field of this form, with nothing in it yet."""
        bound, name = form.bound, options["name"]  # type: ignore[attr-defined]
        if name not in bound:
            bound[name] = super().bind_field(form, unbound_field, options)
            # Else the first form, with all that was typed into it, would be kept as well.
            bound[name]._form = None
        kept: FieldT = bound[name]
        return _copied(kept, form)


def _copied(kept: FieldT, form: BaseForm) -> FieldT:
    """Return the field as one of another form; calling its class would make an unbound one."""
    field = object.__new__(type(kept))
    field.__dict__.update(kept.__dict__)
    field._form = form  # type: ignore[attr-defined]
    field.meta = form.meta
    return field
