"""The plan, read and written in a browser."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def address(world) -> str:
    return f"/children/{world.children['malik'].id}/plan"


def test_a_plan_is_written_and_read(page, sign_in, axe, address):
    sign_in(page, "sofie", to=address)
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


def test_room_for_another_goal_keeps_what_is_typed(page, sign_in, address):
    sign_in(page, "sofie", to=f"{address}/edit")
    page.locator("textarea[name='goals-0-wording']").fill("Jeg vil gerne sove bedre")
    page.locator("button[name=add]").click()
    page.wait_for_selector("textarea[name='goals-1-wording']")
    assert page.locator("textarea[name='goals-0-wording']").input_value() == (
        "Jeg vil gerne sove bedre"
    )
