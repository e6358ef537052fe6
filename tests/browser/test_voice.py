"""The tablet in a child's hands, in a real browser: finger, keys, small screens, two languages."""

import io

import pytest
from PIL import Image

from institution.voice import services
from tests.voice.saying import said_by

pytestmark = pytest.mark.browser
WORDS = {
    "da": ("Tak. Det er gemt", "Jeg så måger"),
    "en": ("Thank you. It is kept", "I saw gulls"),
}


@pytest.fixture
def drawing(tmp_path):
    """A drawing as a phone would send it."""
    path, written = tmp_path / "tegning.png", io.BytesIO()
    Image.new("RGB", (320, 240), "teal").save(written, "PNG")
    path.write_bytes(written.getvalue())
    return path


def speak(page, language):
    page.locator(".menu__button").click()
    with page.expect_navigation():
        page.locator(f"button[name=language][value={language}]").click()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_child_says_how_it_is_with_finger_and_keys_and_sees_who_read_it(
    page, arrive, axe, world, database, work_of, drawing, language
):
    kept, words = WORDS[language]
    malik = world.children["malik"].id
    arrive(page, "pipaluk", to=f"/children/{malik}/voice")
    speak(page, language)
    with page.expect_navigation():
        page.locator("form[action$='/hand-over'] button").click()
    assert page.url.endswith("/me")
    assert axe(page, widths=(320, 1180)) == []
    page.locator("a[href='/me/day']").click()
    page.wait_for_url("**/me/day")
    assert axe(page, widths=(320,)) == []
    page.locator("input[name=value]").first.focus()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.locator("textarea[name=words]").focus()
    page.keyboard.type(words)
    page.locator("input[name=picture]").set_input_files(drawing)
    page.locator("input[name=shares_with][value=home_and_caseworker]").focus()
    page.keyboard.press("Space")
    page.locator("main button[type=submit]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    told = page.locator("main").inner_text()
    assert words in told
    assert kept in page.locator("body").inner_text()
    assert page.locator("img.picture").count() == 1
    with work_of("sofie") as work:
        [found] = services.envelopes(work, malik)
        services.answer(work, malik, found.voice.id, "Vi tager ud og ser på dem")
    page.reload()
    told = page.locator("main").inner_text()
    assert "Sofie Lund" in told
    assert "Vi tager ud og ser på dem" in told
    assert axe(page, widths=(320,)) == []
    assert page.faults == []
    said_by(database, world, "malik", good="Hundene")
    arrive(page, "sofie", to=f"/children/{malik}/voice")
    speak(page, language)
    assert axe(page, widths=(320, 1180)) == []
    with page.expect_navigation():
        page.locator("form[action$='/open'] button").first.click()
    assert "Hundene" in page.locator("main").inner_text()
    assert page.faults == []
