"""The coordinator's desk with sixty families, and the carer's week on a thin line."""

import re

from sqlalchemy import event

from benchmarks.families import CARER, COORDINATOR, MONDAY, OWN_CARER, foster_care
from benchmarks.rounds import in_turn, seconds
from benchmarks.running import FOLDER, fetched, program, signed_in, yardstick
from benchmarks.table import Line
from benchmarks.weighing import Load
from benchmarks.world import PASSWORD, Measured

FEW, MANY = 6, 60
DESK = "/foster-families"


def desk_lines() -> list[Line]:
    """Open the desk with sixty families and ninety children against the bare route."""
    measured = foster_care(MANY, FOLDER)
    with yardstick() as bare, program(measured) as client:
        signed_in(client, COORDINATOR)
        steps = {"bare": lambda: bare.ask("GET", "/"), "desk": lambda: fetched(client, DESK)}
        found = in_turn(steps, rounds=12, each=3)
        paper = _visit(client)
        client.cookies.clear()
        weighed = _weighed(signed_in(client, OWN_CARER))
    few, many = _queries(foster_care(FEW, FOLDER)), _queries(measured)
    told = f"{found['desk'] * 1e3:.1f} ms to {found['bare'] * 1e3:.2f} ms"
    return [
        Line("desk, 60 families, 90 children", found["desk"] / found["bare"], 12, "x", told),
        Line("desk: more queries than for 6 families", many - few, 0, "", f"{many} queries"),
        Line("carer's page and weekly log, KB", weighed / 1000, 60, "", CARER),
        Line("visit on paper, first of a process, s", paper, 2, "", "by the clock"),
    ]


def _visit(client) -> float:
    """Return the seconds of the first sheet of a visit that the process draws."""
    _, page, _ = fetched(client, DESK)
    family = re.search(rb"/foster-families/[0-9a-f-]{36}", page).group().decode()
    _, page, _ = fetched(client, family)
    visit = re.search(rb"/children/[0-9a-f-]{36}/visit-preparation", page).group().decode()
    return seconds(lambda: fetched(client, f"{visit}/pdf"))


def _weighed(client) -> int:
    """Return the bytes of the first load of a carer's week."""
    _, page, _ = fetched(client, "/my-family")
    child = re.search(rb"/children/([0-9a-f-]{36})/foster-logs", page).group(1).decode()
    return Load(client).of("/my-family", f"/children/{child}/foster-logs/{MONDAY}/new")


def _queries(measured: Measured) -> int:
    """Count the statements of the desk, with those of its guard."""
    from institution.app import create_app

    app, statements = create_app(measured.settings), []
    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    browser = app.test_client()
    token = re.search(r'csrf_token"\s+value="([^"]+)', browser.get("/sign-in").text).group(1)
    form = {"csrf_token": token, "user_name": COORDINATOR, "password": PASSWORD}
    browser.post("/sign-in", data=form)
    browser.get(DESK)
    statements.clear()
    browser.get(DESK)
    engine.dispose()
    return len(statements)
