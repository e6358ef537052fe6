"""Draw one person of each real series, with the odds of a flag, into docs/pictures."""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from institution.stats.change.verdict import THRESHOLDS
from institution.stats.evaluation.measures import flag_days
from institution.stats.evaluation.recorded import Recorded, read_all
from institution.stats.evaluation.scores import scores
from tests.served import ROOT

WIDTH, TOP, MIDDLE, HEIGHT, LEFT = 900, 30, 190, 330, 60
LINE = '<polyline fill="none" stroke="{}" stroke-width="{}" points="{}"/>'
WORDS = '<text x="{:.0f}" y="{}" font-family="sans-serif" font-size="13">{}</text>'


def person_of(series: Recorded) -> int:
    """Return the person with most days on which something was written."""
    return int((series.entries.adult >= 0).any(2).sum(0).argmax())


def drawn(series: Recorded, person: int, odds: np.ndarray) -> str:
    """Return the picture: days above, odds below."""
    length = int(series.entries.length[person])
    ratings = series.entries.ratings[:length, person].reshape(length, -1)
    seen = ~np.isnan(ratings).all(1)
    daily = np.nanmean(ratings[seen], axis=1)
    at = LEFT + (WIDTH - LEFT - 10) * np.arange(length) / length
    limit = THRESHOLDS[1.0]
    low = HEIGHT - 20 - np.clip(odds[:length], -2, 12) * 8
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(at, low, strict=True))
    edge = HEIGHT - 20 - limit * 8
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.8" fill="#24507a"/>'
        for x, y in zip(at[seen], MIDDLE - (daily - 1) * (MIDDLE - TOP) / 4, strict=True)
    )
    flags = [(day, "#b3261e", "flag") for day in flag_days(odds[:length], limit)]
    events = [(e.day, "#555", e.what.replace("_", " "))
              for e in series.events if e.person == person and e.day < length]  # fmt: skip
    marks = "".join(
        f'<path d="M{at[day]:.1f} {TOP - 8}V{HEIGHT - 10}" stroke="{colour}"/>'
        + WORDS.format(at[day] + 3, TOP - 10 if colour == "#555" else HEIGHT - 4, told)
        for day, colour, told in [*flags, *events]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{dots}{marks}'
        + LINE.format("#b3261e", 1.5, line)
        + LINE.format("#999", 1, f"{LEFT},{edge} {WIDTH - 10},{edge}")
        + WORDS.format(0, TOP + 5, "5, best") + WORDS.format(0, MIDDLE, "1")
        + WORDS.format(0, edge + 4, "threshold") + "</svg>"
    )  # fmt: skip


def photographed(svg: str, file: Path) -> None:
    """Turn a picture into a PNG with Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f'<body style="margin:0">{svg}</body>', "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars",
                   f"--user-data-dir={folder}/profile", f"--window-size={WIDTH},{HEIGHT}",
                   f"--screenshot={file}", page.as_uri()]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def main(folder: Path) -> None:
    """Draw every series of a folder."""
    for series in read_all(folder):
        person = person_of(series)
        odds = scores(series.entries)[person]
        photographed(
            drawn(series, person, odds), ROOT / "docs" / "pictures" / f"flags-{series.name}.png"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
