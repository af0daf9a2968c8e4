"""Goals and what came of them; recognition; care."""

from luwes.motivation.models.awards import (
    ALIVE_NOMINATIONS,
    AWARD_STATE_LABELS,
    BAR_LABELS,
    NOMINATION_STATE_LABELS,
    Award,
    AwardCriterion,
    AwardJudge,
    AwardScore,
    AwardWinner,
    JudgeInterest,
    Nomination,
)
from luwes.motivation.models.contributions import CONTRIBUTION_LABELS, Contribution
from luwes.motivation.models.goals import (
    GOAL_KIND_LABELS,
    PLAN_STATE_LABELS,
    Goal,
    PerformancePlan,
)
from luwes.motivation.models.medals import (
    BREAK_LABELS,
    MEDAL_LABELS,
    MEDAL_STATE_LABELS,
    STANDING_LABELS,
    MedalRecord,
    ServiceBreak,
    ServiceCheck,
)
from luwes.motivation.models.thanks import REPORT_LABELS, SEEN_LABELS, VALUE_LABELS, Thanks

__all__ = [
    "ALIVE_NOMINATIONS", "AWARD_STATE_LABELS", "BAR_LABELS", "BREAK_LABELS", "CONTRIBUTION_LABELS",
    "GOAL_KIND_LABELS", "MEDAL_LABELS", "MEDAL_STATE_LABELS", "NOMINATION_STATE_LABELS",
    "PLAN_STATE_LABELS", "REPORT_LABELS", "SEEN_LABELS", "STANDING_LABELS", "VALUE_LABELS",
    "Award", "AwardCriterion", "AwardJudge", "AwardScore", "AwardWinner", "Contribution", "Goal",
    "JudgeInterest", "MedalRecord", "Nomination", "PerformancePlan", "ServiceBreak", "ServiceCheck",
    "Thanks",
]  # fmt: skip
