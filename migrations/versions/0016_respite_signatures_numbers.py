"""Keep respite stays, the signatures of others under a form, and their numbers in a map."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("respite_stays", "sheet_signatures", "map_numbers")
STAY = ("id", "child_id", "municipality_id", "unit_id", "begins", "until", "words_sealed")
"""What of a stay never changes; its end may be set, once."""


def upgrade() -> None:
    _table(
        "respite_stays",
        _to("respite_stays", "child_id", "children"),
        _to("respite_stays", "municipality_id", "municipalities"),
        _to("respite_stays", "unit_id", "units"),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
    )
    op.create_index("ix_respite_stays_child", "respite_stays", ["child_id"])
    op.create_index("ix_respite_stays_unit", "respite_stays", ["unit_id", "begins"])
    _table(
        "sheet_signatures",
        _to("sheet_signatures", "home_id", "homes"),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        _to("sheet_signatures", "author_id", "persons"),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("sheet_id", "field", name="uq_sheet_signatures_sheet_id_field"),
    )
    _table(
        "map_numbers",
        _to("map_numbers", "child_id", "children"),
        _to("map_numbers", "municipality_id", "municipalities"),
        _to("map_numbers", "home_id", "homes"),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("stands", sa.String(length=40), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("one_up_sealed", sa.LargeBinary(), nullable=True),
        _to("map_numbers", "author_id", "persons"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("sheet_id", "author_id", name="uq_map_numbers_sheet_id_author_id"),
    )
    for table in TABLES:
        _guard(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _table(table: str, *columns: sa.Column) -> None:
    """Create a table of records."""
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, sa.Column("id", sa.Uuid(), nullable=False), *columns, key)


def _to(table: str, column: str, other: str) -> sa.Column:
    """Return a column that names a row of another table."""
    key = sa.ForeignKey(f"{other}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, sa.Uuid(), key, nullable=False)


def _guard(table: str) -> None:
    """Let the database refuse to change or lose what is kept."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    differs = "IS NOT" if on_sqlite else "IS DISTINCT FROM"
    changed = [f"NEW.{column} {differs} OLD.{column}" for column in STAY]
    when = f"WHEN (OLD.ends IS NOT NULL OR {' OR '.join(changed)})"
    for name, event in (("no_loss", "DELETE"), ("no_change", "UPDATE")):
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
            if on_sqlite
            else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        only = when if (table, event) == ("respite_stays", "UPDATE") else ""
        if only and not on_sqlite:
            does, only = f"FOR EACH ROW {only} EXECUTE FUNCTION refuse_change()", ""
        op.execute(f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {only} {does}")
    if not on_sqlite:
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "EXECUTE FUNCTION refuse_change()"
        )
