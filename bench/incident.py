"""Pages of one incident with 10,000 assignments, in provinces of 6,000 and of 120,000 people."""

import json
from collections.abc import Iterable

from bench import worlds
from bench.figures import INCIDENT_PAGES, Figure

ASSIGNMENTS = 10_000
# Two part loads a person, so that the small province can hold as many; most of them came three times.
_SERVE = """
import django, json; django.setup()
from datetime import timedelta
from itertools import cycle, islice
from uuid import uuid4
from django.db import connection, transaction
from luwes.accounts.models import User
from luwes.appointments.models import Appointment, Leave
from luwes.mobilisation import actions
from luwes.mobilisation.models import Incident
from luwes.people.models import Employee
from luwes.staffing.models import Assignment, Need, Plan, PlanLine, Presence
incident = Incident.objects.order_by("pk")[0]
by = User.objects.get(username="bpbd")
needs = list(Need.objects.filter(owner_id=incident.pk, is_cancelled=False).order_by("pk"))
plan = Plan.objects.filter(owner_id=incident.pk, state="issued").order_by("pk")[0]
free = Appointment.objects.filter(kind="definitive").exclude(employee__in=Assignment.objects.values("employee"))
free = free.exclude(employee__in=Leave.objects.values("employee")).order_by("pk")
people = list(free.values_list("employee", "position__unit").distinct()[:{count} // 2])
states = ["active"] * 6 + ["accepted"] * 2 + ["ordered", "completed", "declined"]
rows = []
for n, (person, need, state) in enumerate(islice(zip(cycle(people), cycle(needs), cycle(states)), {count})):
    ordered = incident.declared_at + timedelta(minutes=n % 2000)
    rows.append(Assignment(
        employee_id=person[0], home_unit_id=person[1], need=need, plan=plan, period=need.period, load=40,
        state=state, ordered_at=ordered, answered_at=None if state == "ordered" else ordered + timedelta(minutes=n % 300),
        is_present=state == "active" and n % 2 == 0,
    ))
with transaction.atomic():
    made = Assignment.objects.bulk_create(rows, batch_size=2000)
    signs = [
        Presence(assignment=row, kind=kind, at=row.ordered_at + timedelta(days=day, hours=8 if kind == "in" else 18),
            by=by, method="qr", key=uuid4())
        for row in made if row.state in ("active", "completed") for day in range(3) for kind in ("in", "out")
    ]
    Presence.objects.bulk_create(signs, batch_size=5000)
lined = set(PlanLine.objects.filter(plan=plan).values_list("employee", flat=True))
lines = [
    PlanLine(plan=plan, need=need, employee_id=person, unit_id=unit, agency_id=agency, minutes=40, cost_travel=40,
        cost_fairness=0, cost_over_level=0)
    for (person, unit, agency), need in zip(
        free.values_list("employee", "position__unit", "position__unit__agency").distinct()[:{count}], cycle(needs))
    if person not in lined
]
PlanLine.objects.bulk_create(lines, batch_size=2000)
mine = next(row for row in made if row.state == "active")
Employee.objects.filter(pk=mine.employee_id).update(
    user=User.objects.create(username="bertugas", name="Bertugas", created_at=incident.declared_at))
last = max(sign.at for sign in signs) + timedelta(hours=1)
actions.issue_report(incident=incident, words={{}}, next_at=None, after=0, now=last, by=by)
connection.cursor().execute("ANALYZE")
print(len(made), last.isoformat())
"""
_VISIT = """
import django, json; django.setup()
from bench.visiting import visit_incident; print(json.dumps(visit_incident()))
"""


def _visits(people: int) -> dict[str, dict[str, float]]:
    copy = worlds.copy_of(worlds.province(people), f"luwes_bench_incident_{people}")
    try:
        worlds.collect_static(copy)
        last = worlds.run(copy, _SERVE.format(count=ASSIGNMENTS)).split()[-1]
        told = worlds.run(copy, _VISIT, LUWES_CLOCK=last).splitlines()[-1]
        found: dict[str, dict[str, float]] = json.loads(told)
        return found
    finally:
        worlds.drop(copy)


def measure() -> Iterable[Figure]:
    small, large = _visits(worlds.SMALL), _visits(worlds.LARGE)
    for page in INCIDENT_PAGES:
        was, now = small[page], large[page]
        note = f"median {now['median_ms']:.1f}, {ASSIGNMENTS:,} assignments"
        yield Figure("mobilisation", f"page_{page}_p95_ms", now["p95_ms"], "ms", worlds.LARGE, note)
        yield Figure("mobilisation", f"page_{page}_queries", now["queries"], "", worlds.LARGE)
        yield Figure(
            "mobilisation", f"page_{page}_growth", now["median_ms"] / was["median_ms"], "×",
            worlds.LARGE, f"median {was['median_ms']:.1f} ms with {worlds.SMALL:,}",
        )  # fmt: skip
