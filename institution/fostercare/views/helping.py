"""What stands in a form already, and what it suggests: from the plan, asks, and the match."""

from typing import Any
from uuid import UUID

from flask import current_app, g
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.content.foster_forms import foster_forms
from institution.content.keyed import by_key
from institution.fostercare.forms import SheetForm
from institution.fostercare.services import agreements, asking, sheets
from institution.fostercare.services.profile import Profile, profiles, proposed_gap
from institution.fostercare.views.wording import in_reader, need_words
from institution.web.words import day

MATCH, START, VISIT, GOALS = "F2", "F4", "F5", "F6"


def helped(form: str, family_id: UUID, child: ReachedChild | None) -> dict[str, Any]:
    """Return what stands in a new sheet before anybody writes."""
    if child is None:
        return {}
    if form == GOALS:
        goals = current_app.extensions["plan_goals"](child.id)
        return {f"goals__{n}__goal": wording for n, wording in enumerate(goals, 1)}
    if form == VISIT:
        return {"seen__last_agreements": _last_agreements(family_id, child.id)}
    if form == START:
        open_ = (a for a in _asked(family_id) if a.open)
        needs = [need_words(code) for one in open_ for code in one.about]
        return {f"help__{n}__what": need for n, need in enumerate(needs, 1)}
    return {}


def hints(form: str, family_id: UUID, sheet: SheetForm) -> dict[str, str]:
    """Return a line for some questions: what follows from what is answered so far."""
    if form != MATCH:
        return {}
    own = sheets.of_family(g.work, Permission.FAMILY_COORDINATE, [family_id])
    known = profiles(own)
    newest = known[-1] if known else None
    said = sheet.answers()
    return {
        f"need_and_gap__{one.key}__gap": _gap(newest, said, one.key)
        for one in foster_forms.newest().domains
    }


def _gap(newest: Profile | None, said: dict[str, Any], domain: str) -> str:
    """Return which gap follows for an area, in words; a person chooses."""
    need = str(said.get(f"need_and_gap__{domain}__need", ""))
    items = said.get(f"need_and_gap__{domain}__items_that_matter", [])
    if not need:
        return ""
    gap = proposed_gap(newest, need, items, g.work.today)
    words = in_reader(by_key(foster_forms.newest().gaps, gap).name)
    return str(_("From the profile: %(gap)s. You decide.", gap=words.lower()))


def _last_agreements(family_id: UUID, child_id: UUID) -> str:
    """Return what was agreed and what became of it, one a line."""
    found = agreements.of_families(g.work, Permission.FAMILY_COORDINATE, [family_id])
    return "\n".join(
        f"{one.what} ({one.owner}, {day(one.due_on)}): "
        + (_("done %(day)s", day=day(one.done_on)) if one.done_on else _("open"))
        for one in found
        if one.child_id == child_id
    )


def _asked(family_id: UUID) -> list[asking.Asked]:
    return asking.of_families(g.work, Permission.FAMILY_COORDINATE, [family_id])
