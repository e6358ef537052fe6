"""Place something beside an incident, sign it, and write one's own part."""

from datetime import datetime
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.accounts.services import names
from institution.content.incidents import AdditionKind, incidents
from institution.incidents import services
from institution.incidents.forms import beside
from institution.incidents.forms.answers import local
from institution.incidents.forms.beside import BesideForm
from institution.incidents.services import Matter
from institution.incidents.views import bp, wording
from institution.incidents.views.refusing import tell
from institution.web.guard import requires
from institution.web.languages import content_language

OWN_PART = "staff_account"


@bp.route("/children/<uuid:child_id>/incidents/<uuid:incident_id>/add", methods=["GET", "POST"])
@requires(Permission.INCIDENT_WRITE)
def add(child_id: UUID, incident_id: UUID) -> ResponseReturnValue:
    """Place something beside an incident; the kind stands in the address."""
    matter = services.matter(g.work, child_id, incident_id)
    kind = _kind(request.args.get("kind", "note"), matter)
    form = _form(kind, child_id)
    if form.submitted_valid():
        refused = _kept(form, child_id, incident_id)
        if refused is None:
            flash(_("Saved."))
            return redirect(_address(child_id, incident_id), 303)
        return _page(form, matter), refused
    return _page(form, matter), form.status


@bp.route("/children/<uuid:child_id>/incidents/<uuid:incident_id>/part", methods=["GET", "POST"])
@requires(Permission.INCIDENT_WRITE)
def part(child_id: UUID, incident_id: UUID) -> ResponseReturnValue:
    """Write what one did and saw oneself, before reading what others wrote."""
    waiting = {one.matter_id: one for one in services.own_parts_waiting(g.work, child_id)}
    form = _form(incidents().addition(OWN_PART), child_id)
    if form.submitted_valid():
        new = form.new(g.work.now, g.work.actor.time_zone)
        services.add_own_part(g.work, child_id, incident_id, new)
        flash(_("Saved. Thank you: your part stands by itself."))
        return redirect(url_for("trends.child", child_id=child_id), 303)
    if incident_id not in waiting:
        raise NotReachableError
    page = render_template(
        "incidents/part.html", child=g.child, form=form, day=waiting[incident_id].day
    )
    return page, form.status


def _kind(key: str, matter: Matter) -> AdditionKind:
    """Return the kind that the address names, where it belongs to the incident.

    Raises:
        NotReachableError: there is no such page.
    """
    found = {one.key: one for one in incidents().additions}
    if key not in found or key == OWN_PART or not found[key].fits(matter.incident.type):
        raise NotReachableError
    return found[key]


def _form(kind: AdditionKind, child_id: UUID) -> BesideForm:
    """Return the form of a kind, with the people of the home to choose from."""
    people = names(g.work, services.colleagues_of(g.work, child_id))
    by_name = dict(sorted(people.items(), key=lambda pair: pair[1]))
    made = beside.form_class(kind, content_language())
    data: dict[str, object] = {"names": request.args.get("names")}
    if any(one.key == "at" for one in kind.asked):
        now: datetime = local(g.work.now, g.work.actor.time_zone)
        data["at"] = now
    return made.asking(by_name, data=data)


def _kept(form: BesideForm, child_id: UUID, incident_id: UUID) -> int | None:
    """Keep what the valid form says; return the status of the refusal where it is not kept."""
    new = form.new(g.work.now, g.work.actor.time_zone)
    try:
        services.add(g.work, child_id, incident_id, new)
    except services.UnknownAnswerError as refused:
        tell(form, refused)
        return 422
    except services.NotCompleteError as refused:
        form.form_errors = [_lacks(refused)]
        return 422
    except services.TookPartError:
        form.form_errors = [
            _("Who took part neither signs nor reviews: the deputy does, or whoever leads them.")
        ]
        return 403
    except services.AddedAlreadyError:
        form.form_errors = [_("Someone did this while you were writing. It is not done twice.")]
        return 409
    except services.OtherIncidentError:
        form.form_errors = [_("This form was sent before. Look at what is kept first.")]
        return 409
    return None


def _lacks(refused: services.NotCompleteError) -> str:
    """Return what is missing before it can be signed."""
    language = content_language()
    every = {
        one.key: one
        for profile in ("gl", "dk")
        for one in incidents().questions("use_of_force", profile)
    }
    lacking = [every[key].name.in_(language).rstrip("?").lower() for key in refused.keys]
    return str(
        _("Before it can be signed this has to be written: %(what)s", what=", ".join(lacking))
    )


def _page(form: BesideForm, matter: Matter) -> str:
    """Return the page of the form."""
    language, kind = content_language(), form.addition
    told = matter.incident
    return render_template(
        "incidents/add.html",
        child=g.child,
        form=form,
        asked=kind.asked,
        title=kind.name.in_(language),
        help=kind.help.in_(language) if kind.help else "",
        about=wording.type_words(told.type),
        day=wording.local_day(told.started_at),
        sections=wording.sections(told, matter.profile, matter.people) if kind.by == "sign" else [],
        back=_address(told.child_id, told.matter_id),
    )


def _address(child_id: UUID, matter_id: UUID | None) -> str:
    return url_for(".one", child_id=child_id, incident_id=matter_id)
