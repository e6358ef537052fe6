"""Keep what shifts hand over beside the logs, tasks, and what the team rates together."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = (
    "house_lines",
    "handover_notes",
    "tasks",
    "task_children",
    "task_steps",
    "handover_receipts",
    "example_ratings",
)


def upgrade() -> None:
    op.create_table(
        "example_ratings",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("example", sa.String(length=40), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_example_ratings_home_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_example_ratings_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_example_ratings_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_example_ratings"),
        sa.UniqueConstraint(
            "unit_id",
            "month",
            "example",
            "person_id",
            name="uq_example_ratings_unit_id_month_example_person_id",
        ),
    )
    op.create_table(
        "handover_notes",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shift", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attention", sa.String(length=40), nullable=True),
        sa.Column("do_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("if_then_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("worked_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_handover_notes_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_handover_notes_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_handover_notes_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_handover_notes_municipality_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_handover_notes_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_notes"),
    )
    op.create_index(
        "ix_handover_notes_child_day", "handover_notes", ["child_id", "day"], unique=False
    )
    op.create_index(
        "ix_handover_notes_unit_day", "handover_notes", ["unit_id", "day"], unique=False
    )
    op.create_table(
        "handover_receipts",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shift", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_handover_receipts_home_id"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name="fk_handover_receipts_person_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_handover_receipts_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_receipts"),
    )
    op.create_index(
        "ix_handover_receipts_unit_day", "handover_receipts", ["unit_id", "day"], unique=False
    )
    op.create_table(
        "house_lines",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shift", sa.String(length=40), nullable=False),
        sa.Column("whole_house", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_house_lines_author_id"),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["house_lines.id"], name="fk_house_lines_corrects_id"
        ),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_house_lines_home_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_house_lines_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_house_lines"),
        sa.UniqueConstraint("corrects_id", name="uq_house_lines_corrects_id"),
    )
    op.create_index("ix_house_lines_home_day", "house_lines", ["home_id", "day"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_tasks_author_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_tasks_home_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name="fk_tasks_owner_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_tasks_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_unit", "tasks", ["unit_id", "received_at"], unique=False)
    op.create_table(
        "task_children",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_task_children_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_task_children_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_task_children_municipality_id"
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_task_children_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task_children"),
        sa.UniqueConstraint("task_id", name="uq_task_children_task_id"),
    )
    op.create_index("ix_task_children_child", "task_children", ["child_id"], unique=False)
    op.create_table(
        "task_steps",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_task_steps_person_id"),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name="fk_task_steps_task_id"),
        sa.PrimaryKeyConstraint("id", name="pk_task_steps"),
    )
    op.create_index("ix_task_steps_task", "task_steps", ["task_id", "at"], unique=False)
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
    op.drop_index("ix_task_steps_task", table_name="task_steps")
    op.drop_table("task_steps")
    op.drop_index("ix_task_children_child", table_name="task_children")
    op.drop_table("task_children")
    op.drop_index("ix_tasks_unit", table_name="tasks")
    op.drop_table("tasks")
    op.drop_index("ix_house_lines_home_day", table_name="house_lines")
    op.drop_table("house_lines")
    op.drop_index("ix_handover_receipts_unit_day", table_name="handover_receipts")
    op.drop_table("handover_receipts")
    op.drop_index("ix_handover_notes_unit_day", table_name="handover_notes")
    op.drop_index("ix_handover_notes_child_day", table_name="handover_notes")
    op.drop_table("handover_notes")
    op.drop_table("example_ratings")


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
