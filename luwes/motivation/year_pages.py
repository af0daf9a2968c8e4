"""What the pages of a year are drawn from. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from luwes.motivation import mine_parts
from luwes.motivation.access import contributions as access
from luwes.motivation.mine_parts import Looking
from luwes.motivation.models import CONTRIBUTION_LABELS, Contribution, Goal
from luwes.motivation.panels import years as year_parts
from luwes.motivation.queries import years
from luwes.motivation.queries.years import Chooser
from luwes.motivation.rules.years import years_offered
from luwes.ui.paging import Stretch

BESIDE_NONE = "-"


def page(looking: Looking) -> dict[str, Any]:
    return {
        **_head(looking), "finding": year_parts.finding(looking),
        "figures": mine_parts.shown_figures(looking),
        "main": mine_parts.shown_parts(looking, aside=False),
        "aside": mine_parts.shown_parts(looking, aside=True),
        "is_empty": not year_parts.counts(looking).rows and not year_parts.goals(looking),
        "post": year_parts.post(looking),
    }  # fmt: skip


def _head(looking: Looking) -> dict[str, Any]:
    return {
        "employee": looking.employee, "year": looking.year, "is_own": looking.is_own,
        "is_running": looking.is_running, "on": looking.on,
        "years": years_offered(looking.year, looking.on.year),
    }  # fmt: skip


def listed(looking: Looking, kind: str, goal: str) -> QuerySet[Contribution]:
    kind = kind if kind in CONTRIBUTION_LABELS else ""
    goal = goal if goal == BESIDE_NONE or goal.isdecimal() else ""
    return years.page_of(
        looking.employee.pk, looking.period, kind, goal, in_line=year_parts.in_line(looking)
    )


@dataclass(frozen=True)
class Line:
    """
    A row of the list: the goals that may be chosen for it, and what is suggested; `beside`: the goal
    it stands beside, where it may be read.
    """

    row: Contribution
    choices: Sequence[Goal]
    beside: Goal | None
    suggested: Goal | None = None
    shared: Sequence[str] = ()
    is_rated: bool = False


def evidence_page(
    looking: Looking, found: Stretch[Contribution], kind: str, goal: str
) -> dict[str, Any]:
    goals = year_parts.goals(looking)
    chooser = Chooser(goals, year_parts.no_reason(looking))
    rows = access.told(found.rows, in_line=year_parts.in_line(looking))
    lines = [_line(looking, row, goals, chooser) for row in rows]
    return {
        **_head(looking), "page": found.holding(lines),
        "kinds": [(key, label) for key, label in CONTRIBUTION_LABELS.items()],
        "kind": kind if kind in CONTRIBUTION_LABELS else "",
        "goal": next((g for g in goals if str(g.pk) == goal), None),
        "beside_none": goal == BESIDE_NONE, "has_goals": bool(goals),
    }  # fmt: skip


def _line(looking: Looking, row: Contribution, goals: Sequence[Goal], chooser: Chooser) -> Line:
    if not looking.is_own:
        return Line(row, (), row.goal if row.goal in goals else None)
    if row.goal and row.goal.plan.state == "rated":
        return Line(row, (), row.goal, is_rated=True)
    choices = [goal for goal in goals if years.may_stand_beside(row.on, goal)]
    if row.goal_id or row.is_left_out:
        return Line(row, choices, row.goal)
    found = chooser.suggestion(row)
    chosen = next((goal for goal in choices if found and goal.pk == found.goal_id), None)
    return Line(row, choices, None, chosen, found.shared if found else ())
