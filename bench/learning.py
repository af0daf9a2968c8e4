"""Learning with 120,000 people: the map of gaps, what one learns, somebody's account of hours."""

import json
from collections.abc import Iterable

from bench import worlds
from bench.figures import LEARNING_PAGES, Figure

COPY = "luwes_bench_learning"
# Every fourth post asks for a competency, and one in three people has learnt something each of ten years.
_FILL = """
import django; django.setup()
from datetime import date
from luwes.core import clock
from luwes.learning.models import LearningHours
from luwes.organisation.models import Competency, Position, PositionRequirement
from luwes.people.models import Employee
on = clock.today()
skills = list(Competency.objects.order_by("pk").values_list("pk", flat=True))
posts = list(Position.objects.order_by("pk").values_list("pk", flat=True)[::4])
PositionRequirement.objects.bulk_create([PositionRequirement(position_id=pk, competency_id=skills[n % len(skills)], level=2)
    for n, pk in enumerate(posts)], batch_size=5000, ignore_conflicts=True)
people = list(Employee.objects.filter(is_current=True).order_by("pk").values_list("pk", flat=True)[::3])
LearningHours.objects.bulk_create([LearningHours(employee_id=pk, on=date(on.year - year, 1, 15), minutes=450, method="class",
    words="Ukuran", source_kind="bench", source_id=str(year)) for pk in people for year in range(10)], batch_size=5000)
print(len(posts), len(people))
"""
_VISIT = """
import django, json; django.setup()
from bench.visiting import visit_learning; print(json.dumps(visit_learning()))
"""


def measure(people: int = worlds.LARGE) -> Iterable[Figure]:
    worlds.copy_of(worlds.province(people), COPY)
    worlds.collect_static(COPY)
    try:
        posts, learnt = worlds.run(COPY, _FILL).split()[-2:]
        worlds.analyse(COPY)
        told = json.loads(worlds.run(COPY, _VISIT).splitlines()[-1])
        note = f"{int(posts):,} posts ask, {int(learnt):,} people with hours of ten years"
        for page in LEARNING_PAGES:
            now = told[page]
            yield Figure("learning", f"page_{page}_ms", now["p95_ms"], "ms", people,
                         f"p95, median {now['median_ms']:.1f}; {note}")  # fmt: skip
            yield Figure("learning", f"page_{page}_queries", now["queries"], "", people)
    finally:
        worlds.drop(COPY)
