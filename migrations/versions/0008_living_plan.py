"""Let a plan say what the law asks, be gone through, and show the logs that are about a goal."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT = (
    "plan_texts",
    "goal_levels",
    "plan_reviews",
    "goal_reviews",
    "goal_voices",
    "goal_ties",
)
OF_GOAL = ("childs_wording_sealed", "signs_sealed")


def upgrade() -> None:
    for name in OF_GOAL:
        op.add_column("goals", sa.Column(name, sa.LargeBinary(), nullable=True))
    _about_child(
        "plan_texts",
        _to("plan_texts", "plan_id", "plans"),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("content", sa.String(length=40), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_plan_texts_plan", "plan_texts", ["plan_id"])
    _about_child(
        "goal_levels",
        _to("goal_levels", "goal_id", "goals"),
        sa.Column("step", sa.SmallInteger(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_goal_levels_goal", "goal_levels", ["goal_id"])
    _reviews()
    _about_child(
        "goal_ties",
        _to("goal_ties", "home_id", "homes"),
        sa.Column("lineage_id", sa.Uuid(), nullable=False),
        _to("goal_ties", "log_id", "shift_logs"),
        sa.Column("tied", sa.Boolean(), nullable=False),
        _to("goal_ties", "author_id", "persons"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_goal_ties_lineage", "goal_ties", ["lineage_id"])
    op.create_index("ix_goal_ties_log", "goal_ties", ["log_id"])
    _guard()


def _reviews() -> None:
    _about_child(
        "plan_reviews",
        _to("plan_reviews", "plan_id", "plans"),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        _to("plan_reviews", "author_id", "persons"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("child_heard", sa.String(length=40), nullable=False),
        sa.Column("present_sealed", sa.LargeBinary(), nullable=True),
        sa.UniqueConstraint("plan_id", name="uq_plan_reviews_plan_id"),
    )
    op.create_index("ix_plan_reviews_child", "plan_reviews", ["child_id", "held_on"])
    _about_child(
        "goal_reviews",
        _to("goal_reviews", "review_id", "plan_reviews"),
        _to("goal_reviews", "goal_id", "goals"),
        sa.Column("lineage_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("decision", sa.String(length=40), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("attainment", sa.SmallInteger(), nullable=True),
        sa.Column("childs_attainment", sa.SmallInteger(), nullable=True),
    )
    op.create_index("ix_goal_reviews_review", "goal_reviews", ["review_id"])
    op.create_index("ix_goal_reviews_lineage", "goal_reviews", ["lineage_id"])
    _about_child(
        "goal_voices",
        _to("goal_voices", "goal_review_id", "goal_reviews"),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("voice", sa.String(length=40), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
    )
    op.create_index("ix_goal_voices_goal_review", "goal_voices", ["goal_review_id"])


def downgrade() -> None:
    for table in reversed(KEPT):
        op.drop_table(table)
    for name in OF_GOAL:
        op.drop_column("goals", name)


def _about_child(table: str, *columns: sa.Column | sa.Constraint) -> None:
    """Create a table of records about a child."""
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        _to(table, "child_id", "children"),
        _to(table, "municipality_id", "municipalities"),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _to(table: str, column: str, other: str) -> sa.Column:
    """Return a column that names a row of another table."""
    key = sa.ForeignKey(f"{other}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, sa.Uuid(), key, nullable=False)


def _guard() -> None:
    """Let the database refuse to change or lose what is kept."""
    for table in KEPT:
        if op.get_bind().dialect.name == "sqlite":
            for name, event in (("no_loss", "DELETE"), ("no_change", "UPDATE")):
                op.execute(
                    f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
                )
            continue
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "EXECUTE FUNCTION refuse_change()"
        )
        for name, event in (("no_loss", "DELETE"), ("no_change", "UPDATE")):
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION refuse_change()"
            )
