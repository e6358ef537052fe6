"""Keep what goes along when a child moves, and that the new place has received it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = ("transfer_packages", "transfer_receipts")


def upgrade() -> None:
    _table(
        "transfer_packages",
        _to("transfer_packages", "author_id", "persons"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
    )
    op.create_index("ix_transfer_packages_child", "transfer_packages", ["child_id", "made_at"])
    _table(
        "transfer_receipts",
        _to("transfer_receipts", "package_id", "transfer_packages"),
        _to("transfer_receipts", "receiver_id", "persons"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("package_id", name="uq_transfer_receipts_package_id"),
    )
    op.create_index("ix_transfer_receipts_child", "transfer_receipts", ["child_id", "received_at"])
    for table in KEPT:
        _guard(table)


def downgrade() -> None:
    for table in reversed(KEPT):
        op.drop_table(table)


def _table(table: str, *columns: sa.Column) -> None:
    """Create a table of records about a child, written in a home."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        _to(table, "child_id", "children"),
        _to(table, "municipality_id", "municipalities"),
        _to(table, "home_id", "homes"),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _to(table: str, column: str, other: str, *, nullable: bool = False) -> sa.Column:
    """Return a column that names a row of another table."""
    key = sa.ForeignKey(f"{other}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, sa.Uuid(), key, nullable=nullable)


def _guard(table: str) -> None:
    """Let the database refuse to change or lose what is kept."""
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for name, event in (("no_loss", "DELETE"), ("no_change", "UPDATE")):
        does = (
            f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
            if on_sqlite
            else "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {does}")
    if not on_sqlite:
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "EXECUTE FUNCTION refuse_change()"
        )
