"""Views of the tests' own, so that the guard is tried apart from what features do."""

import pytest
from flask import flash, g, redirect
from sqlalchemy import select

from institution.access.policy import Permission
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases.models import Child
from institution.web.guard import requires
from tests.pages import arrived

SAVED = "Saved, said the view."
PAGE = "<!doctype html><html lang=en><title>Try</title><p>{}</p></html>"


def show(child_id):
    return PAGE.format(g.child.name)


def show_all():
    found = g.work.session.scalars(scope.children(g.work, Permission.LOG_READ))
    return PAGE.format(", ".join(sorted(child.name for child in found)))


def show_columns():
    query = select(Child.id, Child.reference).where(
        Child.id.in_(scope.child_ids(g.work, Permission.LOG_READ))
    )
    rows = g.work.session.execute(query.execution_options(scope="log_read")).all()
    for row in rows:
        g.work.look_up(row.id)
    return PAGE.format(", ".join(sorted(row.reference for row in rows)))


def nothing():
    return PAGE.format("nothing")


def _change() -> None:
    within = scope.children(g.work, Permission.LOG_WRITE).where(Child.id == g.child.id)
    child = g.work.session.scalars(within).one()
    child.address = "Imaneq 9"
    save(g.work, child, Action.CHILD_REGISTERED)
    g.work.session.flush()
    flash(SAVED)


def change(child_id):
    _change()
    return redirect("/account", 303)


def change_and_refuse(child_id):
    _change()
    return PAGE.format("no"), 422


def change_and_break(child_id):
    _change()
    raise ValueError("Malik Kreutzmann, 090413-4321")


def look_and_break(child_id):
    raise KeyError(g.child.name)


VIEWS = (
    ("/try/<uuid:child_id>", show, "GET", Permission.LOG_READ),
    ("/try/all", show_all, "GET", Permission.LOG_READ),
    ("/try/columns", show_columns, "GET", Permission.LOG_READ),
    ("/try/nothing", nothing, "GET", Permission.LOG_READ),
    ("/try/<uuid:child_id>/plan", show, "GET", Permission.PLAN_WRITE),
    ("/try/<uuid:child_id>/change", change, "POST", Permission.LOG_WRITE),
    ("/try/<uuid:child_id>/refuse", change_and_refuse, "POST", Permission.LOG_WRITE),
    ("/try/<uuid:child_id>/break", change_and_break, "POST", Permission.LOG_WRITE),
    ("/try/<uuid:child_id>/broken", look_and_break, "GET", Permission.LOG_READ),
)


def add_views(app) -> None:
    for rule, view, method, permission in VIEWS:

        def own(view=view, **arguments):
            return view(**arguments)

        app.add_url_rule(rule, f"try{rule}", requires(permission)(own), methods=[method])


@pytest.fixture
def dress():
    return add_views


@pytest.fixture
def reader(app, world, clock):
    """Give `reader("sofie")`: a browser in which the person is signed in already."""
    return lambda name="": arrived(app, world, name, clock)
