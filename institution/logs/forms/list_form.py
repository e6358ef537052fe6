"""Which logs of a child one wants to see."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, SelectField
from wtforms import Form as BaseForm
from wtforms.validators import Optional, ValidationError

from institution.content.daily_log import daily_log
from institution.logs.models import Shift
from institution.logs.services import Filter
from institution.web.fields import DayField


class ListForm(BaseForm):
    """Filters of the list of logs; they stand in the address, so that they can be kept."""

    shift = SelectField(_l("Shift"), default="")
    author = SelectField(_l("Written by"), validate_choice=False, default="")
    dimension = SelectField(_l("With a level in"), default="")
    first = DayField(_l("From"), validators=[Optional()])
    last = DayField(_l("To and including"), validators=[Optional()])
    note = BooleanField(_l("With a note"))
    answer = BooleanField(_l("With the child's answer"))
    corrected = BooleanField(_l("Corrected"))

    def validate_last(self, field: Any) -> None:
        """Refuse a period that ends before it begins.

        Raises:
            ValidationError: says so.
        """
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(str(_l("The last day lies before the first")))

    def wanted(self) -> Filter:
        """Return the filter; what cannot be understood does not narrow the list."""
        return Filter(
            shift=Shift(self.shift.data) if self.shift.data else None,
            author_id=UUID(self.author.data) if self.author.data else None,
            dimension=self.dimension.data or None,
            first=self._day("first"),
            last=self._day("last"),
            with_note=self.note.data,
            with_answer=self.answer.data,
            corrected=self.corrected.data,
        )

    def offer_authors(self, authors: Iterable[tuple[UUID, str]]) -> None:
        """Offer everyone who wrote about the child."""
        self.author.choices = {"": _everything(), **{str(one): name for one, name in authors}}

    def _day(self, name: str) -> date | None:
        """Return a day that was understood."""
        field = self[name]
        found: date | None = None if field.errors else field.data
        return found


def list_form(language: str) -> ListForm:
    """Return the filters of the address; the authors are filled in once they are known."""
    form = ListForm(_known(request.args))
    content, everything = daily_log(), {"": _everything()}
    form.shift.choices = everything | {s.key: s.name.in_(language) for s in content.shifts}
    form.dimension.choices = everything | {
        one.key: one.name.in_(language) for one in content.dimensions
    }
    form.offer_authors(())
    return form


def _everything() -> str:
    """Return the words for no choice."""
    return str(_l("All"))


def _known(args: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return the address without choices that do not exist."""
    known = {
        "shift": {str(shift) for shift in Shift},
        "dimension": set(daily_log().dimension_keys),
    }
    kept = [
        (key, value)
        for key, value in args.items(multi=True)
        if value in known.get(key, {value}) and (key != "author" or _is_id(value))
    ]
    return MultiDict(kept)


def _is_id(text: str) -> bool:
    """Tell whether a text is an id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
