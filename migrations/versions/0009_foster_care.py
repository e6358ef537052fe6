"""Keep foster families, their forms, agreements and weekly logs; a family is a kind of place."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEPT = (
    "family_addresses",
    "family_sheets",
    "family_weeks",
    "help_requests",
    "sheet_comments",
    "agreements",
    "child_sheets",
    "foster_families",
    "help_answers",
    "weekly_logs",
    "agreements_done",
    "week_answers",
)


def upgrade() -> None:
    op.create_table(
        "family_addresses",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["persons.id"], name="fk_family_addresses_author_id"
        ),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_family_addresses_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family_addresses"),
    )
    op.create_index(
        "ix_family_addresses_home", "family_addresses", ["home_id", "written_at"], unique=False
    )
    op.create_table(
        "family_sheets",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.SmallInteger(), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("texts_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_family_sheets_author_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_family_sheets_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family_sheets"),
        sa.UniqueConstraint("sheet_id", "revision", name="uq_family_sheets_sheet_id_revision"),
    )
    op.create_index("ix_family_sheets_home", "family_sheets", ["home_id", "form"], unique=False)
    op.create_table(
        "family_weeks",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_family_weeks_author_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_family_weeks_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_family_weeks"),
        sa.UniqueConstraint(
            "home_id", "week", "author_id", name="uq_family_weeks_home_id_week_author_id"
        ),
    )
    op.create_table(
        "help_requests",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("week", sa.Date(), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_help_requests_author_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_help_requests_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_help_requests"),
    )
    op.create_index("ix_help_requests_home", "help_requests", ["home_id", "asked_at"], unique=False)
    op.create_table(
        "sheet_comments",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_sheet_comments_author_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_sheet_comments_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sheet_comments"),
    )
    op.create_index("ix_sheet_comments_sheet", "sheet_comments", ["sheet_id"], unique=False)
    op.create_table(
        "agreements",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("what_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("owner_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_agreements_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_agreements_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_agreements_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agreements"),
    )
    op.create_index("ix_agreements_child", "agreements", ["child_id"], unique=False)
    op.create_index("ix_agreements_home", "agreements", ["home_id", "due_on"], unique=False)
    op.create_table(
        "child_sheets",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.SmallInteger(), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("texts_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_child_sheets_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_child_sheets_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_child_sheets_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_child_sheets_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_child_sheets"),
        sa.UniqueConstraint("sheet_id", "revision", name="uq_child_sheets_sheet_id_revision"),
    )
    op.create_index("ix_child_sheets_child", "child_sheets", ["child_id", "form"], unique=False)
    op.create_index("ix_child_sheets_home", "child_sheets", ["home_id"], unique=False)
    op.create_table(
        "foster_families",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_foster_families_home_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_foster_families_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_foster_families"),
        sa.UniqueConstraint("home_id", name="uq_foster_families_home_id"),
    )
    op.create_table(
        "help_answers",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_help_answers_author_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_help_answers_home_id"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["help_requests.id"], name="fk_help_answers_request_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_help_answers"),
    )
    op.create_index("ix_help_answers_request", "help_answers", ["request_id"], unique=False)
    op.create_table(
        "weekly_logs",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("good_moment_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("hard_moment_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("child_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_weekly_logs_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_weekly_logs_child_id"),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["weekly_logs.id"], name="fk_weekly_logs_corrects_id"
        ),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_weekly_logs_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_weekly_logs_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_weekly_logs"),
        sa.UniqueConstraint("corrects_id", name="uq_weekly_logs_corrects_id"),
    )
    op.create_index("ix_weekly_logs_child", "weekly_logs", ["child_id", "week"], unique=False)
    op.create_index("ix_weekly_logs_home", "weekly_logs", ["home_id", "week"], unique=False)
    op.create_table(
        "agreements_done",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name="fk_agreements_done_agreement_id"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_agreements_done_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_agreements_done_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_agreements_done_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_agreements_done_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agreements_done"),
        sa.UniqueConstraint("agreement_id", name="uq_agreements_done_agreement_id"),
    )
    op.create_table(
        "week_answers",
        sa.Column("log_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("led_to_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_week_answers_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_week_answers_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_week_answers_home_id"),
        sa.ForeignKeyConstraint(["log_id"], ["weekly_logs.id"], name="fk_week_answers_log_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_week_answers_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_week_answers"),
    )
    op.create_index("ix_week_answers_log", "week_answers", ["log_id"], unique=False)
    op.add_column(
        "homes",
        sa.Column("kind", sa.String(length=40), nullable=False, server_default="residential"),
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in KEPT:
        _keep(table, on_sqlite)


def downgrade() -> None:
    op.drop_column("homes", "kind")
    op.drop_index("ix_week_answers_log", table_name="week_answers")
    op.drop_table("week_answers")
    op.drop_table("agreements_done")
    op.drop_index("ix_weekly_logs_home", table_name="weekly_logs")
    op.drop_index("ix_weekly_logs_child", table_name="weekly_logs")
    op.drop_table("weekly_logs")
    op.drop_index("ix_help_answers_request", table_name="help_answers")
    op.drop_table("help_answers")
    op.drop_table("foster_families")
    op.drop_index("ix_child_sheets_home", table_name="child_sheets")
    op.drop_index("ix_child_sheets_child", table_name="child_sheets")
    op.drop_table("child_sheets")
    op.drop_index("ix_agreements_home", table_name="agreements")
    op.drop_index("ix_agreements_child", table_name="agreements")
    op.drop_table("agreements")
    op.drop_index("ix_sheet_comments_sheet", table_name="sheet_comments")
    op.drop_table("sheet_comments")
    op.drop_index("ix_help_requests_home", table_name="help_requests")
    op.drop_table("help_requests")
    op.drop_table("family_weeks")
    op.drop_index("ix_family_sheets_home", table_name="family_sheets")
    op.drop_table("family_sheets")
    op.drop_index("ix_family_addresses_home", table_name="family_addresses")
    op.drop_table("family_addresses")


def _keep(table: str, on_sqlite: bool) -> None:
    """Refuse to change or lose a row."""
    for name, event in (("no_loss", "DELETE"), ("no_change", "UPDATE")):
        if on_sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
            )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW "
                "EXECUTE FUNCTION refuse_change()"
            )
    if not on_sqlite:
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "EXECUTE FUNCTION refuse_change()"
        )
