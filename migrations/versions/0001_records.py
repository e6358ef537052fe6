"""Create the records, the relations that decide access, and the three journals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "homes",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_homes"),
        sa.UniqueConstraint("name", name="uq_homes_name"),
    )
    op.create_table(
        "municipalities",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("profile", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_municipalities"),
        sa.UniqueConstraint("name", name="uq_municipalities_name"),
    )
    op.create_table(
        "persons",
        sa.Column("user_name_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
        sa.UniqueConstraint("user_name_index", name="uq_persons_user_name_index"),
    )
    op.create_table(
        "record_history",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.String(length=40), nullable=True),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("record_table", sa.String(length=60), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=True),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record_history"),
    )
    op.create_index("ix_record_history_child", "record_history", ["child_id", "at"], unique=False)
    op.create_index("ix_record_history_record", "record_history", ["record_id"], unique=False)
    op.create_table(
        "security_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_security_log"),
    )
    op.create_index("ix_security_log_at", "security_log", ["at"], unique=False)
    op.create_table(
        "sign_in_tries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_name_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_tries"),
    )
    op.create_index(
        "ix_sign_in_tries_name", "sign_in_tries", ["user_name_index", "at"], unique=False
    )
    op.create_table(
        "use_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("permission", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_use_log"),
    )
    op.create_index("ix_use_log_child", "use_log", ["child_id", "at"], unique=False)
    op.create_table(
        "children",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("born_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("cpr_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("cpr_index", sa.LargeBinary(length=32), nullable=True),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_children_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_children"),
        sa.UniqueConstraint("cpr_index", name="uq_children_cpr_index"),
        sa.UniqueConstraint("reference", name="uq_children_reference"),
    )
    op.create_index("ix_children_municipality", "children", ["municipality_id"], unique=False)
    op.create_table(
        "person_roles",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_person_roles_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person_roles"),
    )
    op.create_index("ix_person_roles_person", "person_roles", ["person_id"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_sign_ins_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_ins"),
        sa.UniqueConstraint("token_hash", name="uq_sign_ins_token_hash"),
    )
    op.create_index("ix_sign_ins_person", "sign_ins", ["person_id"], unique=False)
    op.create_table(
        "units",
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_units_home_id"),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
    )
    op.create_index("ix_units_home_id", "units", ["home_id"], unique=False)
    op.create_table(
        "assignments",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_assignments_child_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_assignments_municipality_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_assignments_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_assignments"),
    )
    op.create_index("ix_assignments_child", "assignments", ["child_id"], unique=False)
    op.create_index("ix_assignments_person", "assignments", ["person_id"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_blocks_child_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_blocks_municipality_id"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_blocks_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_blocks"),
    )
    op.create_index("ix_blocks_person", "blocks", ["person_id", "child_id"], unique=False)
    op.create_table(
        "employments",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_employments_home_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_employments_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_employments_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_employments"),
    )
    op.create_index("ix_employments_person", "employments", ["person_id"], unique=False)
    op.create_index("ix_employments_unit", "employments", ["unit_id"], unique=False)
    op.create_table(
        "placements",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("legal_ground", sa.String(length=60), nullable=True),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_placements_child_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_placements_municipality_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_placements_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_placements"),
    )
    op.create_index("ix_placements_child", "placements", ["child_id", "begins"], unique=False)
    op.create_index("ix_placements_unit", "placements", ["unit_id", "begins"], unique=False)
    op.create_table(
        "plans",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("change_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_plans_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_plans_child_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_plans_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.UniqueConstraint("child_id", "version", name="uq_plans_child_id_version"),
    )
    op.create_table(
        "shift_logs",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shift", sa.String(length=40), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("correction_reason_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("presence", sa.String(length=40), nullable=False),
        sa.Column("contact_time", sa.String(length=40), nullable=True),
        sa.Column("chips", sa.JSON(), nullable=False),
        sa.Column("child_scale", sa.String(length=40), nullable=True),
        sa.Column("child_value", sa.SmallInteger(), nullable=True),
        sa.Column("child_shares_with", sa.String(length=40), nullable=True),
        sa.Column("child_wants_to_talk", sa.Boolean(), nullable=False),
        sa.Column("child_disagrees", sa.Boolean(), nullable=False),
        sa.Column("child_words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("good_moment_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("attention", sa.String(length=40), nullable=True),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_shift_logs_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_shift_logs_child_id"),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["shift_logs.id"], name="fk_shift_logs_corrects_id"
        ),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_shift_logs_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_shift_logs_municipality_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_shift_logs_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shift_logs"),
        sa.UniqueConstraint("corrects_id", name="uq_shift_logs_corrects_id"),
    )
    op.create_index(
        "ix_shift_logs_child_day",
        "shift_logs",
        [
            "child_id",
            "day",
            "shift",
            "author_id",
            "presence",
            "contact_time",
            "home_id",
            "id",
            "child_scale",
            "child_value",
            "child_shares_with",
        ],
        unique=False,
    )
    op.create_index("ix_shift_logs_unit_day", "shift_logs", ["unit_id", "day"], unique=False)
    op.create_table(
        "goals",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("lineage_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("wording_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=True),
        sa.Column("measure_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("baseline", sa.Float(), nullable=True),
        sa.Column("target_low", sa.Float(), nullable=True),
        sa.Column("target_high", sa.Float(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_goals_child_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_goals_municipality_id"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name="fk_goals_plan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_goals"),
    )
    op.create_index("ix_goals_plan", "goals", ["plan_id"], unique=False)
    op.create_table(
        "handover_lines",
        sa.Column("log_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_handover_lines_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_handover_lines_home_id"),
        sa.ForeignKeyConstraint(["log_id"], ["shift_logs.id"], name="fk_handover_lines_log_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_handover_lines_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handover_lines"),
    )
    op.create_index("ix_handover_lines_log", "handover_lines", ["log_id"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("log_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("dimension", sa.String(length=40), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_ratings_child_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_ratings_home_id"),
        sa.ForeignKeyConstraint(["log_id"], ["shift_logs.id"], name="fk_ratings_log_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_ratings_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
    )
    op.create_index("ix_ratings_log", "ratings", ["log_id", "dimension", "level"], unique=False)
    op.create_table(
        "flags",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("signature", sa.String(length=120), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("log_id", sa.Uuid(), nullable=True),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_flags_child_id"),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name="fk_flags_goal_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_flags_home_id"),
        sa.ForeignKeyConstraint(["log_id"], ["shift_logs.id"], name="fk_flags_log_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_flags_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_flags"),
        sa.UniqueConstraint("child_id", "signature", name="uq_flags_child_id_signature"),
    )
    op.create_index("ix_flags_child_raised", "flags", ["child_id", "raised_at"], unique=False)
    op.create_table(
        "interventions",
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("what_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("who_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_interventions_child_id"),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name="fk_interventions_goal_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_interventions_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_interventions"),
    )
    op.create_index("ix_interventions_goal", "interventions", ["goal_id"], unique=False)
    op.create_table(
        "flag_answers",
        sa.Column("flag_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name="fk_flag_answers_author_id"),
        sa.ForeignKeyConstraint(["child_id"], ["children.id"], name="fk_flag_answers_child_id"),
        sa.ForeignKeyConstraint(["flag_id"], ["flags.id"], name="fk_flag_answers_flag_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_flag_answers_home_id"),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipalities.id"], name="fk_flag_answers_municipality_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_flag_answers"),
    )
    op.create_index("ix_flag_answers_flag", "flag_answers", ["flag_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_flag_answers_flag", table_name="flag_answers")
    op.drop_table("flag_answers")
    op.drop_index("ix_interventions_goal", table_name="interventions")
    op.drop_table("interventions")
    op.drop_index("ix_flags_child_raised", table_name="flags")
    op.drop_table("flags")
    op.drop_index("ix_ratings_log", table_name="ratings")
    op.drop_table("ratings")
    op.drop_index("ix_handover_lines_log", table_name="handover_lines")
    op.drop_table("handover_lines")
    op.drop_index("ix_goals_plan", table_name="goals")
    op.drop_table("goals")
    op.drop_index("ix_shift_logs_unit_day", table_name="shift_logs")
    op.drop_index("ix_shift_logs_child_day", table_name="shift_logs")
    op.drop_table("shift_logs")
    op.drop_table("plans")
    op.drop_index("ix_placements_unit", table_name="placements")
    op.drop_index("ix_placements_child", table_name="placements")
    op.drop_table("placements")
    op.drop_index("ix_employments_unit", table_name="employments")
    op.drop_index("ix_employments_person", table_name="employments")
    op.drop_table("employments")
    op.drop_index("ix_blocks_person", table_name="blocks")
    op.drop_table("blocks")
    op.drop_index("ix_assignments_person", table_name="assignments")
    op.drop_index("ix_assignments_child", table_name="assignments")
    op.drop_table("assignments")
    op.drop_index("ix_units_home_id", table_name="units")
    op.drop_table("units")
    op.drop_index("ix_sign_ins_person", table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_index("ix_person_roles_person", table_name="person_roles")
    op.drop_table("person_roles")
    op.drop_index("ix_children_municipality", table_name="children")
    op.drop_table("children")
    op.drop_index("ix_use_log_child", table_name="use_log")
    op.drop_table("use_log")
    op.drop_index("ix_sign_in_tries_name", table_name="sign_in_tries")
    op.drop_table("sign_in_tries")
    op.drop_index("ix_security_log_at", table_name="security_log")
    op.drop_table("security_log")
    op.drop_index("ix_record_history_record", table_name="record_history")
    op.drop_index("ix_record_history_child", table_name="record_history")
    op.drop_table("record_history")
    op.drop_table("persons")
    op.drop_table("municipalities")
    op.drop_table("homes")
