"""Everything a shift writes without a line goes the same way: each kind kept once, or apart."""

from uuid import UUID

import pytest

from institution.handover.services import step
from institution.offline.services.enrolling import revoke
from tests.pages import rows

LINE = {"line-text": "Fryseren i kælderen står åben", "line-whole_house": "y"}
TASK = {"task-text": "Køb mælk", "task-day": "2026-11-23", "task-time": "16:30"}
WRITTEN = {
    "handover_line": ("house_lines", LINE, False),
    "handover_note": ("handover_notes", {"note-do": "Læs højt ved sengetid"}, True),
    "handover_task": ("tasks", TASK, False),
    "incident_note": ("incidents", {"type": "threat", "what_was_seen": "Du råbte"}, True),
}
"""By kind: the table, an ordinary form, and whether it is about a child."""


@pytest.fixture
def envelope(tablet, malik):
    """Seal an entry of a kind."""

    def envelope(kind: str, form: dict | None = None, **changes) -> dict:
        _, ordinary, about = WRITTEN[kind]
        child = malik if about else ""
        return tablet.envelope(child, form or ordinary, kind=kind, **changes)

    return envelope


def test_each_kind_is_kept_once_and_known_for_ever(envelope, tablet, number_of, clock):
    sent = {kind: envelope(kind) for kind in WRITTEN}
    for kind, one in sent.items():
        assert tablet.one(one) == ("stored", ""), kind
    clock.forward(days=400)
    for kind, (table, ordinary, _) in WRITTEN.items():
        one = sent[kind]
        assert tablet.one(one) == ("known", "")
        other = envelope(kind, {**ordinary, "extra": "x"}, id=one["id"])
        assert tablet.one(other) == ("refused", "other_content")
        (written,) = rows(tablet.app, f"SELECT id, author_id FROM {table}")
        assert UUID(str(written[0])) == UUID(one["id"])
        assert UUID(str(written[1])) == tablet.world.persons["pipaluk"].id
    assert number_of("received_entries") == len(WRITTEN)


@pytest.mark.only_on("sqlite")
def test_what_does_not_fit_its_kind_comes_back_to_be_mended(
    envelope, tablet, malik, world, browser, number_of
):
    """What is missing, whom it may not be about, and what the kind is not about at all."""
    nivi, named = str(world.children["nivi"].id), "allegation_against_adult"
    for one, code in (
        (envelope("handover_line", {"line-whole_house": "y"}), "answers"),
        (envelope("handover_note", {"note-child": str(malik.id)}), "answers"),
        (envelope("handover_task", {**TASK, "task-child": nivi}), "answers"),
        (envelope("incident_note", {"type": "threat"}), "answers"),
        (envelope("incident_note", {"type": named, "what_was_seen": "x"}), "answers"),
        (envelope("incident_note", child_id=nivi), "not_in_shift"),
        (envelope("handover_line", child_id=str(malik.id)), "malformed"),
        (envelope("handover_note", child_id=""), "malformed"),
        (envelope("handover_line", shift=""), "malformed"),
        (tablet.envelope(malik, {"x": "y"}, kind="recipe"), "malformed"),
    ):  # fmt: skip
        assert tablet.one(one) == ("refused", code)
    assert [number_of(table) for table, *_ in WRITTEN.values()] == [0, 0, 0, 0]
    author = browser("pipaluk")
    page = author.get("/returned").text
    for told in ("Køb mælk", "Trusler", "En linje om huset", "Første ord om en hændelse"):
        assert told in page


@pytest.mark.only_on("sqlite")
def test_what_came_back_of_any_kind_is_mended_on_its_page(
    envelope, tablet, browser, work_of, clock, number_of
):
    import html
    import re

    with work_of("hans") as work:
        revoke(work, UUID(tablet.id))
    sent = {kind: envelope(kind) for kind in WRITTEN}
    for one in sent.values():
        assert tablet.one(one) == ("refused", "revoked")
    author = browser("pipaluk")
    page = author.get("/returned").text
    forms = re.findall(
        r'action="([^"]+)">\s*<input[^>]+>\s*<input [^>]+"resume" value="([^"]+)"', page
    )
    assert len(forms) == len(WRITTEN)
    for url, sealed in forms:
        shown = author.post(html.unescape(url), {"resume": html.unescape(sealed)}, page="/account")
        assert shown.status_code == 200
        said = [one for *_, form, _ in WRITTEN.values() for one in form.values() if len(one) > 6]
        assert any(html.escape(one) in shown.text for one in said)
        assert any(one["id"] in shown.text for one in sent.values())
    line = f"/units/{tablet.unit_id}/handover/{tablet.opened['day']}/evening"
    mended = {**LINE, "line-id": sent["handover_line"]["id"]}
    assert author.post(f"{line}/lines", mended, page=line).status_code == 303
    assert number_of("house_lines") == 1
    assert "Fryseren" not in author.get("/returned").text


def test_a_task_is_ticked_as_of_then_and_comes_back_with_its_words(
    envelope, tablet, malik, clock, browser, work_of
):
    """Whoever opens it again meanwhile has the last word; a tablet that is not trusted has none."""
    task = envelope("handover_task")
    assert tablet.one(task) == ("stored", "")
    ticked = tablet.envelope("", {"task": task["id"], "done": "yes"}, kind="handover_step")
    at = clock()
    clock.forward(hours=1)
    for _ in range(2):
        assert tablet.one(ticked)[0] in {"stored", "known"}
    steps = rows(tablet.app, "SELECT id, done, at FROM task_steps")
    assert [(UUID(str(one[0])), bool(one[1])) for one in steps] == [(UUID(ticked["id"]), True)]
    assert str(at)[:16] in str(steps[0][2])
    with work_of("pipaluk", clock()) as work:
        step(work, tablet.unit_id, UUID(task["id"]), done=False)
    for form, code in (
        ({"task": task["id"], "done": "maybe"}, "answers"),
        ({"task": "x", "done": "yes"}, "answers"),
        ({"task": str(malik.id), "done": "yes"}, "not_yours"),
    ):
        assert tablet.one(tablet.envelope("", form, kind="handover_step")) == ("refused", code)
    with work_of("hans", clock()) as work:
        revoke(work, UUID(tablet.id))
    again = tablet.envelope("", {"task": task["id"], "done": "yes"}, kind="handover_step")
    assert tablet.one(again) == ("refused", "revoked")
    page = browser("pipaluk").get("/returned").text
    assert "Køb mælk" in page
    assert "En opgave, der er udført" in page


@pytest.mark.only_on("sqlite")
def test_a_draft_goes_when_its_form_arrives_from_the_tablet(envelope, tablet, browser):
    one, author = envelope("handover_line"), browser("pipaluk")
    form = f"/units/{tablet.unit_id}/handover/{tablet.opened['day']}/evening/lines"
    draft = {"form": form, "id": one["id"], "fields": '[["line-text", "Fryseren"]]'}
    assert author.post("/drafts", draft, page="/account").status_code == 204
    assert author.get(f"/drafts?form={form}").status_code == 200
    assert tablet.one(one) == ("stored", "")
    assert author.get(f"/drafts?form={form}").status_code == 204


@pytest.mark.only_on("sqlite")
def test_the_page_without_a_line_holds_the_form_of_every_kind_about_nobody(tablet, app, browser):
    pages = browser("pipaluk")
    pages.client.set_cookie("device", tablet.token)
    page = pages.get(f"/offline/{tablet.opened['day']}/evening").text
    for kind in ("shift_log", *WRITTEN):
        assert f'data-entry="{kind}"' in page
    for name in ("Malik", "Aviaja", "Pipaluk", "Ivik"):
        assert name not in page
