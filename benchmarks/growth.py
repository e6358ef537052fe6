"""Pages of a small database and of a large one."""

import re

from benchmarks.databases import LARGE, SMALL_ALIKE, database
from benchmarks.rounds import in_turn
from benchmarks.running import (
    fetched,
    program,
    signed_in,
)
from benchmarks.table import Line
from benchmarks.world import Measured
from tests.served import Client


def growth() -> list[Line]:
    """Open the same pages in a small and in a large database."""
    small, large = database(SMALL_ALIKE), database(LARGE)
    with program(small) as few, program(large) as many:
        steps = {}
        for name, client, measured in (("small", few, small), ("large", many, large)):
            signed_in(client, measured.caseworker)
            steps[f"child {name}"] = _pages(client, measured)
            steps[f"inbox {name}"] = lambda client=client: fetched(client, "/inbox")
        found = in_turn(steps, rounds=12, each=3)
    lines = []
    for page in ("child", "inbox"):
        ratio = found[f"{page} large"] / found[f"{page} small"]
        told = f"{found[f'{page} large'] * 1e3:.1f} ms to {found[f'{page} small'] * 1e3:.1f} ms"
        lines.append(Line(f"{page} page, 10,000 to 100 children", ratio, 1.5, "x", told))
    return [*lines, *queries()]


def _pages(client: Client, measured: Measured):
    """Return a step that opens another child's page each time."""
    turn = iter(range(1_000_000))
    return lambda: fetched(client, f"/children/{measured.children[next(turn) % 30]}")


def queries() -> list[Line]:
    """Count the queries of each page in both databases."""
    counted = {size: _counted(database(size)) for size in (SMALL_ALIKE, LARGE)}
    return [
        Line(f"{page} page: more queries in the larger", counted[LARGE][page] - number, 0, "",
             f"{number} queries")
        for page, number in counted[SMALL_ALIKE].items()
    ]  # fmt: skip


def _counted(measured: Measured) -> dict[str, int]:
    from sqlalchemy import event

    from institution.app import create_app

    app, statements = create_app(measured.settings), []
    engine = app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    browser, found = app.test_client(), {}
    page = browser.get("/sign-in").text
    token = re.search(r'csrf_token"\s+value="([^"]+)', page).group(1)
    from benchmarks.world import PASSWORD

    form = {"csrf_token": token, "user_name": measured.caseworker, "password": PASSWORD}
    browser.post("/sign-in", data=form)
    for name, path in (("child", f"/children/{measured.children[0]}"), ("inbox", "/inbox")):
        browser.get(path)
        statements.clear()
        browser.get(path)
        found[name] = len(statements)
    engine.dispose()
    return found
