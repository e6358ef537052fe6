"""Keep the levels of a log as one text beside its ratings, so that half a year is read quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEX = "ix_shift_logs_child_day"
BEFORE = ("child_id", "day", "shift", "author_id", "presence", "contact_time")
AFTER = ("home_id", "id", "child_scale", "child_value", "child_shares_with")
FILL = """
UPDATE shift_logs SET levels = COALESCE((
    SELECT {joined} FROM (
        SELECT dimension || '=' || COALESCE(CAST(level AS VARCHAR(2)), '-') AS said, position
        FROM ratings WHERE ratings.log_id = shift_logs.id ORDER BY position
    ) AS one
), '')
"""
ON_SQLITE = (
    "CREATE TRIGGER shift_logs_no_change BEFORE UPDATE ON shift_logs "
    "BEGIN SELECT RAISE(ABORT, 'shift_logs: never changed'); END"
)


def upgrade() -> None:
    op.add_column(
        "shift_logs", sa.Column("levels", sa.String(600), server_default="", nullable=False)
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER shift_logs_no_change")
        op.execute(FILL.format(joined="GROUP_CONCAT(said, ' ')"))
        op.execute(ON_SQLITE)
    else:
        op.execute("ALTER TABLE shift_logs DISABLE TRIGGER shift_logs_no_change")
        op.execute(FILL.format(joined="STRING_AGG(said, ' ' ORDER BY position)"))
        op.execute("ALTER TABLE shift_logs ENABLE TRIGGER shift_logs_no_change")
    _index("levels")


def downgrade() -> None:
    _index()
    op.drop_column("shift_logs", "levels")


def _index(*more: str) -> None:
    """Make the index anew that holds all that is read of many logs."""
    op.drop_index(INDEX, table_name="shift_logs")
    op.create_index(INDEX, "shift_logs", [*BEFORE, *more, *AFTER])
