"""Respite stays of a child: agreed by the coordinator, read by the family in its days."""

from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.fostercare.forms import StayForm
from institution.fostercare.services import respite as service
from institution.fostercare.services.placing import NoSuchFamilyError
from institution.fostercare.views import bp
from institution.web.fields import given
from institution.web.guard import requires


@bp.route("/children/<uuid:child_id>/respite")
@requires(Permission.RESPITE_READ)
def respite(child_id: UUID) -> ResponseReturnValue:
    """The stays of a child; a respite family finds its own, and none after its days."""
    if not g.work.actor.may_ever(Permission.RESPITE_AGREE) and not service.stays(g.work, child_id):
        raise NotReachableError
    return _page(StayForm.from_request())


@bp.route("/children/<uuid:child_id>/respite/new", methods=["POST"])
@requires(Permission.RESPITE_AGREE)
def agree_respite(child_id: UUID) -> ResponseReturnValue:
    """Agree a stay."""
    form = StayForm.from_request()
    if not form.submitted_valid():
        return _page(form), 422
    new = service.NewStay(
        form.reference.data or "",
        given(form.begins.data),
        given(form.until.data),
        form.words.data,
    )
    try:
        service.agree(g.work, child_id, new)
    except NoSuchFamilyError:
        form.reference.errors = [_("No other family has this number")]
        return _page(form), 422
    except service.NoSuchDaysError:
        form.until.errors = [_("Choose days from today on, the last not before the first")]
        return _page(form), 422
    flash(_("Agreed. The family sees the child on those days alone."))
    return redirect(url_for(".respite", child_id=child_id), 303)


@bp.route("/children/<uuid:child_id>/respite/<uuid:stay_id>/off", methods=["POST"])
@requires(Permission.RESPITE_AGREE)
def call_off_respite(child_id: UUID, stay_id: UUID) -> ResponseReturnValue:
    """Call a stay off, or end it today."""
    service.call_off(g.work, child_id, stay_id)
    flash(_("The stay is called off."))
    return redirect(url_for(".respite", child_id=child_id), 303)


def _page(form: StayForm) -> str:
    work = g.work
    found = service.stays(work, g.child.id)
    return render_template(
        "fostercare/respite.html",
        child=g.child,
        age=g.child.age_on(work.today),
        stays=found,
        today=work.today,
        may_agree=work.actor.may_ever(Permission.RESPITE_AGREE),
        form=form,
    )
