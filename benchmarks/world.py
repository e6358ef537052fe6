"""A database of any size, made with raw statements outside the program.

Ten children live in each unit, three units are a home, and each caseworker has thirty children, so
that a person meets as many children in a large database as in a small one.
"""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from institution.accounts.passwords import hashed
from institution.config import Settings
from institution.content.daily_log import daily_log
from institution.db import schema
from institution.db.base import new_id
from institution.db.engine import open_engine
from institution.db.sealing import Keyring, Place, create_key_file, read_key_file

PASSWORD = "målt i et lukket rum"
IN_UNIT, UNITS_OF_HOME, OF_CASEWORKER = 10, 3, 30
RATED = daily_log().shift("evening").required_dimensions
TODAY = datetime.now(UTC).date()
BEGAN = TODAY - timedelta(days=6 * 365)

LOGS = """
INSERT INTO shift_logs (id, child_id, municipality_id, home_id, unit_id, author_id, day, shift,
    written_at, received_at, content_version, presence, contact_time, chips,
    child_wants_to_talk, child_disagrees, attention)
SELECT printf('%012x7', CAST(strftime('%s', days.day) AS INTEGER) * 1000)
        || lower(substr(hex(randomblob(2)), 2)) || '8' || lower(substr(hex(randomblob(8)), 2)),
    kids.id, kids.municipality_id, kids.home_id, kids.unit_id, kids.author_id, days.day,
    shifts.shift, days.day || shifts.ended, days.day || shifts.ended, 1, 'present', '1_3h', '{}',
    0, 0, 'ordinary'
FROM days CROSS JOIN kids CROSS JOIN shifts
"""
RATINGS = """
INSERT INTO ratings (id, child_id, municipality_id, home_id, log_id, position, dimension, level)
SELECT substr(logs.id, 1, 13) || lower(substr(hex(randomblob(2)), 2)) || '9'
        || lower(substr(hex(randomblob(8)), 2)),
    logs.child_id, logs.municipality_id, logs.home_id, logs.id, asked.position, asked.dimension,
    3 + abs(random()) % 3
FROM shift_logs AS logs CROSS JOIN asked
"""
LEVELS = """
UPDATE shift_logs SET levels = (SELECT group_concat(dimension || '=' || level, ' ')
    FROM ratings WHERE ratings.log_id = shift_logs.id)
"""


@dataclass(frozen=True)
class Size:
    """How much there is in a database."""

    children: int
    days: int
    ratings: int = len(RATED)
    """Levels in each log."""

    @property
    def name(self) -> str:
        """Return the name of the folder it is kept in."""
        return f"{self.children}-children-{self.days}-days-{self.ratings}"


@dataclass(frozen=True)
class Measured:
    """A database to measure on, and whom to measure as."""

    settings: Settings
    children: list[UUID]
    """Of the first unit and the first caseworker first."""
    unit_id: UUID
    staff: str = "staff0"
    caseworker: str = "caseworker0"


def made(size: Size, folder: Path) -> Measured:
    """Return a database of a size; the one made before is taken again."""
    home = folder / f"{size.name}-{_digest()}"
    file, whole = home / "database.sqlite", home / "whole"
    settings = Settings(f"sqlite:///{file}", home / "key")
    if not whole.exists():
        home.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        create_key_file(settings.key_file)
        _fill(settings, file, size)
        whole.touch()
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT id FROM children ORDER BY reference").fetchall()
        unit = database.execute("SELECT id FROM units ORDER BY id").fetchone()[0]
    return Measured(settings, [UUID(row[0]) for row in rows], UUID(unit))


def _digest() -> str:
    """Return what changes when the schema or this module does."""
    files = [*sorted((schema.MIGRATIONS / "versions").glob("*.py")), Path(__file__)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def _fill(settings: Settings, file: Path, size: Size) -> None:
    engine = open_engine(settings.database_url)
    schema.upgrade(engine)
    engine.dispose()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-400000")
        database.execute("BEGIN")
        _Builder(database, read_key_file(settings.key_file)).everything(size)
        database.execute("COMMIT")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class _Builder:
    """Writes one database."""

    def __init__(self, database: sqlite3.Connection, keyring: Keyring) -> None:
        self.database, self.keyring = database, keyring
        self.password_hash = hashed(PASSWORD)

    def everything(self, size: Size) -> None:
        """Write people, places, children and their logs."""
        authority = self.row("municipalities", name="Kommunen", profile="gl")
        kids = []
        for first in range(0, size.children, IN_UNIT):
            kids += self.unit(first, min(IN_UNIT, size.children - first), authority)
        self.cases(kids, authority)
        self.logs(kids, size)

    def row(self, table: str, **values: object) -> str:
        """Insert a row and return its id."""
        values = {"id": values.pop("id", None) or new_id().hex, **values}
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        self.database.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values())
        )
        return str(values["id"])

    def sealed(self, text: str, table: str, column: str, row: UUID) -> bytes:
        return self.keyring.seal(text, Place(table, column, row))

    def person(self, user_name: str, role: str) -> str:
        """Insert someone who signs in."""
        row = new_id()
        self.row(
            "persons",
            id=row.hex,
            user_name_index=self.keyring.index("user_name", user_name),
            user_name_sealed=self.sealed(user_name, "persons", "user_name_sealed", row),
            name_sealed=self.sealed(f"Navn {user_name}", "persons", "name_sealed", row),
            password_hash=self.password_hash,
            language="da",
            time_zone="America/Nuuk",
        )
        self.row("person_roles", person_id=row.hex, role=role, begins=str(BEGAN))
        return row.hex

    def unit(self, first: int, size: int, authority: str) -> list[tuple]:
        """Insert a unit with its staff and children; return what logs say of each child."""
        number = first // IN_UNIT
        if number % UNITS_OF_HOME == 0:
            name = f"Huset {number}"
            zone = "America/Nuuk"
            self.home = self.row("homes", name=name, profile="gl", time_zone=zone)
        unit = self.row("units", home_id=self.home, name=f"Enhed {number}")
        staff = [self.person(f"staff{number}", "shift_staff")]
        staff += [self.person(f"staff{number}-{n}", "shift_staff") for n in range(1, 4)]
        for person in staff:
            place = {"home_id": self.home, "unit_id": unit, "begins": str(BEGAN)}
            self.row("employments", person_id=person, relation="staff_of_unit", **place)
        children = [self.child(n, authority, unit) for n in range(first, first + size)]
        authors = (staff * size)[:size]
        return [
            (child, authority, self.home, unit, author)
            for child, author in zip(children, authors, strict=True)
        ]

    def child(self, number: int, authority: str, unit: str) -> str:
        """Insert a child and where it lives."""
        row = new_id()
        self.row(
            "children",
            id=row.hex,
            municipality_id=authority,
            reference=f"B-{number:06}",
            name_sealed=self.sealed(f"Barn nummer {number}", "children", "name_sealed", row),
            born_sealed=self.sealed("2014-05-06", "children", "born_sealed", row),
        )
        common = {"child_id": row.hex, "municipality_id": authority, "begins": str(BEGAN)}
        self.row("placements", unit_id=unit, **common)
        return row.hex

    def cases(self, kids: list[tuple], authority: str) -> None:
        """Give each child its caseworker."""
        for number, (child, *_) in enumerate(kids):
            if number % OF_CASEWORKER == 0:
                person = self.person(f"caseworker{number // OF_CASEWORKER}", "caseworker")
            common = {"child_id": child, "municipality_id": authority, "begins": str(BEGAN)}
            self.row("assignments", person_id=person, relation="caseworker_of", **common)

    def logs(self, kids: list[tuple], size: Size) -> None:
        """Insert three logs a day for each child, up to yesterday, without their indexes."""
        held = self.put_away("shift_logs", "ratings")
        self.table("kids", "id, municipality_id, home_id, unit_id, author_id", kids)
        days = [date.fromordinal(TODAY.toordinal() - n) for n in range(size.days, 0, -1)]
        self.table("days", "day", [(str(day),) for day in days])
        ended = {
            "day": " 16:00:00.000000",
            "evening": " 23:30:00.000000",
            "night": " 23:59:00.000000",
        }
        self.table("shifts", "shift, ended", list(ended.items()))
        asked = [(n, key) for n, key in enumerate(RATED[: size.ratings])]
        self.table("asked", "position, dimension", asked)
        self.database.execute(LOGS)
        self.database.execute(RATINGS)
        self.database.execute("CREATE INDEX of_log ON ratings (log_id)")
        self.database.execute(LEVELS)
        self.database.execute("DROP INDEX of_log")
        for statement in held:
            self.database.execute(statement)

    def table(self, name: str, columns: str, rows: list[tuple]) -> None:
        """Make a table that is gone with the connection."""
        self.database.execute(f"CREATE TEMP TABLE {name} ({columns})")
        marks = ", ".join("?" * (columns.count(",") + 1))
        self.database.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)

    def put_away(self, *tables: str) -> list[str]:
        """Drop indexes and triggers of tables; return the statements that make them again."""
        marks = ", ".join("?" * len(tables))
        held = self.database.execute(
            f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ({marks}) "
            "AND type IN ('index', 'trigger') AND sql IS NOT NULL",
            tables,
        ).fetchall()
        for kind, name, _ in held:
            self.database.execute(f"DROP {kind} {name}")
        return [sql for _, _, sql in held]
