"""The table that is printed."""

from typing import NamedTuple


class Line(NamedTuple):
    """One budget and what was found."""

    what: str
    found: float
    budget: float
    unit: str
    told: str = ""

    @property
    def kept(self) -> bool:
        """Tell whether the budget holds."""
        return self.found <= self.budget


def printed(lines: list[Line]) -> str:
    """Return the table."""
    head = f"{'what':<46} {'found':>9} {'budget':>9}  kept  how"
    rows = [
        f"{line.what:<46} {line.found:>8.2f}{line.unit:<1} {line.budget:>8.2f}{line.unit:<1}"
        f"  {'yes' if line.kept else 'NO':<4}  {line.told}"
        for line in lines
    ]
    return "\n".join([head, "-" * len(head), *rows])
