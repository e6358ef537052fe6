"""Keep what children say on their own page, who opened it, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

KEPT = ("voices", "voice_readings", "voice_answers")
SEALED = ("words", "good", "hard", "wishes", "picture")


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("child_id", sa.Uuid(), nullable=True))
    _table(
        "voices",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        _to("voices", "handed_by_id", "persons"),
        sa.Column("shares_with", sa.String(length=40), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("scale", sa.String(length=40), nullable=True),
        sa.Column("value", sa.SmallInteger(), nullable=True),
        sa.Column("talk_to", sa.String(length=40), nullable=True),
        _to("voices", "log_id", "shift_logs", nullable=True),
        *(sa.Column(f"{name}_sealed", sa.LargeBinary(), nullable=True) for name in SEALED),
        sa.Column("pictured", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_voices_child", "voices", ["child_id", "said_at"])
    _table(
        "voice_readings",
        _to("voice_readings", "voice_id", "voices"),
        _to("voice_readings", "person_id", "persons"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_voice_readings_voice", "voice_readings", ["voice_id"])
    _table(
        "voice_answers",
        _to("voice_answers", "voice_id", "voices"),
        _to("voice_answers", "author_id", "persons"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_voice_answers_voice", "voice_answers", ["voice_id"])
    for table in KEPT:
        _guard(table)


def downgrade() -> None:
    for table in reversed(KEPT):
        op.drop_table(table)
    op.drop_column("sign_ins", "child_id")


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
