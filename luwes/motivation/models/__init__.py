"""Goals and what came of them; recognition; care."""

from luwes.motivation.models.contributions import CONTRIBUTION_LABELS, Contribution
from luwes.motivation.models.goals import (
    GOAL_KIND_LABELS,
    PLAN_STATE_LABELS,
    Goal,
    PerformancePlan,
)
from luwes.motivation.models.load import (
    LOAD_ANSWER_LABELS,
    LOAD_KEY_LABELS,
    LOAD_LEVEL_LABELS,
    LOAD_SHORT_LABELS,
    LOAD_STATE_LABELS,
    LoadAnswer,
    LoadSignal,
)
from luwes.motivation.models.pulse import (
    ANSWER_LABELS,
    EDGE_LABELS,
    TOPIC_LABELS,
    PulseBox,
    PulseQuestion,
    PulseResult,
    PulseRound,
    PulseTurn,
)
from luwes.motivation.models.recovery import OFFER_STATE_LABELS, RecoveryDay, RecoveryOffer

__all__ = [
    "ANSWER_LABELS", "CONTRIBUTION_LABELS", "EDGE_LABELS", "GOAL_KIND_LABELS", "LOAD_ANSWER_LABELS",
    "LOAD_KEY_LABELS", "LOAD_LEVEL_LABELS", "LOAD_SHORT_LABELS", "LOAD_STATE_LABELS",
    "OFFER_STATE_LABELS", "PLAN_STATE_LABELS", "TOPIC_LABELS", "Contribution", "Goal", "LoadAnswer", "LoadSignal",
    "PerformancePlan", "PulseBox", "PulseQuestion", "PulseResult", "PulseRound", "PulseTurn",
    "RecoveryDay", "RecoveryOffer",
]  # fmt: skip
