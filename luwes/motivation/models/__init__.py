"""Goals and what came of them; recognition; care."""

from luwes.motivation.models.contributions import CONTRIBUTION_LABELS, Contribution
from luwes.motivation.models.goals import (
    GOAL_KIND_LABELS,
    PLAN_STATE_LABELS,
    Goal,
    PerformancePlan,
)

__all__ = [
    "CONTRIBUTION_LABELS", "GOAL_KIND_LABELS", "PLAN_STATE_LABELS",
    "Contribution", "Goal", "PerformancePlan",
]  # fmt: skip
