"""A year with 2,000 contributions and 12 goals, among 120,000 people of whom each has some."""

import json
from collections.abc import Iterable

from bench import worlds
from bench.figures import MOTIVATION_PAGES, Figure

COPY = "luwes_bench_motivation"
# Everybody has five things of this year, every tenth a duty; one person has 2,000 beside 12 goals or none.
_FILL = """
import django; django.setup()
from datetime import date, datetime, timedelta, UTC
from luwes.core import clock
from luwes.core.periods import Period
from luwes.motivation.models import Contribution, Goal, PerformancePlan
from luwes.people.models import Employee
from luwes.staffing.models import Assignment
on = clock.today()
at = datetime(on.year, 1, 2, tzinfo=UTC)
first = date(on.year, 1, 1)
kinds = ("duty", "learning", "case", "milestone", "thanks", "team", "award")
people = list(Employee.objects.filter(is_current=True).order_by("pk").values_list("pk", flat=True))
def some(pk, count, goals):
    for n in range(count):
        yield Contribution(employee_id=pk, kind=kinds[n % 7], source_kind="bench", source_id=str(n), at=at,
            words=f"{n} permohonan Surat keterangan pindah selesai", detail="semua dikonfirmasi warga", count=1 + n % 40,
            on=first + timedelta(days=n % max(1, (on - first).days)), goal_id=goals[n % len(goals)] if goals and n % 3 else None)
Contribution.objects.bulk_create((row for pk in people for row in some(pk, 5, [])), batch_size=5000)
person = Employee.objects.get(user__username="petugas3")
Contribution.objects.filter(employee=person).delete()
home = person.appointments.filter(kind="definitive", period__contains=on).first()
plan = PerformancePlan.objects.create(employee=person, unit_id=home.unit_id, state="agreed", period=Period(first, date(on.year + 1, 1, 1)))
goals = [Goal.objects.create(plan=plan, title=f"Pelayanan administrasi nomor {n} kepada warga", indicator="Permohonan surat pindah tepat waktu", target="95 persen", place=n).pk for n in range(12)]
Contribution.objects.bulk_create(some(person.pk, 2000, goals), batch_size=5000)
like = Assignment.objects.order_by("pk").first()
made = 0
if like:
    taken = set(Assignment.objects.values_list("employee_id", flat=True))
    rows = [Assignment(employee_id=pk, need_id=like.need_id, plan_id=like.plan_id, home_unit_id=like.home_unit_id, load=100, state="completed",
        period=Period(first, first + timedelta(days=6)), ordered_at=at, completed_at=at) for pk in people[::10] if pk not in taken]
    made = len(Assignment.objects.bulk_create(rows, batch_size=5000))
print(len(people), made)
"""
_VISIT = """
import django, json; django.setup()
from bench.visiting import visit_motivation; print(json.dumps(visit_motivation()))
"""


def measure(people: int = worlds.LARGE) -> Iterable[Figure]:
    worlds.copy_of(worlds.province(people), COPY)
    worlds.collect_static(COPY)
    try:
        told, duties = worlds.run(COPY, _FILL).split()[-2:]
        worlds.analyse(COPY)
        found = json.loads(worlds.run(COPY, _VISIT).splitlines()[-1])
        note = f"2,000 contributions and 12 goals; {int(told):,} people with five, {int(duties):,} with a duty"
        for page in MOTIVATION_PAGES:
            now = found[page]
            yield Figure("motivation", f"page_{page}_ms", now["p95_ms"], "ms", people,
                         f"p95, median {now['median_ms']:.1f}; {note}")  # fmt: skip
            yield Figure("motivation", f"page_{page}_queries", now["queries"], "", people)
    finally:
        worlds.drop(COPY)
