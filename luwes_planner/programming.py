"""A plan by mixed-integer programme, for what a flow alone can't keep, and the bound it has."""

from dataclasses import dataclass, replace

from luwes_planner.instance import Instance, Ints
from luwes_planner.model.candidates import Candidates
from luwes_planner.model.layers import Network
from luwes_planner.model.measuring import described, measured
from luwes_planner.model.mip import solve_mip
from luwes_planner.model.nesting import Limits
from luwes_planner.model.network import build_network
from luwes_planner.model.pools import useful_pools
from luwes_planner.model.presence import Coverage
from luwes_planner.model.prices import Prices
from luwes_planner.model.siding import sided
from luwes_planner.proof.checking import proven_bound
from luwes_planner.result import Plan
from luwes_planner.sides import Sides


@dataclass(frozen=True)
class Case:
    """What is planned: `asked` as it came, `instance` with the mates of the pinned pinned too."""

    asked: Instance
    instance: Instance
    cover: Coverage
    found: Candidates
    limits: Limits
    sides: Sides


def programmed(
    case: Case,
    flow: Network,
    lower: Prices,
    known: tuple[Ints, Ints],
    seed: int,
    until: float | None,
) -> Plan:
    """The best plan under all rules.

    Parameters
    ----------
    flow : the network of the nested rules alone, whose ladder is used
    lower : its prices; they prove a bound here too
    known : the pairs it found, to begin with
    """
    instance, cover = case.instance, case.cover
    found = sided(instance, case.found, case.sides)
    pools = useful_pools(instance, found)
    net = build_network(instance, cover, found, pools, case.limits, nested=False)
    net.ladder = flow.ladder
    net.layers["empty"].cost[:] = flow.layers["empty"].cost
    solved = solve_mip(instance, cover, found, net, case.sides, known, until, seed)
    plan = measured(case.asked, solved.person, solved.need, method="mip", ladder=net.ladder)
    plan = replace(described(plan, net, found), optimal=solved.optimal)
    plans = [_bounded(plan, p) for p in (lower, solved.prices) if p is not None]
    return max(plans, key=lambda p: p.bound or 0)


def _bounded(plan: Plan, prices: Prices) -> Plan:
    plan = replace(plan, prices=prices.lines(plan.instance))
    return replace(plan, bound=proven_bound(plan.instance, plan))
