"""Whatever is asked in whatever order: nobody is ever asked for more than they have."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luwes.appointments import actions as appointments
from luwes.appointments.models import Leave
from luwes.appointments.rules import LeaveKind
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.demo.sweep import faults_of_loads
from luwes.staffing.actions import answers, field, issue
from luwes.staffing.models import Assignment, Plan, PlanLine
from luwes.staffing.tests.scene import NOW, TODAY, Scene, a_scene

FIRST = date(2025, 2, 20)
PEOPLE = 3
spans = st.tuples(st.integers(0, 14), st.integers(1, 8)).map(
    lambda s: Period(FIRST + timedelta(s[0]), FIRST + timedelta(s[0] + s[1]))
)
loads = st.sampled_from([100, 100, 60, 50, 40, 30, 1])
people = st.integers(0, PEOPLE - 1)
which = st.integers(0, 11)


@dataclass
class Desk:
    """Everything that can be asked of three people, one deed at a time."""

    scene: Scene
    staff: list
    unit: object
    plan: Plan

    def assign(self, person: int, span: Period, load: int, state: str) -> None:
        """Straight into the table: only the database can refuse it."""
        Assignment.objects.create(
            employee=self.staff[person], need=self.scene.need(period=span, load=load),
            plan=self.plan, home_unit=self.unit, period=span, load=load, state=state, ordered_at=NOW,
        )  # fmt: skip

    def issue(self, chosen: set[int], span: Period, load: int) -> None:
        """A plan for several people at once, issued as the job does."""
        need = self.scene.need(minimum=len(chosen), period=span, load=load)
        plan = Plan.objects.create(
            owner_kind="incident", owner_id=self.scene.incident.pk, agency=self.scene.agency,
            number=Plan.objects.count() + 1, state="approved", made_at=NOW, checked=True,
            made_by=self.scene.coordinator,
        )  # fmt: skip
        for person in chosen:
            PlanLine.objects.create(
                plan=plan, need=need, employee=self.staff[person], unit=self.unit,
                agency=self.scene.agency, minutes=1, cost_travel=1, cost_fairness=0,
                cost_over_level=0,
            )  # fmt: skip
        issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)

    def change(self, nth: int, span: Period, load: int, state: str) -> None:
        row = self._nth(nth)
        if row:
            Assignment.objects.filter(pk=row.pk).update(period=span, load=load, state=state)

    def answer(self, nth: int, accepts: bool) -> None:
        row = self._nth(nth)
        if row and accepts:
            answers.accept(assignment=row, now=NOW, by=row.employee.user)
        elif row:
            answers.decline(assignment=row, reason="Sakit", now=NOW, by=row.employee.user)

    def serve(self, nth: int, ends: bool) -> None:
        row, by = self._nth(nth), self.scene.coordinator
        if row and ends:
            field.complete(assignments=[row], now=NOW, on=TODAY, by=by)
        elif row:
            field.check_in_by_officer(assignment=row, key=uuid4(), at=NOW, by=by)

    def withdraw(self, nth: int) -> None:
        row = self._nth(nth)
        if row:
            issue.withdraw(assignment=row, reason="Tidak perlu", now=NOW, by=self.scene.coordinator)

    def go_on_leave(self, person: int, span: Period, kind: LeaveKind) -> None:
        appointments.record_leave(
            employee=self.staff[person], kind=kind, period=span, letter="1", by=self.scene.analyst
        )

    def cancel_leave(self, nth: int) -> None:
        rows = list(Leave.objects.order_by("pk"))
        if rows:
            appointments.cancel_leave(
                leave=rows[nth % len(rows)], on=FIRST, reason="Dipanggil", by=self.scene.analyst
            )

    def _nth(self, nth: int) -> Assignment | None:
        rows = list(Assignment.objects.order_by("pk"))
        return rows[nth % len(rows)] if rows else None


def a_desk() -> Desk:
    scene = a_scene()
    unit = scene.unit()
    plan = Plan.objects.create(
        owner_kind="incident", owner_id=scene.incident.pk, agency=scene.agency, number=1,
        state="issued", made_at=NOW, made_by=scene.coordinator,
    )  # fmt: skip
    return Desk(scene, scene.people(unit, PEOPLE), unit, plan)


STATES = st.sampled_from(["ordered", "accepted", "active", "completed", "withdrawn", "proposed"])
DEEDS = st.one_of(
    st.tuples(st.just("assign"), people, spans, loads, STATES),
    st.tuples(st.just("issue"), st.sets(people, min_size=1), spans, loads),
    st.tuples(st.just("issue"), st.sets(people, min_size=1), spans, loads),
    st.tuples(st.just("change"), which, spans, loads, STATES),
    st.tuples(st.just("answer"), which, st.booleans()),
    st.tuples(st.just("serve"), which, st.booleans()),
    st.tuples(st.just("withdraw"), which),
    st.tuples(st.just("go_on_leave"), people, spans, st.sampled_from(list(LeaveKind))),
    st.tuples(st.just("cancel_leave"), which),
)


@contextmanager
def undone() -> Iterator[None]:
    """Each example begins with the same tables."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def commit_now() -> None:
    """What the database puts off until the commit, it says here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


# Only these may reach a raw constraint: rows written past the actions.
PAST_THE_ACTIONS = {"assign", "change"}


@pytest.mark.django_db
@pytest.mark.timeout(1800)
def test_no_order_of_deeds_asks_anybody_for_more_than_they_have(long_form: bool) -> None:
    desk = a_desk()

    @settings(
        max_examples=400 if long_form else 40, deadline=None,
        derandomize=True, database=None, suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.lists(DEEDS, min_size=2, max_size=14))
    def whatever_is_asked(deeds: list) -> None:
        with undone():
            for name, *asked in deeds:
                allowed = (Refused, IntegrityError) if name in PAST_THE_ACTIONS else (Refused,)
                with suppress(*allowed), transaction.atomic():
                    getattr(desk, name)(*asked)
                    commit_now()
                assert faults_of_loads() == [], (name, asked)

    whatever_is_asked()


@pytest.mark.django_db
def test_the_sweep_itself_finds_what_the_database_is_there_to_refuse() -> None:
    desk = a_desk()
    span = Period(FIRST, FIRST + timedelta(2))
    with undone():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE staffing_assignment DISABLE TRIGGER USER")
            cursor.execute(
                "ALTER TABLE staffing_assignment"
                " DROP CONSTRAINT assignment_full_loads_never_overlap"
            )
        for person, load in ((0, 100), (0, 100), (1, 60), (1, 41), (2, 1)):
            desk.assign(person, span, load, "ordered")
        Leave.objects.create(employee=desk.staff[2], kind="annual", period=span)
        found = {line.split()[0] for line in faults_of_loads()}
    assert found == {str(person.pk) for person in desk.staff}
