"""The page of the maps of a child: numbers side by side, steps, and each map as it is read."""

from collections.abc import Mapping
from types import SimpleNamespace as Shown
from uuid import UUID

from flask import current_app, g, render_template
from flask_babel import gettext as _

from institution.access.policy import Permission, Role
from institution.accounts.services import names
from institution.content.choices import Choice
from institution.content.keyed import by_key
from institution.content.worries_strengths import NUMBERS, WHO, worries_strengths
from institution.fostercare.forms import AnswerForm, NumberForm
from institution.fostercare.services import agreements, maps, numbers
from institution.fostercare.services.maps import Stands
from institution.fostercare.services.reading import Seen
from institution.fostercare.services.sheet import Sheet
from institution.fostercare.services.sheets import maps_of
from institution.fostercare.views.showing import sheet_shown
from institution.fostercare.views.wording import in_reader


def map_page(form: AnswerForm, number: NumberForm | None = None) -> str:
    """Return the page of the maps of the child in the address."""
    work, found = g.work, maps_of(g.work, g.child.id)
    finished = [one for one in found if one.signed]
    content = worries_strengths.newest()
    alike = maps.alike(found)
    return render_template(
        "fostercare/map.html",
        child=g.child,
        age=g.child.age_on(work.today),
        form=form,
        may_write=work.actor.may_ever(Permission.MAP_WRITE),
        name=in_reader(content.t_label),
        used_with=in_reader(content.status),
        scales=[(one.key, in_reader(one.name), _is_begun(found, one.key)) for one in content.forms],
        maps=[map_shown(one) for one in finished],
        who=names(work, [one.author_id for one in finished]),
        scale=scale_of(alike, numbers.given(work, alike)),
        child_card=current_app.extensions["child_card"](g.child),
        number_form=number or _number_form(alike),
        steps=[
            Shown(**vars(one), is_late=one.late(work.today))
            for one in agreements.steps(work, g.child.id)
        ],
    )


def _number_form(alike: list[Sheet]) -> NumberForm | None:
    """Return the form for an own number; None where the reader gives none, or gave one."""
    newest = alike[-1] if alike else None
    if newest is None or not g.work.actor.may_ever(Permission.MAP_NUMBER):
        return None
    if numbers.mine_in(g.work, newest):
        return None
    return asked_number(newest)


def asked_number(newest: Sheet, form: NumberForm | None = None) -> NumberForm:
    """Return the form with the words of the scale of a map."""
    form = form or NumberForm.from_request()
    scale = newest.forms.scale(newest.form)
    form.map.data = form.map.data or str(newest.id)
    form.number.choices = {code: in_reader(words) for code, words in scale.answers.items()}
    return form


def _is_begun(found: list[Sheet], key: str) -> bool:
    return any(one.form == key and not one.signed for one in found)


def map_shown(sheet: Sheet) -> Shown:
    """Return a finished map as it is read; its numbers stand in the picture."""
    seen = Seen(sheet, frozenset(one.key for one in sheet.content.sections if one.key != NUMBERS))
    sections = [one for one in sheet_shown(seen) if one.entries]
    return Shown(at=sheet.written_at, author_id=sheet.author_id, sections=sections)


def scale_of(alike: list[Sheet], given: Mapping[UUID, list[Stands]]) -> Shown | None:
    """Return where each person stands, newest day first, with the words of the scale."""
    if not alike:
        return None
    newest = alike[-1]
    scale = newest.forms.scale(newest.form)
    people = by_key(newest.content.section(NUMBERS).fields, WHO).options
    told = [in_reader(words) for words in scale.answers.values()]
    return Shown(
        question=in_reader(scale.question),
        anchors=[words for words in told if " · " in words],
        days=[
            Shown(
                at=one.written_at,
                numbers=[
                    _stands(n, people) for n in [*maps.numbers_of(one), *map(_given, given[one.id])]
                ],
            )
            for one in reversed(alike)
        ],
    )


def _given(one: Stands) -> Stands:
    """Return a number that somebody gave; the child's own is told from one noted for it."""
    return one._replace(name=_("on its own page")) if one.who == Role.CHILD else one


def _stands(one: Stands, people: tuple[Choice, ...]) -> Shown:
    known = {choice.key: in_reader(choice.name) for choice in people}
    who = known.get(one.who, one.who)
    name = f"{who}, {one.name}" if one.name else who
    return Shown(name=name, number=one.number, reason=one.reason, one_up=one.one_up)
