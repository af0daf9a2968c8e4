"""The optimiser: who of the people serves which need. Arrays in, arrays out.

It knows neither Django nor a database. The exchange format is described in
``docs/planner-format.md``.
"""

from luwes_planner.baseline import FlatQuota, flat_quota
from luwes_planner.checking import Finding, check
from luwes_planner.claims import read_plan
from luwes_planner.explain import (
    Difference,
    NextBest,
    Obstacle,
    Why,
    WhyNot,
    releases,
    shortages,
    why,
    why_not,
    why_short,
)
from luwes_planner.faults import CannotPin, Fault, InputRefused
from luwes_planner.instance import Instance
from luwes_planner.reader import read
from luwes_planner.result import Cost, Pair, Plan, Price, Unfilled, UnitAfter, plan_from
from luwes_planner.shortage import Shortage
from luwes_planner.solving import solve
from luwes_planner.writer import write_instance, write_plan

__all__ = [
    "CannotPin",
    "Cost",
    "Difference",
    "Fault",
    "Finding",
    "FlatQuota",
    "InputRefused",
    "Instance",
    "NextBest",
    "Obstacle",
    "Pair",
    "Plan",
    "Price",
    "Shortage",
    "Unfilled",
    "UnitAfter",
    "Why",
    "WhyNot",
    "check",
    "flat_quota",
    "plan_from",
    "read",
    "read_plan",
    "releases",
    "shortages",
    "solve",
    "why",
    "why_not",
    "why_short",
    "write_instance",
    "write_plan",
]
