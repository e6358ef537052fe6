"""A copy as files: written beside its place and moved there when it is whole."""

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from institution.access.errors import RefusedError
from institution.reports.services.exporting.access import LookUp
from institution.reports.services.exporting.paper import as_paper, look_ups_paper
from institution.reports.services.exporting.records import ChildRecord
from institution.reports.services.exporting.tables import as_csv, logs_csv, sheets
from institution.reports.services.sheets import as_workbook

FORMAT = 1
FORMATS = ("folder", "zip", "csv", "xlsx", "json")
LOOK_UPS = ("day", "time", "purpose")


class TargetTakenError(RefusedError):
    """Something lies already where the copy should go."""


def write(
    record: ChildRecord, looks: Sequence[LookUp], target: Path, kind: str, made: datetime
) -> None:
    """Write a copy of a record; nothing that is there is overwritten, nothing is left half.

    Args:
        record: everything about the child.
        looks: who looked, without names.
        target: file, or folder for `folder`.
        kind: one of FORMATS.
        made: when.

    Raises:
        TargetTakenError: the target exists.
        OSError: it cannot be written there.
    """
    if kind in {"folder", "zip"}:
        _placed(target, lambda place: _whole(record, looks, place, made), kind == "folder")
        return
    contents: Mapping[str, Callable[[], bytes]] = {
        "csv": lambda: logs_csv(record),
        "xlsx": lambda: as_workbook(sheets(record)),
        "json": lambda: _json(_told(record, made)),
    }
    _placed(target, lambda place: _private(place, contents[kind]()))


def write_look_ups(looks: Sequence[LookUp], target: Path, language: str, made: datetime) -> None:
    """Write who looked, as CSV, or as PDF where the name of the file ends so.

    Raises:
        TargetTakenError: the target exists.
        OSError: it cannot be written there.
    """
    paper = target.suffix.lower() == ".pdf"
    content = look_ups_paper(looks, language, made) if paper else as_csv(LOOK_UPS, _rows(looks))
    _placed(target, lambda place: _private(place, content))


def _whole(record: ChildRecord, looks: Sequence[LookUp], place: Path, made: datetime) -> None:
    """Write into the folder that is there, or the same into one new file."""
    files = {
        "record.json": _json(_told(record, made)),
        "record.pdf": as_paper(record, "da", made),
        "look-ups.csv": as_csv(LOOK_UPS, _rows(looks)),
        "logs.csv": logs_csv(record),
        **{f"tables/{name}.csv": as_csv(*sheet) for name, sheet in sheets(record).items()},
        **{f"attachments/{name}": content for name, content in record.attachments.items()},
    }
    files["manifest.json"] = _json(_manifest(record, files, made))
    if not place.is_dir():
        with zipfile.ZipFile(place, "x", zipfile.ZIP_DEFLATED) as packed:
            for name, content in files.items():
                packed.writestr(name, content)
        place.chmod(0o600)
        return
    for name, content in files.items():
        (place / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _private(place / name, content)


def _manifest(record: ChildRecord, files: Mapping[str, bytes], made: datetime) -> dict[str, Any]:
    """Return what is in the copy, with the hash of each file."""
    return {
        "format": FORMAT,
        "child": record.reference,
        "made_at": made.isoformat(),
        "rows": {name: len(rows) for name, rows in record.tables.items()},
        "files": [
            {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in files.items()
        ],
    }


def _told(record: ChildRecord, made: datetime) -> dict[str, Any]:
    """Return the record as one document."""
    return {
        "format": FORMAT,
        "child": record.reference,
        "made_at": made.isoformat(),
        "tables": record.tables,
    }


def _json(told: Any) -> bytes:
    """Return plain values as JSON."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _rows(looks: Sequence[LookUp]) -> list[list[str]]:
    """Return looks as rows."""
    return [[f"{one.at:%Y-%m-%d}", f"{one.at:%H:%M}", one.purpose] for one in looks]


def _private(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads: it holds what is sealed in the database."""
    path.touch(0o600)
    path.write_bytes(content)


def _placed(target: Path, fill: Callable[[Path], None], folder: bool = False) -> None:
    """Fill a place beside the target and move it there when it is whole."""
    if target.exists():
        raise TargetTakenError
    beside = Path(tempfile.mkdtemp(prefix=".copy-", dir=target.resolve().parent))
    try:
        inside = beside if folder else beside / target.name
        fill(inside)
        inside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
