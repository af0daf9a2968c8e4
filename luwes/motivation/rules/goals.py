"""States of a performance plan and its goals."""

from enum import StrEnum


class PlanState(StrEnum):
    DRAFT = "draft"  # the employee writes
    PROPOSED = "proposed"  # the assessor reads, agrees or returns it
    AGREED = "agreed"  # in force
    RATED = "rated"  # the yearly evaluation stands
    CLOSED = "closed"  # ended without one: the person moved on, or left


class GoalKind(StrEnum):
    MAIN = "main"  # hasil kerja utama
    EXTRA = "extra"  # hasil kerja tambahan


ALIVE = frozenset({PlanState.DRAFT, PlanState.PROPOSED, PlanState.AGREED})
