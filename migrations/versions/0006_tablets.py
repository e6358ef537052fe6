"""Create what shared tablets need: devices, keys, tickets, what they sent, quarantine and PINs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TABLES = (
    "server_keys",
    "person_pins",
    "enrolment_codes",
    "devices",
    "device_contacts",
    "device_revocations",
    "pin_tries",
    "quarantined_entries",
    "received_entries",
    "shift_tickets",
    "returns_settled",
)
CHANGES = ("device_contacts",)
"""A tablet is heard from again and again."""


def upgrade() -> None:
    op.create_table(
        "server_keys",
        sa.Column("public_key", sa.LargeBinary(length=65), nullable=False),
        sa.Column("private_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_server_keys"),
    )
    op.create_table(
        "person_pins",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_person_pins_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_person_pins"),
    )
    op.create_index("ix_person_pins_person", "person_pins", ["person_id", "set_at"], unique=False)
    op.create_table(
        "enrolment_codes",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("code_index", sa.LargeBinary(length=32), nullable=False),
        sa.Column("device_name", sa.String(length=60), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["persons.id"], name="fk_enrolment_codes_made_by_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_enrolment_codes_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_enrolment_codes"),
        sa.UniqueConstraint("code_index", name="uq_enrolment_codes_code_index"),
    )
    op.create_table(
        "devices",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("home_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["code_id"], ["enrolment_codes.id"], name="fk_devices_code_id"),
        sa.ForeignKeyConstraint(["home_id"], ["homes.id"], name="fk_devices_home_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_devices_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_devices"),
        sa.UniqueConstraint("code_id", name="uq_devices_code_id"),
        sa.UniqueConstraint("token_hash", name="uq_devices_token_hash"),
    )
    op.create_index("ix_devices_unit", "devices", ["unit_id"], unique=False)
    op.create_table(
        "device_contacts",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("oldest_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("skew_seconds", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name="fk_device_contacts_device_id"),
        sa.PrimaryKeyConstraint("device_id", name="pk_device_contacts"),
    )
    op.create_table(
        "device_revocations",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("revoked_by_id", sa.Uuid(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name="fk_device_revocations_device_id"
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["persons.id"], name="fk_device_revocations_revoked_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_device_revocations"),
        sa.UniqueConstraint("device_id", name="uq_device_revocations_device_id"),
    )
    op.create_table(
        "pin_tries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name="fk_pin_tries_device_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_pin_tries_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pin_tries"),
    )
    op.create_index("ix_pin_tries_device", "pin_tries", ["device_id", "at"], unique=False)
    op.create_index("ix_pin_tries_person", "pin_tries", ["person_id", "at"], unique=False)
    op.create_table(
        "quarantined_entries",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.Column("named_child_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("shift", sa.String(length=10), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("says_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["persons.id"], name="fk_quarantined_entries_author_id"
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name="fk_quarantined_entries_device_id"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_quarantined_entries_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_quarantined_entries"),
        sa.UniqueConstraint("entry_id", "digest", name="uq_quarantined_entries_entry_id_digest"),
    )
    op.create_index(
        "ix_quarantined_entries_author", "quarantined_entries", ["author_id"], unique=False
    )
    op.create_index("ix_quarantined_entries_unit", "quarantined_entries", ["unit_id"], unique=False)
    op.create_table(
        "received_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reckoned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("skewed", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["devices.id"], name="fk_received_entries_device_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_received_entries"),
    )
    op.create_index(
        "ix_received_entries_device", "received_entries", ["device_id", "number"], unique=False
    )
    op.create_table(
        "shift_tickets",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("shift", sa.String(length=40), nullable=False),
        sa.Column("children", sa.JSON(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.id"], name="fk_shift_tickets_device_id"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_shift_tickets_person_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name="fk_shift_tickets_unit_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shift_tickets"),
    )
    op.create_index("ix_shift_tickets_device", "shift_tickets", ["device_id", "day"], unique=False)
    op.create_table(
        "returns_settled",
        sa.Column("quarantined_id", sa.Uuid(), nullable=False),
        sa.Column("settled_by_id", sa.Uuid(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["quarantined_id"], ["quarantined_entries.id"], name="fk_returns_settled_quarantined_id"
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["persons.id"], name="fk_returns_settled_settled_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_returns_settled"),
        sa.UniqueConstraint("quarantined_id", name="uq_returns_settled_quarantined_id"),
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in TABLES:
        if table not in CHANGES:
            _keep(table, on_sqlite)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _keep(table: str, on_sqlite: bool) -> None:
    """Let the database refuse to change or lose a row."""
    does = (
        f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
        if on_sqlite
        else "EXECUTE FUNCTION refuse_change()"
    )
    each = "" if on_sqlite else "FOR EACH ROW "
    for name, event in (("no_loss", "DELETE"), ("no_change", "UPDATE")):
        op.execute(f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {each}{does}")
    if not on_sqlite:
        op.execute(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {does}")
