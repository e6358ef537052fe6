"""Keep flags of a house, what was answered, and how many false alarms a home chose.

And count the logs of a home by day and by when they came, without reading them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

KEPT = ("house_flags", "house_flag_answers", "false_alarm_choices")
LOGS = "ix_shift_logs_home_day"


def upgrade() -> None:
    op.create_index(LOGS, "shift_logs", ["home_id", "day", "received_at"])
    op.create_table(
        "house_flags",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_house_flags_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_house_flags"),
        sa.UniqueConstraint("home_id", "kind", "day", name="uq_house_flags_home_id_kind_day"),
    )
    op.create_table(
        "house_flag_answers",
        sa.Column("flag_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["persons.id"], name="fk_house_flag_answers_author_id"
        ),
        sa.ForeignKeyConstraint(
            ["flag_id"], ["house_flags.id"], name="fk_house_flag_answers_flag_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_house_flag_answers"),
    )
    op.create_index("ix_house_flag_answers_flag", "house_flag_answers", ["flag_id"])
    op.create_table(
        "false_alarm_choices",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("per_year", sa.Float(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["persons.id"], name="fk_false_alarm_choices_author_id"
        ),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_false_alarm_choices_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_false_alarm_choices"),
    )
    op.create_index("ix_false_alarm_choices_home", "false_alarm_choices", ["home_id", "chosen_at"])
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        for event in ("DELETE", "UPDATE"):
            _guard(table, event, on_sqlite)
        if not on_sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "EXECUTE FUNCTION refuse_change()"
            )


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        for name in ("no_loss", "no_change", "no_truncate"):
            on = "" if on_sqlite else f" ON {table}"
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
    op.drop_index("ix_false_alarm_choices_home", table_name="false_alarm_choices")
    op.drop_table("false_alarm_choices")
    op.drop_index("ix_house_flag_answers_flag", table_name="house_flag_answers")
    op.drop_table("house_flag_answers")
    op.drop_table("house_flags")
    op.drop_index(LOGS, table_name="shift_logs")


def _guard(table: str, event: str, on_sqlite: bool) -> None:
    """Refuse to change or lose a row."""
    name = f"{table}_no_{'loss' if event == 'DELETE' else 'change'}"
    if on_sqlite:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW "
            "EXECUTE FUNCTION refuse_change()"
        )
