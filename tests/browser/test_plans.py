"""The plan, read and written in a browser."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def address(world) -> str:
    return f"/children/{world.children['malik'].id}/plan"


def test_a_plan_is_written_and_read(page, arrive, axe, address):
    arrive(page, "sofie", to=address)
    assert axe(page) == []
    page.goto(f"{address}/edit")
    assert axe(page) == []
    page.locator("textarea[name='goals-0-wording']").fill("Jeg vil gerne sove bedre")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_selector(".errors")
    assert axe(page) == []
    assert page.locator("textarea[name='goals-0-wording']").input_value() == (
        "Jeg vil gerne sove bedre"
    )
    for name in ("begins_on", "goals-0-starts_on"):
        page.locator(f"input[name='{name}']").fill("2026-11-01")
    for name in ("review_on", "goals-0-review_on"):
        page.locator(f"input[name='{name}']").fill("2027-02-01")
    page.locator("select[name='goals-0-dimension']").select_option("sleep")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: url.endswith("/plan"))
    assert "Jeg vil gerne sove bedre" in page.locator("main").inner_text()
    assert axe(page) == []
    assert page.faults == []


def test_a_plan_is_written_in_english_with_keys_alone(page, arrive, axe, address):
    arrive(page, "sofie", to="/account")
    with page.expect_navigation():
        page.locator("button", has_text="English").first.evaluate("button => button.click()")
    page.goto(f"{address}/edit")
    assert axe(page, widths=(320,)) == []
    keys = page.keyboard
    page.locator("textarea[name='goals-0-wording']").focus()
    keys.type("I want to sleep better")
    keys.press("Tab")
    assert page.evaluate("document.activeElement.name") == "goals-0-signs"
    keys.type("Sleep")
    page.locator("button[name=add]").focus()
    keys.press("Enter")
    page.wait_for_selector("textarea[name='goals-1-wording']")
    first = page.locator("textarea[name='goals-0-wording']")
    assert first.input_value() == "I want to sleep better", "room for another goal keeps it"
    for name, day in (("begins_on", "11012026"), ("review_on", "02012027")):
        own = name.replace("begins", "starts")
        for at in (name, f"goals-0-{own}", f"goals-1-{own}"):
            page.locator(f"input[name='{at}']").focus()
            keys.type(day)
    page.locator("textarea[name='goals-1-wording']").focus()
    keys.type("I want a friend")
    for number, word in enumerate(("Sleep", "With")):
        page.locator(f"select[name='goals-{number}-dimension']").focus()
        keys.type(word)
    page.locator("main button[type=submit]").first.focus()
    keys.press("Enter")
    page.wait_for_url(lambda url: url.endswith("/plan"))
    main = page.locator("main").inner_text()
    assert "I want to sleep better" in main
    assert "Who does what" in main
    assert axe(page, widths=(320,)) == []
    assert page.faults == []
