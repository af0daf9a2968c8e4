from django.db import migrations

BINDING = "('ordered', 'accepted', 'active', 'completed')"

GUARD_LOADS = f"""
CREATE FUNCTION staffing_guard_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state NOT IN {BINDING} THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM people_employee WHERE id = NEW.employee_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM staffing_assignment begins
        WHERE begins.employee_id = NEW.employee_id AND begins.state IN {BINDING}
          AND begins.period && NEW.period
          AND (
            SELECT sum(other.load) FROM staffing_assignment other
            WHERE other.employee_id = NEW.employee_id AND other.state IN {BINDING}
              AND other.period @> greatest(lower(begins.period), lower(NEW.period))
          ) > 100
    ) THEN
        RAISE EXCEPTION 'loads of employee % exceed 100 %%', NEW.employee_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_loads_within_100';
    END IF;
    IF EXISTS (
        SELECT 1 FROM appointments_leave
        WHERE employee_id = NEW.employee_id AND period && NEW.period
    ) THEN
        RAISE EXCEPTION 'employee % is on leave', NEW.employee_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_not_on_leave';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER assignment_loads_and_leave
AFTER INSERT OR UPDATE OF employee_id, period, load, state ON staffing_assignment
FOR EACH ROW EXECUTE FUNCTION staffing_guard_assignment();
"""

# Leave is checked at the end of its transaction: what it ends may be ended in between.
GUARD_LEAVE = f"""
CREATE FUNCTION staffing_guard_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM people_employee WHERE id = NEW.employee_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT 1 FROM staffing_assignment
        WHERE employee_id = NEW.employee_id AND state IN {BINDING} AND period && NEW.period
    ) AND EXISTS (SELECT 1 FROM appointments_leave WHERE id = NEW.id) THEN
        RAISE EXCEPTION 'employee % is assigned', NEW.employee_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'leave_not_while_assigned';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER leave_not_while_assigned
AFTER INSERT OR UPDATE OF employee_id, period ON appointments_leave
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION staffing_guard_leave();
"""


class Migration(migrations.Migration):
    """What an exclusion constraint can't say: loads add up, leave blocks. Each locks the person first."""

    dependencies = [("staffing", "0001_initial"), ("appointments", "0002_initial")]
    operations = [
        migrations.RunSQL(
            GUARD_LOADS,
            "DROP TRIGGER assignment_loads_and_leave ON staffing_assignment;"
            "DROP FUNCTION staffing_guard_assignment();",
        ),
        migrations.RunSQL(
            GUARD_LEAVE,
            "DROP TRIGGER leave_not_while_assigned ON appointments_leave;"
            "DROP FUNCTION staffing_guard_leave();",
        ),
    ]
