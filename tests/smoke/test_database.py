"""What Luwes asks of any PostgreSQL from 15 on; also run on Debian's, by `tools/postgres15`."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F, Func, Value
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.audit import jobs as audit_jobs
from luwes.core.db import advisory_lock, lock
from luwes.core.periods import Period
from luwes.organisation.models import UnitShape
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import (
    a_minimum,
    a_position,
    a_title,
    a_unit,
    an_agency,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import a_record, an_employee

pytestmark = [pytest.mark.smoke, pytest.mark.django_db]

MARCH = Period(date(2025, 3, 1), date(2025, 4, 1))
LATE_MARCH = Period(date(2025, 3, 20), date(2025, 5, 1))
APRIL = Period(date(2025, 4, 1), date(2025, 5, 1))


def test_server_is_new_enough() -> None:
    assert connection.cursor().connection.info.server_version >= 150_000


def test_every_migration_is_applied() -> None:
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_migrations_can_be_told_twice() -> None:
    call_command("migrate", verbosity=0)


def test_one_person_has_one_definitive_position_at_a_time() -> None:
    first = an_appointment(period=MARCH)
    an_appointment(first.employee, period=APRIL)
    with pytest.raises(IntegrityError, match="one_definitive_per_employee"), transaction.atomic():
        an_appointment(first.employee, period=LATE_MARCH)


def test_a_managerial_position_has_one_holder_at_a_time() -> None:
    position = a_position(title=a_title(kind=PositionKind.SUPERVISOR))
    an_appointment(position=position, period=MARCH)
    with pytest.raises(IntegrityError, match="one_definitive_per_position"), transaction.atomic():
        an_appointment(position=position, period=LATE_MARCH)


def test_leave_does_not_overlap() -> None:
    employee = an_employee()
    a_leave(employee, MARCH)
    a_leave(employee, APRIL)
    with pytest.raises(IntegrityError, match="leave_one_at_a_time"), transaction.atomic():
        a_leave(employee, LATE_MARCH)


def test_a_minimum_for_everyone_counts_as_a_group_of_its_own() -> None:
    unit = a_unit()
    a_minimum(unit, 3, period=MARCH)
    with pytest.raises(IntegrityError, match="minimum_one_at_a_time"), transaction.atomic():
        a_minimum(unit, 4, period=LATE_MARCH)


def test_a_competency_level_is_between_one_and_five() -> None:
    with pytest.raises(IntegrityError, match="record_level_1_5"), transaction.atomic():
        a_record(an_employee(), level=6)


def test_a_nip_is_used_once_among_current_employees() -> None:
    first = an_employee()
    with pytest.raises(IntegrityError, match="nip_once_among_current"), transaction.atomic():
        an_employee(nip=first.nip)


def test_a_misspelt_name_is_found_by_trigrams() -> None:
    wanted = an_employee("Siti Nurhaliza Rekaan")
    an_employee("Wayan Sudarta Rekaan")
    near = Func(Value("siti nurhalisa"), F("name"), function="word_similarity")
    best = Employee.objects.annotate(near=near).order_by("-near", "pk").first()
    assert best == wanted


def test_accents_are_set_aside_by_unaccent() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT unaccent('Désa Krüi')")
        assert cursor.fetchone() == ("Desa Krui",)


def test_a_unit_and_all_below_it_are_found_by_path() -> None:
    top = a_unit("Dinas", agency=an_agency())
    section = a_unit("Bidang", parent=top)
    a_unit("Dinas lain", agency=top.agency)
    path = UnitShape.objects.get(unit=top).path
    below = UnitShape.objects.filter(path__under=path).order_by("pk")
    assert [shape.unit for shape in below] == [top, section]


def test_row_history_is_written_by_triggers() -> None:
    record = a_record(an_employee(), level=2)
    type(record).objects.filter(pk=record.pk).update(level=3)
    levels = record.events.order_by("pgh_id").values_list("level", flat=True)
    assert list(levels) == [2, 3]


def test_rows_and_names_can_be_locked() -> None:
    employee, other = an_employee(), an_employee()
    with transaction.atomic():
        advisory_lock("letters of 2025")
        lock(other, employee)


class ChangeOfMindError(Exception):
    pass


def defer_and_take_back() -> None:
    with transaction.atomic():
        audit_jobs.publish_heads.defer(timestamp=0)
        assert ProcrastinateJob.objects.filter(task_name="audit.publish_heads").exists()
        raise ChangeOfMindError


def test_a_job_vanishes_with_the_deed_that_was_taken_back() -> None:
    before = ProcrastinateJob.objects.count()
    with pytest.raises(ChangeOfMindError):
        defer_and_take_back()
    assert ProcrastinateJob.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_the_job_once() -> None:
    with connection.cursor() as cursor:  # another of its kind that was left would take it over
        cursor.execute("DELETE FROM procrastinate_jobs")
    number = audit_jobs.seal.defer()
    worker = jobs.with_connector(jobs.connector.get_worker_connector())
    with worker.replace_connector(worker.connector):
        worker.run_worker(
            queues=["audit"], wait=False, install_signal_handlers=False, listen_notify=False
        )
    job = ProcrastinateJob.objects.get(pk=number)
    assert (job.status, job.attempts) == ("succeeded", 1)
