"""Judgements made in plain SQL: each waits to be applied, and leaves an audit row whoever makes it."""

import sqlalchemy as sa
from alembic import op

from migrations.views import drop_views

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

AUDIT = """
CREATE FUNCTION audit_judgement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.applied_at := NULL;
    INSERT INTO audit (actor, action, subject)
    VALUES (NEW.author || ' as ' || session_user, 'judged', 'judgement ' || NEW.id || ': ' || NEW.verb);
  ELSIF NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
    NEW.applied_at := NULL;
    INSERT INTO audit (actor, action, subject)
    VALUES (NEW.revoked_by || ' as ' || session_user, 'revoked', 'judgement ' || NEW.id || ': ' || NEW.verb);
  END IF;
  RETURN NEW;
END $$"""

TRIGGER = """
CREATE TRIGGER audit BEFORE INSERT OR UPDATE ON judgement FOR EACH ROW EXECUTE FUNCTION audit_judgement()"""


def upgrade() -> None:
    op.add_column(
        "judgement",
        sa.Column(
            "applied_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When the cases were derived with it; null: with the next article",
        ),
    )
    op.create_index("ix_judgement_waiting", "judgement", ["id"], postgresql_where=sa.text("applied_at IS NULL"))
    op.execute(AUDIT)
    op.execute(TRIGGER)


def downgrade() -> None:
    drop_views(op.get_bind())
    op.execute("DROP TRIGGER audit ON judgement")
    op.execute("DROP FUNCTION audit_judgement()")
    op.drop_index("ix_judgement_waiting", table_name="judgement")
    op.drop_column("judgement", "applied_at")
