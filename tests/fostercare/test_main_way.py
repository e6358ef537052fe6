"""The main way through foster care, page by page, as its people walk it."""

import re
from datetime import timedelta

from flask_babel import force_locale  # noqa: F401

from tests.fostercare.filled import LEVELS, MONDAY, whole
from tests.page_forms import forms_of
from tests.world import TODAY


def fill(browser, url: str, answers: dict, do: str = "sign"):
    """Fill in a form as its page shows it."""
    page = browser.get(url)
    while page.status_code == 303:
        url = page.location
        page = browser.get(url)
    assert page.status_code == 200, url
    form = next(f for f in forms_of(page.text, url) if f.action == url)
    said = {k: [str(x) for x in v] if isinstance(v, list) else [str(v)] for k, v in answers.items()}
    return browser.client.post(url, data={**form.sent, **said, "do": do})


def week_answers(levels=LEVELS, **more) -> dict:
    said = {f"level_{key}": level for key, level in levels.items()}
    return {**said, "good_moment": "Vi bagte.", "own_caregiver_energy": 4, **more}


def registered(browser) -> str:
    answer = fill(
        browser,
        "/foster-families/new",
        {
            "reference": "PF-014",
            "name": "Familien Lyberth",
            "profile": "gl",
            "address": "Radiofjeldsvej 7, Nuuk",
            "phone": "",
        },
    )
    assert answer.status_code == 303
    return answer.location.split("#")[0]


def test_from_registering_a_family_to_the_ending(browser, world, work_of, clock):
    sara, sofie, tuko = browser("sara"), browser("sofie"), browser("tuko")
    family = registered(sara)
    assert "Familien Lyberth" in sara.get(family).text
    for form in ("F0", "F1"):
        answers = whole(form)
        answer = fill(sara, f"{family}/forms/{form}/new", answers)
        assert answer.status_code == 303, re.findall(r"errors__link.*", answer.text)
    child = world.children["malik"].id
    care = f"/children/{child}/foster-care"
    assert sara.get(f"/children/{child}/match").status_code == 404
    sofie.post(f"{care}/seek", {"user_name": "sara"}, page=care)
    match = sara.get(f"/children/{child}/match")
    assert "PF-014" in match.text
    gaps = whole("F2")
    gaps |= {f"need_and_gap__{d}__gap": "none" for d in "KRITH"}
    assert fill(sara, f"{family}/forms/F2/new?child={child}", gaps).status_code == 303
    assert fill(sara, f"{family}/forms/F3/new?child={child}", whole("F3")).status_code == 303
    placed = {"reference": "PF-014", "begins": TODAY.isoformat()}
    assert sofie.post(f"{care}/place", placed, page=care).status_code == 303
    assert "Malik" in sara.get(family).text
    done = sara.post(f"{family}/carers", {"user_name": "tuko"}, page=family)
    assert done.status_code == 303
    assert "Malik" in tuko.get("/my-family").text
    page = f"/children/{child}/foster-logs/{MONDAY}/new"
    assert fill(tuko, page, week_answers()).status_code == 303
    for form in ("F4", "F5", "F6"):
        answer = fill(sara, f"{family}/forms/{form}/new?child={child}", whole(form))
        assert answer.status_code == 303, (form, re.findall(r"errors__link.*", answer.text))
    assert sara.get(f"/children/{child}/visit-preparation").status_code == 200
    assert sofie.post(f"{care}/end", {"last_day": TODAY.isoformat()}, page=care).status_code == 303
    assert fill(sara, f"{family}/forms/F9/new?child={child}", whole("F9")).status_code == 303
    page = sara.get(family).text
    for form in ("F0", "F1", "F2", "F3", "F4", "F5", "F6", "F9"):
        assert f">{form} · " in page
    assert sara.get("/foster-families").status_code == 200
    assert sofie.get(care).status_code == 200
    assert tuko.get(f"/children/{child}").status_code == 200
    clock.now += timedelta(days=1)
    assert browser("tuko").get(f"/children/{child}").status_code == 404
