"""Keep of an entry in quarantine what kind it is; all that came before were shift logs."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.Column("kind", sa.String(length=40), server_default="shift_log", nullable=False)
    op.add_column("quarantined_entries", kind)


def downgrade() -> None:
    op.drop_column("quarantined_entries", "kind")
