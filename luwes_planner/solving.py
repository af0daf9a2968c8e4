"""The best plan with its proof and the reasons of what stays unfilled."""

from luwes_planner.explain.shortage import with_reasons
from luwes_planner.instance import Instance
from luwes_planner.planning import Progress, best_plan
from luwes_planner.result import Plan


def solve(instance: Instance, *, seed: int = 0, progress: Progress | None = None) -> Plan:
    """Find the best plan, and prove it.

    Parameters
    ----------
    instance : Instance
    seed : int
        Breaks ties between people who would do equally well; the same seed, the same plan.
    progress : callable, optional
        Told a stage (``classes, network, flow, proof, reasons``) and the share done (0–1).

    Returns
    -------
    Plan

    Raises
    ------
    CannotPin
        If the pins can't all be served under the hard rules.
    """
    tell = progress or (lambda _stage, _share: None)
    plan = best_plan(instance, seed, tell)
    tell("reasons", 0.9)
    plan = with_reasons(instance, plan)
    tell("done", 1.0)
    return plan
