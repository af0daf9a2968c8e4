"""A figure and its bar; one list of all bars, so that none is forgotten."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

OUT = Path("build") / "bench.jsonl"
PAGES = ("people", "search", "profile", "organisation", "position", "home", "board", "review")
ORGANISATION_PAGES = ("position_map", "unit", "past_date")
INCIDENT_PAGES = (
    "my_task_10k",
    "review_10k",
    "board_10k",
    "situation_report",
    "situation_report_draft",
    "review_after",
)
MOTIVATION_PAGES = ("my_year", "portfolio", "my_evidence")
LEARNING_PAGES = ("heat_map", "heat_map_agency", "heat_map_unit", "my_learning", "person_hours")
# name: (bar, at most or at least)
BARS: dict[str, tuple[float, str]] = {
    "import_120k_s": (60, "<="),
    "import_120k_mb": (1600, "<="),
    "issue_10k_s": (10, "<="),
    "letters_per_s": (40, ">="),
    "callout_5000_s": (30, "<="),
    "callout_5000_hit_untold": (0, "<="),
    "callout_5000_hit_doubled": (0, "<="),
    "checkins_per_s": (300, ">="),
    "page_signed_in_x_bare": (0.15, ">="),
    "moves_10k_s": (60, "<="),
    "forecast_s": (3, "<="),
    # It ranks everybody at each look: it may grow with the people, and no faster.
    "page_candidates_p95_ms": (750, "<="),
    "page_candidates_queries": (25, "<="),
    "page_candidates_growth": (20, "<="),
    "page_past_date_x_today": (1.5, "<="),
    "map_pdf_2000_units_s": (10, "<="),
    "page_queue_p95_ms": (100, "<="),
    "page_queue_queries": (15, "<="),
    "page_case_p95_ms": (100, "<="),
    "page_case_queries": (15, "<="),
    "page_public_x_bare": (0.5, ">="),
    "submissions_per_s": (100, ">="),
    "submissions_lost": (0, "<="),
    "submissions_doubled": (0, "<="),
    "filings_lost": (0, "<="),
    "filings_doubled": (0, "<="),
    "page_programme_ms": (100, "<="),
    "page_programme_queries": (15, "<="),
    "page_programme_public_ms": (100, "<="),
    "page_programme_public_queries": (15, "<="),
    "plan_120k_s": (1.5, "<="),
    "plan_120k_mb": (250, "<="),
    "plan_120k_x_read": (25, "<="),
    "plan_1m_s": (7, "<="),
    "plan_4_7m_s": (45, "<="),
    "plan_4_7m_mb": (2500, "<="),
    "plan_growth": (1.2, "<="),
    "replan_120k_s": (1, "<="),
    "replan_120k_moved": (1, "<="),
    "demo_s": (240, "<="),
    "ci_s": (900, "<="),
}
# Those that sum 10,000 assignments up anew are asked for a few times a day, not all the time.
SUMMED, SUMMED_MS, SUMMED_QUERIES = ("situation_report_draft", "review_after"), 750, 25
for _page in (*PAGES, *INCIDENT_PAGES, *ORGANISATION_PAGES):
    _summed = _page in SUMMED
    BARS[f"page_{_page}_p95_ms"] = (SUMMED_MS if _summed else 100, "<=")
    BARS[f"page_{_page}_queries"] = (SUMMED_QUERIES if _summed else 15, "<=")
    BARS[f"page_{_page}_growth"] = (1.5, "<=")
for _page in MOTIVATION_PAGES:
    BARS[f"page_{_page}_ms"] = (100, "<=")
    BARS[f"page_{_page}_queries"] = (15, "<=")
# The map counts everybody's competencies against every post, need and service of its part.
for _page in LEARNING_PAGES:
    BARS[f"page_{_page}_ms"] = (750 if _page.startswith("heat_map") else 100, "<=")
    BARS[f"page_{_page}_queries"] = (25 if _page.startswith("heat_map") else 15, "<=")


@dataclass(frozen=True)
class Figure:
    """One measured value of an area, a package of `luwes/` or the planner; without a bar `holds` is None."""

    area: str
    name: str
    value: float
    unit: str
    people: int | None = None
    note: str = ""

    @property
    def holds(self) -> bool | None:
        if self.name not in BARS:
            return None
        bar, way = BARS[self.name]
        return self.value <= bar if way == "<=" else self.value >= bar

    def as_line(self) -> str:
        bar, way = BARS.get(self.name, (None, ""))
        told = {**asdict(self), "bar": bar, "way": way, "holds": self.holds}
        return json.dumps(told, ensure_ascii=False)

    def as_row(self) -> str:
        bar, way = BARS.get(self.name, (None, ""))
        mark = {True: "holds", False: "MISSED", None: ""}[self.holds]
        limit = f"{way} {bar:g}" if bar is not None else ""
        return f"{self.area:13} {self.name:28} {self.value:>10.4g} {self.unit:8} {limit:10} {mark:7} {self.note}"


Bench = Callable[[], Iterable[Figure]]


def keep(figures: list[Figure]) -> None:
    """Write build/bench.jsonl; lines of figures not measured now stay as they were."""
    old = OUT.read_text().splitlines() if OUT.exists() else []
    fresh = {figure.name for figure in figures}
    stay = [line for line in old if json.loads(line)["name"] not in fresh]
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("\n".join([*stay, *(figure.as_line() for figure in figures)]) + "\n")
