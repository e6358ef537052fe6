"""Keep incidents with what is placed beside them, and who may read of a matter less than others.

What is signed is never told anew: the database refuses a telling that comes after the signature.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("bounds", "incidents", "incident_additions", "incident_helps")

AFTER_SIGNATURE = """
CREATE FUNCTION refuse_after_signature() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM incident_additions
               WHERE matter_id = NEW.matter_id AND kind = 'registered') THEN
        RAISE EXCEPTION 'incidents: signed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$
"""


def upgrade() -> None:
    _tables()
    op.add_column("flags", sa.Column("matter_id", sa.Uuid(), nullable=True))
    op.add_column("flags", sa.Column("closeness", sa.String(length=40), nullable=True))
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in TABLES:
        _kept(table, on_sqlite)
    if on_sqlite:
        op.execute(
            "CREATE TRIGGER incidents_no_more BEFORE INSERT ON incidents "
            "WHEN EXISTS (SELECT 1 FROM incident_additions "
            "WHERE matter_id = NEW.matter_id AND kind = 'registered') "
            "BEGIN SELECT RAISE(ABORT, 'incidents: signed'); END"
        )
    else:
        op.execute(AFTER_SIGNATURE)
        op.execute(
            "CREATE TRIGGER incidents_no_more BEFORE INSERT ON incidents "
            "FOR EACH ROW EXECUTE FUNCTION refuse_after_signature()"
        )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_after_signature()")
    op.drop_column("flags", "closeness")
    op.drop_column("flags", "matter_id")


def _kept(table: str, on_sqlite: bool) -> None:
    """Let the rows of a table be neither changed nor lost."""
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


def _about(table: str, *, at_place: bool = True) -> list[sa.schema.SchemaItem]:
    """Return what every record about a child has."""
    homes = [("home_id", "homes.id")] if at_place else []
    keys = [*homes, ("child_id", "children.id"), ("municipality_id", "municipalities.id")]
    return [
        *(sa.Column(name, sa.Uuid(), nullable=False) for name, _ in keys),
        sa.Column("id", sa.Uuid(), nullable=False),
        *(_key(table, name, target) for name, target in keys),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def _key(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    """Return a foreign key under the name that all of ours have."""
    return sa.ForeignKeyConstraint([name], [target], name=f"fk_{table}_{name}")


def _tables() -> None:
    """Make the tables with their indexes."""
    op.create_table(
        "bounds",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        *_about("bounds", at_place=False),
        _key("bounds", "person_id", "persons.id"),
    )
    op.create_index("ix_bounds_matter", "bounds", ["matter_id", "kind", "person_id"])
    op.create_index("ix_bounds_person", "bounds", ["person_id"])
    op.create_table(
        "incidents",
        sa.Column("matter_id", sa.Uuid(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("texts_sealed", sa.LargeBinary(), nullable=False),
        *_about("incidents"),
        _key("incidents", "unit_id", "units.id"),
        _key("incidents", "author_id", "persons.id"),
        _key("incidents", "corrects_id", "incidents.id"),
        sa.UniqueConstraint("corrects_id", name="uq_incidents_corrects_id"),
    )
    op.create_index("ix_incidents_child", "incidents", ["child_id", "started_at"])
    op.create_index("ix_incidents_matter", "incidents", ["matter_id"])
    op.create_index("ix_incidents_home", "incidents", ["home_id", "type", "started_at"])
    op.create_table(
        "incident_additions",
        sa.Column("matter_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("names_id", sa.Uuid(), nullable=True),
        sa.Column("signs_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_version", sa.Integer(), nullable=False),
        sa.Column("codes", sa.JSON(), nullable=False),
        sa.Column("texts_sealed", sa.LargeBinary(), nullable=True),
        *_about("incident_additions"),
        _key("incident_additions", "author_id", "persons.id"),
        _key("incident_additions", "person_id", "persons.id"),
        _key("incident_additions", "names_id", "incident_additions.id"),
        _key("incident_additions", "signs_id", "incidents.id"),
    )
    op.create_index("ix_incident_additions_matter", "incident_additions", ["matter_id", "kind"])
    op.create_index(
        "ix_incident_additions_child", "incident_additions", ["child_id", "received_at"]
    )
    op.create_table(
        "incident_helps",
        sa.Column("matter_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("closeness", sa.String(length=40), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=False),
        *_about("incident_helps"),
        _key("incident_helps", "author_id", "persons.id"),
    )
    op.create_index("ix_incident_helps_child", "incident_helps", ["child_id", "written_at"])
