"""What axe-core finds wrong on a page: at each of our widths, and in the dark."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TABLET = 768
WIDTHS = (320, TABLET, 1180)
OF_COLOURS = ["color-contrast", "link-in-text-block"]
OF_EACH_LOOK = 3
CHOOSE_TEXTS = """([anew, most]) => {
  if (anew) window.looksMet = new Set();
  const before = window.looksMet, now = new Map(), grounds = new Map();
  const ground = (part) => {
    if (part && !grounds.has(part)) {
      const at = getComputedStyle(part);
      const own = [at.backgroundColor, at.backgroundImage, at.opacity, at.position, at.clipPath];
      grounds.set(part, [...own, ground(part.parentElement)].join());
    }
    return grounds.get(part);
  };
  const look = (part) => {
    const at = getComputedStyle(part), off = part.matches(":disabled, [aria-disabled]");
    return [at.color, at.fontSize, at.fontWeight, at.textShadow, off, ground(part)].join();
  };
  const written = (part) => part.matches("input, select, textarea") || Array
    .from(part.childNodes).some((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
  for (const part of document.body.querySelectorAll("*")) {
    const shown = written(part) && part.checkVisibility({ visibilityProperty: true });
    const its = shown && look(part), floats = /absolute|fixed|sticky/.test(its);
    const enough = before.has(its) || (!floats && now.get(its) >= most);
    part.toggleAttribute("data-text-to-look-at", shown && !enough);
    if (shown) now.set(its, (now.get(its) || 0) + 1);
  }
  window.looksMet = new Set([...before, ...now.keys()]);
  axe.configure({ rules: [{ id: "color-contrast", selector: "[data-text-to-look-at]" }] });
}"""
"""To look at the contrast of every text takes most of the time. Some of those that are alike in
colours and ground are enough; what floats above others is looked at wherever it is, as its ground
is not the part of the page that holds it. At another width only what looks new is looked at."""


def faults(page: Page, widths=WIDTHS, dark=False) -> list[str]:
    """Return what is wrong in readable lines; `dark` looks at the colours in the dark too."""
    found, before = [], page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += _violations(page, f"{width} px", anew=width == widths[0])
        if too_wide(page):
            found.append(f"{width} px: the page scrolls sideways")
    if dark:
        found += _in_the_dark(page)
    page.set_viewport_size(before)
    return found


def _in_the_dark(page: Page) -> list[str]:
    """Look at the colours alone, since nothing else differs in the dark, and at one width."""
    page.set_viewport_size({"width": TABLET, "height": 900})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found = _violations(page, "in the dark", anew=True, runOnly=OF_COLOURS)
    page.emulate_media(color_scheme="null", reduced_motion="null")
    return found


def _violations(page: Page, where: str, *, anew: bool, **options) -> list[str]:
    """Return what axe-core finds; the page is given it once, as it is slowest the first time."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(CHOOSE_TEXTS, [anew, OF_EACH_LOOK])
    answer = page.evaluate(
        "options => axe.run(options)", {"resultTypes": ["violations"], **options}
    )
    return [_line(where, fault) for fault in answer["violations"]]


def too_wide(page: Page) -> bool:
    """Tell whether the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def _line(where: str, fault: dict) -> str:
    """Return one finding in one line."""
    targets = ", ".join(str(node["target"][0]) for node in fault["nodes"][:4])
    return f"{where}: {fault['id']}: {targets}"
