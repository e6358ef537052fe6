"""Let the database itself refuse to change or lose what has been written.

Three kinds of table: kept as written; lasting, where only an end may be set, once; and those whose
rows change with a history but are never lost.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = (
    "shift_logs",
    "ratings",
    "handover_lines",
    "plans",
    "goals",
    "interventions",
    "flags",
    "flag_answers",
    "record_history",
    "use_log",
    "security_log",
    "sign_in_tries",
    "municipalities",
    "homes",
    "units",
)
LASTING = {
    "placements": ("id", "child_id", "municipality_id", "unit_id", "begins", "legal_ground"),
    "assignments": ("id", "child_id", "municipality_id", "person_id", "relation", "begins"),
    "employments": ("id", "person_id", "relation", "home_id", "unit_id", "begins"),
    "blocks": ("id", "child_id", "municipality_id", "person_id", "begins"),
    "person_roles": ("id", "person_id", "role", "begins"),
}
NEVER_LOST = ("children", "persons")

FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: never changed', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$
"""


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if not on_sqlite:
        op.execute(FUNCTION)
    for table in (*KEPT, *LASTING, *NEVER_LOST):
        _guard(table, "no_loss", "DELETE", "", on_sqlite)
        if not on_sqlite:
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "EXECUTE FUNCTION refuse_change()"
            )
    for table in KEPT:
        _guard(table, "no_change", "UPDATE", "", on_sqlite)
    for table, columns in LASTING.items():
        differs = "IS NOT" if on_sqlite else "IS DISTINCT FROM"
        changed = [f"NEW.{column} {differs} OLD.{column}" for column in columns]
        _guard(
            table, "no_change", "UPDATE", " OR ".join(["OLD.ends IS NOT NULL", *changed]), on_sqlite
        )


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in (*KEPT, *LASTING, *NEVER_LOST):
        for name in ("no_loss", "no_change", "no_truncate"):
            on = "" if on_sqlite else f" ON {table}"
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
    if not on_sqlite:
        op.execute("DROP FUNCTION refuse_change()")


def _guard(table: str, name: str, event: str, when: str, on_sqlite: bool) -> None:
    """Refuse an event on the rows for which `when` holds; empty: on all."""
    condition = f"WHEN ({when}) " if when else ""
    if on_sqlite:
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
        )
    else:
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW {condition}"
            "EXECUTE FUNCTION refuse_change()"
        )
