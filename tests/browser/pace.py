"""How long a person would take for what a test does in no time."""

PER_PRESS, PER_LETTER, PER_PAGE_READ = 2.0, 0.35, 45.0
"""Seconds: to find and press something, to type a letter, to read a page through."""
MOST_FOR_A_REPORT, MOST_FOR_AN_INCIDENT = 600.0, 90.0
COUNT_WORK = """
const add = (name, n) => { sessionStorage[name] = Number(sessionStorage[name] || 0) + n; };
add("pages", 1);
document.addEventListener("pointerdown", () => add("taps", 1), true);
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea")) add("letters", (event.data || event.target.value).length);
}, true);
"""
SECONDS = {"taps": 1.5, "letters": 0.2, "pages": 2.0}
"""Of work in a shift for each: a tap with the look before it, a letter on a tablet, a page."""


class Counted:
    """Does what a person would do at a desk, and counts it."""

    def __init__(self, page) -> None:
        self.page, self.seconds = page, 0.0

    def press(self, found) -> None:
        self.seconds += PER_PRESS
        found.first.click()

    def write(self, name: str, text: str) -> None:
        self.seconds += PER_PRESS + PER_LETTER * len(text)
        self.page.locator(f"textarea[name={name}]").fill(text)

    def read(self) -> None:
        self.seconds += PER_PAGE_READ


def worked(page) -> float:
    """Return the seconds of work so far in a tab that counts it."""
    counted = {name: float(page.evaluate(f"sessionStorage.{name} || 0")) for name in SECONDS}
    assert all(counted.values()), counted
    return sum(SECONDS[name] * number for name, number in counted.items())
