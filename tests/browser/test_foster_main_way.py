"""The way of a child through a foster family, from the first page of the coordinator to the end.

The coordinator works in Danish at a desk, the carer in English on a phone.
"""

from datetime import timedelta

import pytest
from sqlalchemy import select

from institution.cases import services as cases
from institution.cases.models import Home, Unit
from institution.fostercare.services import placing
from institution.fostercare.services.recording import record_week
from institution.offline.services import enrolling
from tests.browser.tablets import READY, as_tablet
from tests.fostercare.filled import LEVELS, MONDAY, week, whole
from tests.pages import rows
from tests.world import NOW, TODAY

pytestmark = [pytest.mark.browser, pytest.mark.only_on("sqlite")]
WEEK = timedelta(weeks=1)
FILL = """(answers) => {
  for (const [name, said] of Object.entries(answers)) {
    for (const value of Array.isArray(said) ? said : [String(said)]) {
      const fields = Array.from(document.querySelectorAll(`[name="${name}"]`));
      const box = fields.find((one) => /radio|checkbox/.test(one.type) && one.value === value);
      if (box) box.checked = true;
      else if (fields[0]) fields[0].value = value;
    }
  }
}"""
LOW = {**dict.fromkeys(LEVELS, 2)}


def sign(page, address: str, form: str, **answers) -> None:
    """Fill in a whole form and sign it."""
    page.goto(address)
    page.evaluate(FILL, whole(form, **answers))
    page.locator("button[name=do][value=sign]").click()
    page.wait_for_url(lambda url: url.endswith("#sheets"))


def write_week(page, levels: dict) -> None:
    """Answer the questions about a week, one press each, and send."""
    for key, level in levels.items():
        page.locator(f"input[name=level_{key}][value='{level}']").check(force=True)
    page.locator("[name=good_moment]").fill("We went fishing.")
    if page.locator("input[name=own_caregiver_energy]").count():
        page.locator("input[name=own_caregiver_energy][value='3']").check(force=True)
    page.locator("form[data-entry] button[type=submit]").click()


def register(page) -> str:
    """Register a family with record and profile; return its address."""
    page.locator("a[href='/foster-families/new']").click()
    for name, said in (("reference", "PF-014"), ("name", "Familien Egede"), ("address", "Vej 3")):
        page.locator(f"[name={name}]").fill(said)
    page.locator("input[name=profile][value=gl]").check(force=True)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/new" not in url)
    family = page.url.split("#")[0]
    valid = {"permit__valid_from": "2025-01-01", "permit__valid_to": "2028-01-01"}
    sign(page, f"{family}/forms/F0/new", "F0", permit__most_children=2, **valid)
    sign(page, f"{family}/forms/F1/new", "F1")
    return family


def enrolled(live, world) -> str:
    """Return the token of the phone of the new family."""
    with live.app.extensions["database"].writing() as session:
        unit = session.scalar(select(Unit).where(Unit.name == "PF-014"))
        work = world.work(session, "sara", NOW)
        token = enrolling.enrol(work, enrolling.make_code(work, unit.id, "Phone"))
        session.commit()
    return token


def lived(world, work_of, reference: str, child) -> None:
    """Let the child have lived in the family for a quarter of a year, with its weeks written."""
    with work_of("set_up") as work:
        home = work.session.scalar(select(Home).where(Home.name == reference))
        unit = work.session.scalar(select(Unit).where(Unit.home_id == home.id))
        cases.place(work, child, unit, TODAY - 13 * WEEK)
    with work_of("tuko") as work:
        for back in range(12, 3, -1):
            record_week(work, child.id, week(MONDAY - back * WEEK))


def test_a_child_finds_a_family_is_followed_and_leaves_again(
    page, context, live, world, work_of, sign_in, chromium
):
    child = world.children["malik"]
    sign_in(page, "sara")
    family = register(page)
    with work_of("sofie") as work:
        placing.ask_for_family(work, child.id, "sara")
    page.goto(f"/children/{child.id}/match")
    assert "PF-014" in page.locator("main").inner_text()
    gaps = {f"need_and_gap__{d}__gap": "none" for d in "KRITH"}
    sign(page, f"{family}/forms/F2/new?child={child.id}", "F2", **gaps)
    sign(page, f"{family}/forms/F3/new?child={child.id}", "F3")
    page.locator("#said-carer").fill("tuko")
    page.locator("form[action$='/carers'] button").click()
    page.wait_for_url("**/foster-families")
    lived(world, work_of, "PF-014", child)
    write_at_home(context, live, world, chromium, sign_in, child)
    assert rows(live.app, "SELECT count(*) FROM weekly_logs")[0][0] == 13
    page.goto("/foster-families")
    flags = page.locator("#flags").inner_text()
    assert "Malik" in flags
    agreed = {
        f"agreements__1__{k}": v for k, v in (("what", "Ringe til skolen"), ("owner", "Sara"))
    }
    sign(page, f"{family}/forms/F5/new?child={child.id}", "F5", **agreed)
    page.goto(f"{family}#agreements")
    page.locator("#agreements form textarea, #agreements form input[name=text]").last.fill("Gjort")
    page.locator("#agreements form button").last.click()
    page.locator("#agreements .receipt", has_text="Gjort").wait_for()
    with work_of("sofie") as work:
        placing.end_placement(work, child.id, TODAY)
    sign(page, f"{family}/forms/F9/new?child={child.id}", "F9")
    sheets = page.locator("#sheets").inner_text()
    assert all(form in sheets for form in ("F0", "F1", "F2", "F3", "F5", "F9"))
    assert page.faults == []


def write_at_home(context, live, world, chromium, sign_in, child) -> None:
    """Write four weeks in English on a phone, the last two of them without a line."""
    phone = chromium.new_context(
        base_url=live.url, viewport={"width": 390, "height": 800}, locale="en-GB"
    )
    phone.clock.set_system_time(NOW)
    page = phone.new_page()
    sign_in(page, "tuko")
    page.locator("summary.menu__button").click()
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    for back, levels in ((3, LEVELS), (2, LOW)):
        page.goto(f"/children/{child.id}/foster-logs/{MONDAY - back * WEEK}/new")
        write_week(page, levels)
        page.get_by_text("Not read yet").first.wait_for()
    as_tablet(phone, live.url, enrolled(live, world))
    page.goto("/my-family")
    page.wait_for_selector(READY)
    phone.set_offline(True)
    page.reload()
    for monday in (MONDAY - WEEK, MONDAY):
        page.locator("[data-shell=list] a", has_text="Malik").click()
        page.locator("select[name=week]").select_option(str(monday))
        write_week(page, LOW)
        page.get_by_text("Saved on this tablet").first.wait_for()
    assert rows(live.app, "SELECT count(*) FROM weekly_logs")[0][0] == 11
    phone.set_offline(False)
    page.locator("[data-outbox-count]", has_text="Everything delivered").wait_for()
    phone.close()
