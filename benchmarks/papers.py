"""A status report of ten pages with nine pictures, drawn in a new process and again in this one."""

import subprocess
import sys
import time
from datetime import date
from typing import Any

from institution.reports import pdf
from institution.trends.charts import Data, Frame, Ground, Told, Words, picture

FIRST = date(2026, 5, 25).toordinal()
WEEKS = 26
COLD = "from benchmarks.papers import cold; print(cold())"


def document(seed: int = 0, pictures: int = 9, paragraphs: int = 90) -> dict[str, Any]:
    """Return a signed report about nobody; another seed, other pictures and texts."""
    told = [_pictured(number + seed) for number in range(pictures)]
    written = {"key": "x", "question": "Vurdering", "text": f"Det går fremad, {seed}. " * 40}
    section = {"key": "days", "title": "Dagene", "table": None, "written": []}
    sections = [section | {"told": told}]
    if paragraphs:
        sections.append(section | {"told": [], "written": [written] * (paragraphs // 2)})
    return {
        "format": 1,
        "language": "da",
        "title": "Status fra stedet",
        "facts": [["Barn", "Ingen"]],
        "sections": sections,
        "left_out": "",
        "signed": {"who": "Ingen", "at": "2026-11-22T12:00:00+00:00", "told": "Underskrevet"},
        "code": "AAAA-BBBB-CCCC-DDDD",
    }


def cold() -> float:
    """Return the seconds of processor time until the first report of this process is drawn."""
    pdf.report(document())
    return time.process_time()


def first_in_a_new_process() -> float:
    """Return the same for a new process, its start and its imports included."""
    told = subprocess.run(
        [sys.executable, "-c", COLD], capture_output=True, text=True, check=True
    ).stdout
    return float(told)


def _pictured(number: int) -> dict[str, Any]:
    """Return a sentence with a picture of half a year."""
    days = WEEKS * 7
    levels = [1 + (day * (number + 3)) % 5 for day in range(days)]
    weeks = [float(1 + (week + number) % 4) for week in range(WEEKS)]
    data = Data(levels, [float("nan")] * days, [2.0] * WEEKS, [4.0] * WEEKS, weeks,
                [7] * WEEKS, [3] * WEEKS)  # fmt: skip
    words = Words(
        [(5, ["God"]), (1, ["Svær"])], [(FIRST, "25. maj"), (FIRST + days - 1, "22. nov.")]
    )
    ground = Ground(Frame(FIRST, FIRST + days - 1), FIRST + days - 1, words)
    told = Told(f"days-{number}", "Humør", "Et billede", [""] * WEEKS)
    figure = {"title": "Humør", "svg": picture(data, ground, told, (), ()), "alt": "Et billede"}
    return {"text": "Humør: set på 182 dage.", "quote": "", "source": "", "figure": figure}
