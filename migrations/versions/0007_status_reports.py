"""Keep status reports: asked for, gathered, written, signed, received; none is ever changed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    "reports",
    "report_drafts",
    "report_versions",
    "report_signatures",
    "report_receipts",
    "report_requests",
)


def upgrade() -> None:
    _create(
        "reports",
        _person("author_id"),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_reports_child", "reports", ["child_id", "begun_at"])
    _create(
        "report_drafts",
        _report(),
        sa.Column("number", sa.Integer(), nullable=False),
        _person("author_id"),
        sa.Column("gathered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        unique=("report_id", "number"),
    )
    _create(
        "report_versions",
        _report(),
        sa.Column("number", sa.Integer(), nullable=False),
        _person("author_id"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("texts_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("childs_part", sa.String(length=40), nullable=True),
        sa.Column("comment_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("left_out", sa.JSON(), nullable=False),
        unique=("report_id", "number"),
    )
    _create(
        "report_signatures",
        _report(),
        sa.Column("version_id", sa.Uuid(), sa.ForeignKey("report_versions.id"), nullable=False),
        sa.Column("draft_id", sa.Uuid(), sa.ForeignKey("report_drafts.id"), nullable=False),
        _person("signer_id"),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("document_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.String(length=19), nullable=False),
        sa.Column("file_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("file_digest", sa.LargeBinary(length=32), nullable=False),
        unique=("report_id",),
    )
    op.create_index("ix_report_signatures_file", "report_signatures", ["file_digest"])
    op.create_index("ix_report_signatures_code", "report_signatures", ["code"])
    _create(
        "report_receipts",
        _report(),
        _person("receiver_id"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
        unique=("report_id",),
    )
    _create(
        "report_requests",
        _person("asker_id"),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("text_sealed", sa.LargeBinary(), nullable=True),
    )
    op.create_index("ix_report_requests_child", "report_requests", ["child_id", "asked_at"])
    for table in TABLES:
        _keep(table)


def downgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in reversed(TABLES):
        for name in ("no_loss", "no_change", "no_truncate"):
            on = "" if on_sqlite else f" ON {table}"
            op.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
        op.drop_table(table)


def _report() -> sa.Column:
    """Return the column that names the report."""
    return sa.Column("report_id", sa.Uuid(), sa.ForeignKey("reports.id"), nullable=False)


def _person(name: str) -> sa.Column:
    """Return a column that names a person."""
    return sa.Column(name, sa.Uuid(), sa.ForeignKey("persons.id"), nullable=False)


def _create(table: str, *columns: sa.Column, unique: tuple[str, ...] = ()) -> None:
    """Create a table about a child that is written in a home."""
    about = [
        sa.Column("home_id", sa.Uuid(), sa.ForeignKey("homes.id"), nullable=False),
        sa.Column("child_id", sa.Uuid(), sa.ForeignKey("children.id"), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), sa.ForeignKey("municipalities.id"), nullable=False),
    ]
    for column in (*columns, *about):
        for key in column.foreign_keys:
            key.name = f"fk_{table}_{column.name}"
    kept_once = [sa.UniqueConstraint(*unique, name=f"uq_{table}_{'_'.join(unique)}")]
    op.create_table(
        table,
        *columns,
        *about,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *(kept_once if unique else ()),
    )


def _keep(table: str) -> None:
    """Refuse every change and every loss."""
    if op.get_bind().dialect.name == "sqlite":
        for name, event in (("no_loss", "DELETE"), ("no_change", "UPDATE")):
            op.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: never changed'); END"
            )
        return
    for name, event, each in (
        ("no_loss", "DELETE", "FOR EACH ROW "),
        ("no_change", "UPDATE", "FOR EACH ROW "),
        ("no_truncate", "TRUNCATE", ""),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} {each}"
            "EXECUTE FUNCTION refuse_change()"
        )
