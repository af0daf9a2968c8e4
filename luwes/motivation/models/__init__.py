"""Goals and what came of them; recognition; care."""

from luwes.motivation.models.contributions import CONTRIBUTION_LABELS, Contribution
from luwes.motivation.models.evaluations import (
    EVALUATION_KIND_LABELS,
    EVALUATION_STATE_LABELS,
    OBJECTION_STATE_LABELS,
    PART_LABELS,
    PREDICATE_LABELS,
    RATING_LABELS,
    Evaluation,
    GoalResult,
    RatingObjection,
)
from luwes.motivation.models.goals import (
    BEHAVIOUR_LABELS,
    CHANGE_KIND_LABELS,
    CHANGE_STATE_LABELS,
    GOAL_KIND_LABELS,
    PLAN_STATE_LABELS,
    TURN_LABELS,
    BehaviourExpectation,
    DialogueTurn,
    Goal,
    GoalChange,
    PerformancePlan,
)

__all__ = [
    "BEHAVIOUR_LABELS", "CHANGE_KIND_LABELS", "CHANGE_STATE_LABELS", "CONTRIBUTION_LABELS",
    "EVALUATION_KIND_LABELS", "EVALUATION_STATE_LABELS", "GOAL_KIND_LABELS",
    "OBJECTION_STATE_LABELS", "PART_LABELS", "PLAN_STATE_LABELS", "PREDICATE_LABELS",
    "RATING_LABELS", "TURN_LABELS",
    "BehaviourExpectation", "Contribution", "DialogueTurn", "Evaluation", "Goal", "GoalChange",
    "GoalResult", "PerformancePlan", "RatingObjection",
]  # fmt: skip
