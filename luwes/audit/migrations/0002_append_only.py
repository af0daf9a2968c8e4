"""The decision log grows and never changes: the database itself refuses to alter or remove."""

from django.db import migrations

GUARD = """
CREATE FUNCTION audit_entry_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'the decision log is append-only: entry % cannot be removed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.number IS NOT NULL THEN
        RAISE EXCEPTION 'the decision log is append-only: entry % is sealed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    IF (to_jsonb(OLD) - ARRAY['number', 'previous_hash', 'hash'])
        IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['number', 'previous_hash', 'hash']) THEN
        RAISE EXCEPTION 'the decision log is append-only: entry % may only be sealed', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_entry_guard BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_guard();

CREATE FUNCTION audit_head_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.chain, NEW.day) IS DISTINCT FROM (OLD.chain, OLD.day)
        OR NEW.number < OLD.number
        OR (NEW.number = OLD.number AND NEW.hash <> OLD.hash) THEN
        RAISE EXCEPTION 'the decision log is append-only: the head of % cannot go back', OLD.day
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_head_guard BEFORE UPDATE OR DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_head_guard();
"""

NO_GUARD = """
DROP TRIGGER audit_head_guard ON audit_head;
DROP FUNCTION audit_head_guard();
DROP TRIGGER audit_entry_guard ON audit_entry;
DROP FUNCTION audit_entry_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
