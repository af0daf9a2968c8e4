"""Needs, plans and the assignments that follow from them."""

from luwes.staffing.models.assignments import (
    ASSIGNMENT_STATE_LABELS,
    BINDING,
    CONDITION_LABELS,
    AnswerWords,
    Assignment,
    PostCode,
    Presence,
    Return,
    ReturnReport,
    Shift,
)
from luwes.staffing.models.dispensations import HIT_LABELS, Dispensation
from luwes.staffing.models.needs import (
    BASIS_LABELS,
    Need,
    NeedSkill,
    NeedTemplate,
    TemplateRole,
    TemplateSkill,
)
from luwes.staffing.models.plans import (
    PLAN_STATE_LABELS,
    Objection,
    Plan,
    PlanApproval,
    PlanInputs,
    PlanLine,
    PlanRule,
    PlanShort,
    PlanUnit,
)

__all__ = [
    "ASSIGNMENT_STATE_LABELS",
    "BASIS_LABELS",
    "BINDING",
    "CONDITION_LABELS",
    "HIT_LABELS",
    "PLAN_STATE_LABELS",
    "AnswerWords",
    "Assignment",
    "Dispensation",
    "Need",
    "NeedSkill",
    "NeedTemplate",
    "Objection",
    "Plan",
    "PlanApproval",
    "PlanInputs",
    "PlanLine",
    "PlanRule",
    "PlanShort",
    "PlanUnit",
    "PostCode",
    "Presence",
    "Return",
    "ReturnReport",
    "Shift",
    "TemplateRole",
    "TemplateSkill",
]
