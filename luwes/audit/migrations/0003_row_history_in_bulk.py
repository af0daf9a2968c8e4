"""Row history of bulk writes: the reason for a change is written once a transaction, not once a row.

pghistory's own function looks for the reason inside an EXCEPTION block: where there is none, every
row is a failed subtransaction, and its rollback walks through all constraint checks that wait for
the end of the transaction (see `luwes.core.db.quiet_triggers`). This one does the same without the
block, and remembers in the transaction what it has written.
"""

from django.db import migrations

OURS = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS UUID AS $$
DECLARE
    reason_id UUID := NULLIF(CURRENT_SETTING('pghistory.context_id', true), '')::UUID;
    reason TEXT := NULLIF(CURRENT_SETTING('pghistory.context_metadata', true), '');
    mark TEXT := reason_id || ' ' || reason;
BEGIN
    IF mark IS NULL THEN
        RETURN NULL;
    END IF;
    IF CURRENT_SETTING('luwes.history_reason', true) IS DISTINCT FROM mark THEN
        INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
            VALUES (reason_id, reason::JSONB, NOW(), NOW())
            ON CONFLICT (id) DO UPDATE
                SET metadata = EXCLUDED.metadata, updated_at = EXCLUDED.updated_at
                WHERE pghistory_context.metadata != EXCLUDED.metadata;
        PERFORM SET_CONFIG('luwes.history_reason', mark, true);
    END IF;
    RETURN reason_id;
END;
$$ LANGUAGE plpgsql;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [migrations.RunSQL(OURS, migrations.RunSQL.noop)]
