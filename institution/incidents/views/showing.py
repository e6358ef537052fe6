"""One incident: what was told, what was placed beside it, what is still to be done."""

from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.policy import Permission
from institution.content.incidents import AdditionKind, incidents
from institution.incidents import services
from institution.incidents.models import Incident
from institution.incidents.services import Matter, Running
from institution.incidents.views import bp, wording
from institution.web.guard import requires
from institution.web.languages import content_language

PERMISSIONS = {
    "write": Permission.INCIDENT_WRITE,
    "sign": Permission.FORCE_SIGN,
    "receive": Permission.FORCE_RECEIVE,
}
ONCE = frozenset({"registered", "received", "returned"})
WITH_ANOTHER = frozenset({"follow_up_done"})


@bp.route("/children/<uuid:child_id>/incidents/<uuid:incident_id>")
@requires(Permission.INCIDENT_READ)
def one(child_id: UUID, incident_id: UUID) -> ResponseReturnValue:
    """Show one incident."""
    matter = services.matter(g.work, child_id, incident_id)
    told = matter.incident
    return render_template(
        "incidents/one.html",
        child=g.child,
        told=told,
        title=wording.type_words(told.type),
        mark=wording.mark_of(told),
        mark_words=wording.mark_words(told),
        author=matter.people.get(told.author_id, ""),
        sections=wording.sections(told, matter.profile, matter.people),
        older=[_older(one, matter) for one in matter.older],
        beside=[wording.beside(one, matter.people) for one in matter.beside],
        follow_ups=_follow_ups(matter),
        missing=wording.missing(matter),
        readers=wording.readers(matter),
        around=wording.around(matter),
        handling=_handling(told.type),
        signed=matter.signed is not None,
        clocks=_clocks(matter),
        offer=_offer(matter),
        ways=_ways(matter),
        complete_url=url_for(".complete", child_id=child_id, incident_id=incident_id),
    )


def _older(told: Incident, matter: Matter) -> Shown:
    """Return a telling that was replaced."""
    return Shown(
        at=told.received_at,
        who=matter.people.get(told.author_id, ""),
        title=wording.type_words(told.type),
        sections=wording.sections(told, matter.profile, matter.people),
    )


def _handling(key: str) -> str:
    """Return what is to be done, said before what is to be written."""
    handling = incidents().type(key).handling
    return handling.in_(content_language()) if handling else ""


def _follow_ups(matter: Matter) -> list[Shown]:
    """Return the follow-ups with who does them, by when, and whether they are done."""
    done = {one.addition.names_id: one for one in matter.beside}
    found = []
    for one in matter.beside:
        if one.addition.kind != "follow_up":
            continue
        shown = wording.beside(one, matter.people)
        shown.text = one.texts.get("text", "")
        shown.done = done.get(one.addition.id)
        shown.late = shown.done is None and one.addition.due < g.work.today
        shown.done_url = _way("follow_up_done", matter, names=one.addition.id)
        found.append(shown)
    return found


def _offer(matter: Matter) -> Shown | None:
    """Return the offer to tell that is made again to a child that wanted to wait."""
    again = services.to_offer(g.work, [matter]).get(matter.incident.matter_id)
    if again is None:
        return None
    read = {matter.incident.id, *(one.addition.id for one in matter.beside)}
    waited = _("%(name)s wanted to wait with telling, on %(day)s. The offer was made by %(who)s.")
    told = {
        "name": g.child.name.split(maxsplit=1)[0],
        "day": wording.local_day(again.last.at),
        "who": matter.people.get(again.last.by, ""),
    }
    return Shown(
        waited=str(waited) % told if again.last.id in read else "",
        due=again.due,
        late=again.due < g.work.today,
        url=_way("child_account", matter) if g.work.actor.may_ever(PERMISSIONS["write"]) else "",
    )


def _clocks(matter: Matter) -> list[Shown]:
    """Return what has to be done by when, for the use of force."""
    if not incidents().type(matter.incident.type).is_force:
        return []
    return [_clock(one) for one in services.clocks(matter)]


def _clock(one: Running) -> Shown:
    """Return one clock in words."""
    late = one.late(g.work.now)
    if one.done_at:
        state = _("done late") if late else _("done")
    else:
        state = _("late") if late else _("waits")
    status = _("law") if one.clock.confirmed else _("not confirmed for this country")
    return Shown(
        name=one.clock.name.in_(content_language()),
        due=one.due,
        done_at=one.done_at,
        state=state,
        late=late,
        rests=" · ".join(part for part in (one.clock.reference, status) if part),
    )


def _ways(matter: Matter) -> list[tuple[str, str]]:
    """Return what the reader can place beside the incident: words and address."""
    return [
        (kind.name.in_(content_language()), _way(kind.key, matter))
        for kind in incidents().additions
        if _is_open(kind, matter)
    ]


def _is_open(kind: AdditionKind, matter: Matter) -> bool:
    """Tell whether an addition of the kind can be placed beside the incident now."""
    there = {one.addition.kind for one in matter.beside}
    may = kind.by in PERMISSIONS and g.work.actor.may_ever(PERMISSIONS[kind.by])
    fits = kind.fits(matter.incident.type) and kind.key not in WITH_ANOTHER
    ready = (kind.needs is None or kind.needs in there) and kind.key not in ONCE & there
    return may and fits and ready


def _way(kind: str, matter: Matter, **more: Any) -> str:
    """Return the address at which something is placed beside the incident."""
    told = matter.incident
    return url_for(".add", child_id=told.child_id, incident_id=told.matter_id, kind=kind, **more)
