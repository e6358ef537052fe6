"""Files to import in tests."""

import csv
import io
from pathlib import Path

HEADER = ("child", "day", "shift", "author", "mood", "calm", "good_moment", "note")
ROW = ("HF-001", "2026-11-20", "evening", "pipaluk", "4", "", "Du lo ad mågen.", "")


def row(**changed: str) -> tuple[str, ...]:
    """Return a good row with some cells changed."""
    return tuple(changed.get(name, cell) for name, cell in zip(HEADER, ROW, strict=True))


def csv_bytes(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> bytes:
    """Return a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def written(folder: Path, content: bytes, name: str = "logs.csv") -> Path:
    """Return a file with the content."""
    file = folder / name
    file.write_bytes(content)
    return file


def xlsx(folder: Path, *rows: tuple[object, ...]) -> Path:
    """Return a workbook with the rows on its first sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    for cells in rows:
        book.worksheets[0].append(cells)
    book.create_sheet("Andet").append(["not", "read"])
    file = folder / "logs.xlsx"
    book.save(file)
    return file
