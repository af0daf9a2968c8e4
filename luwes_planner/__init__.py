"""The optimiser: who of the people serves which need. Arrays in, arrays out.

It knows neither Django nor a database. The exchange format is described in
``docs/planner-format.md``.
"""

import luwes_planner.memory  # noqa: F401 - before anything that loads polars
from luwes_planner.exchange.claims import read_plan
from luwes_planner.exchange.intake import from_columns
from luwes_planner.exchange.reader import read
from luwes_planner.exchange.writer import write_instance, write_plan
from luwes_planner.explain.baseline import FlatQuota, flat_quota
from luwes_planner.explain.cut import Bound, Cut
from luwes_planner.explain.difference import Difference
from luwes_planner.explain.effects import effect_of_minimum, effect_of_person
from luwes_planner.explain.obstacles import Obstacle
from luwes_planner.explain.shadow import shadow_prices
from luwes_planner.explain.shaping import reshaped
from luwes_planner.explain.shortage import Shortage
from luwes_planner.explain.swaps import NextBest, Swap, swaps
from luwes_planner.explain.why import (
    Why,
    WhyNot,
    releases,
    shortages,
    why,
    why_not,
    why_short,
)
from luwes_planner.faults import CannotPin, FailsCheck, Fault, InputRefused
from luwes_planner.instance import Instance
from luwes_planner.model.measuring import plan_from
from luwes_planner.proof.checking import Finding, check
from luwes_planner.result import Cost, Pair, Plan, Price, ShadowPrice, Unfilled, UnitAfter
from luwes_planner.sides import Leader
from luwes_planner.solving import solve

__all__ = [
    "Bound",
    "CannotPin",
    "Cost",
    "Cut",
    "Difference",
    "FailsCheck",
    "Fault",
    "Finding",
    "FlatQuota",
    "InputRefused",
    "Instance",
    "Leader",
    "NextBest",
    "Obstacle",
    "Pair",
    "Plan",
    "Price",
    "ShadowPrice",
    "Shortage",
    "Swap",
    "Unfilled",
    "UnitAfter",
    "Why",
    "WhyNot",
    "check",
    "effect_of_minimum",
    "effect_of_person",
    "flat_quota",
    "from_columns",
    "plan_from",
    "read",
    "read_plan",
    "releases",
    "reshaped",
    "shadow_prices",
    "shortages",
    "solve",
    "swaps",
    "why",
    "why_not",
    "why_short",
    "write_instance",
    "write_plan",
]
