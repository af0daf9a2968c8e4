"""Pages with 6,000 and with 120,000 people: time, queries, growth; and against a bare page."""

import json
import statistics
from collections.abc import Iterable

from bench import worlds
from bench.figures import PAGES, Figure


def _visits(people: int) -> dict[str, dict[str, float]]:
    name = worlds.province(people)
    worlds.collect_static(name)
    code = (
        "import django, json; django.setup()\n"
        "from bench.visiting import visit_all; print(json.dumps(visit_all()))"
    )
    found: dict[str, dict[str, float]] = json.loads(worlds.run(name, code).splitlines()[-1])
    return found


def measure() -> Iterable[Figure]:
    small, large = _visits(worlds.SMALL), _visits(worlds.LARGE)
    for page in PAGES:
        was, now = small[page], large[page]
        yield Figure("ui", f"page_{page}_p95_ms", now["p95_ms"], "ms", worlds.LARGE,
                     f"median {now['median_ms']:.1f}")  # fmt: skip
        yield Figure("ui", f"page_{page}_queries", now["queries"], "", worlds.LARGE)
        yield Figure("ui", f"page_{page}_growth", now["median_ms"] / was["median_ms"], "×", worlds.LARGE,
                     f"median {was['median_ms']:.1f} ms with {worlds.SMALL:,}")  # fmt: skip
    bare = large["bare"]["mean_ms"]
    ratios = {page: bare / large[page]["mean_ms"] for page in PAGES}
    slowest = min(ratios, key=lambda page: ratios[page])
    note = f"mean of {len(PAGES)} pages; the slowest is {slowest} with {ratios[slowest]:.2f}"
    yield Figure(
        "ui", "page_signed_in_x_bare", statistics.mean(ratios.values()), "×", worlds.LARGE, note
    )
