"""The position map, a unit and any day with 6,000 and with 120,000 people; the map of 2,000 units on paper."""

import json
from collections.abc import Iterable

from bench import worlds
from bench.figures import ORGANISATION_PAGES, Figure

_VISIT = """
import django, json; django.setup()
from bench.visiting import visit_organisation; print(json.dumps(visit_organisation()))
"""
_PRINT = """
import django, json, resource, time; django.setup()
from datetime import UTC, datetime
from luwes.core import clock
from luwes.organisation.models import Agency
from luwes.organisation.printing import paper, reading
from luwes.organisation.queries.tree import Focus
from luwes.organisation.rules import Figures, Outlook

began = time.perf_counter()
on, units, figures, outlook = clock.today(), [], Figures(), Outlook()
for agency in Agency.objects.order_by("code"):
    form = reading.read(Focus(agency), on)
    units += form.units
    figures, outlook = figures + form.figures, outlook + form.outlook
    if len(units) >= 2000:
        break
form = reading.Form(form.focus, on, units[:2000], figures, outlook)
read = time.perf_counter() - began
data = paper.pdf(form, at=datetime(2026, 1, 1, tzinfo=UTC))
print(json.dumps({
    "s": time.perf_counter() - began, "read": read, "posts": form.posts, "kb": len(data) // 1024,
    "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
}))
"""


def _visits(people: int) -> dict[str, dict[str, float]]:
    name = worlds.province(people)
    worlds.collect_static(name)
    found: dict[str, dict[str, float]] = json.loads(worlds.run(name, _VISIT).splitlines()[-1])
    return found


def measure() -> Iterable[Figure]:
    small, large = _visits(worlds.SMALL), _visits(worlds.LARGE)
    for page in ORGANISATION_PAGES:
        was, now = small[page], large[page]
        yield Figure("organisation", f"page_{page}_p95_ms", now["p95_ms"], "ms", worlds.LARGE,
                     f"median {now['median_ms']:.1f}")  # fmt: skip
        yield Figure("organisation", f"page_{page}_queries", now["queries"], "", worlds.LARGE)
        yield Figure("organisation", f"page_{page}_growth", now["median_ms"] / was["median_ms"], "×",
                     worlds.LARGE, f"median {was['median_ms']:.1f} ms with {worlds.SMALL:,}")  # fmt: skip
    past, today = large["past_date"]["median_ms"], large["same_today"]["median_ms"]
    yield Figure("organisation", "page_past_date_x_today", past / today, "×", worlds.LARGE,
                 f"the same addresses today {today:.1f} ms")  # fmt: skip
    told = json.loads(worlds.run(worlds.province(worlds.LARGE), _PRINT).splitlines()[-1])
    note = f"{told['posts']:,} posts, read in {told['read']:.1f} s; {told['kb']:,} kB, {told['mb']:,} MB"
    yield Figure("organisation", "map_pdf_2000_units_s", told["s"], "s", worlds.LARGE, note)
