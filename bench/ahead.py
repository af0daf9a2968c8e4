"""Looking ahead: the forecast over everybody, and everybody ranked for one post at each look."""

import json
from collections.abc import Iterable
from typing import Any

from bench import worlds
from bench.figures import Figure

COPY = "luwes_bench_ahead"
# Posts of every kind, each asking three competencies: those of the story ask none.
_LOOK = """
import json, time
import django; django.setup()
from bench import visiting
from luwes.accounts.models import User
from luwes.appointments.forecasting import shown
from luwes.appointments.forecasting.reading import Wanted
from luwes.core import clock
from luwes.organisation.models import Competency, Position, PositionRequirement
from luwes.organisation.rules import PositionKind
posts = [pk for kind in PositionKind for pk in Position.objects.filter(title__kind=kind.value).order_by("pk").values_list("pk", flat=True)[:6]]
skills = Competency.objects.order_by("pk")[:3]
PositionRequirement.objects.bulk_create(PositionRequirement(position_id=pk, competency=skill, level=3) for pk in posts for skill in skills)
by, took = User.objects.get(username="bkd"), []
for way in ("unit", "jabatan", "kelompok", "wilayah") * 3:
    began = time.perf_counter()
    found = shown.forecast_of(by, Wanted(by=way), clock.today())
    took.append(time.perf_counter() - began)
told = visiting.visit_posts(posts)
print(json.dumps({"forecast": max(took), "leaving": found.leaving, "page": told}))
"""


def _look(people: int) -> dict[str, Any]:
    name = worlds.copy_of(worlds.province(people), COPY)
    worlds.collect_static(name)
    try:
        found: dict[str, Any] = json.loads(worlds.run(name, _LOOK).splitlines()[-1])
        return found
    finally:
        worlds.drop(COPY)


def measure() -> Iterable[Figure]:
    small, large = _look(worlds.SMALL), _look(worlds.LARGE)
    yield Figure("appointments", "forecast_s", large["forecast"], "s", worlds.LARGE,
                 f"the slowest of twelve; {large['leaving']:,} leave in five years")  # fmt: skip
    was, now = small["page"], large["page"]
    yield Figure("appointments", "page_candidates_p95_ms", now["p95_ms"], "ms", worlds.LARGE,
                 f"median {now['median_ms']:.1f}; ranks everybody anew")  # fmt: skip
    yield Figure("appointments", "page_candidates_queries", now["queries"], "", worlds.LARGE)
    yield Figure("appointments", "page_candidates_growth", now["median_ms"] / was["median_ms"], "×", worlds.LARGE,
                 f"median {was['median_ms']:.1f} ms with {worlds.SMALL:,}, a twentieth of the people")  # fmt: skip
