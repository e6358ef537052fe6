"""Let the map of a child be made before it lives in any place, and let the child stand in it."""

from alembic import op
from sqlalchemy import text

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PLACES = ("child_sheets", "agreements", "agreements_done", "map_numbers")
OPTIONAL = (*((table, "home_id") for table in PLACES), ("map_numbers", "author_id"))
"""May be empty from now on: the place, and the author of a number, where it is the child."""


def upgrade() -> None:
    _let(OPTIONAL, "{column} CHAR(32) NOT NULL,", "{column} CHAR(32),")
    op.create_index(
        "ix_map_numbers_child",
        "map_numbers",
        ["sheet_id"],
        unique=True,
        sqlite_where=text("author_id IS NULL"),
        postgresql_where=text("author_id IS NULL"),
    )


def downgrade() -> None:
    """Go back, unless that would lose what has been written."""
    for table, column in OPTIONAL:
        found = f"SELECT 1 FROM {table} WHERE {column} IS NULL LIMIT 1"  # noqa: S608 (our names)
        if op.get_bind().execute(text(found)).first():
            raise RuntimeError(f"{table}: there are rows without {column}, which may not be lost")
    op.drop_index("ix_map_numbers_child", "map_numbers")
    _let(OPTIONAL, "{column} CHAR(32),", "{column} CHAR(32) NOT NULL,")


def _let(columns: tuple[tuple[str, str], ...], before: str, after: str) -> None:
    """Let columns be empty, or no longer."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        for table, column in columns:
            op.alter_column(table, column, nullable="NOT NULL" not in after)
        return
    # SQLite cannot alter a column. A copy of the table would need its rows to be deleted, which it
    # refuses; so its own text is changed, as its manual tells for what is required of a column.
    version = bind.execute(text("PRAGMA schema_version")).scalar_one()
    try:
        op.execute("PRAGMA writable_schema = ON")
        for table, column in columns:
            _reword(table, before.format(column=column), after.format(column=column))
        op.execute(f"PRAGMA schema_version = {version + 1}")
    finally:
        bind.execute(text("PRAGMA writable_schema = OFF"))


def _reword(table: str, before: str, after: str) -> None:
    """Change the text of a table, which holds what is to be changed once."""
    changed = op.get_bind().execute(
        text(
            "UPDATE sqlite_master SET sql = replace(sql, :before, :after) "
            "WHERE type = 'table' AND name = :table AND instr(sql, :before) > 0"
        ),
        {"before": before, "after": after, "table": table},
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"{table}: not as it was made")
