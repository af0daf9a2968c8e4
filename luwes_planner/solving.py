"""The best plan with its proof and the reasons of what stays unfilled."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from luwes_planner.explain.encoding import Stage, staged
from luwes_planner.explain.residual import residual
from luwes_planner.explain.shadow import priced
from luwes_planner.explain.shortage import with_reasons
from luwes_planner.faults import FailsCheck
from luwes_planner.instance import Instance
from luwes_planner.planning import Progress, best_plan
from luwes_planner.proof.checking import check
from luwes_planner.result import Plan, ShadowPrice
from luwes_planner.sides import Leader, Together, sides_of

#: For more people no shadow prices are computed: their network alone is as large as the plan's.
MOST_PRICED: Final = 500_000


def solve(
    instance: Instance,
    *,
    seed: int = 0,
    seconds: float | None = None,
    together: Together = (),
    leaders: Iterable[Leader] = (),
    progress: Progress | None = None,
) -> Plan:
    """Find the best plan, and hold it against the independent check.

    Parameters
    ----------
    instance : Instance
    seed : int
        Breaks ties between people who would do equally well; the same seed, the same plan.
    seconds : float, optional
        Stop the search after so long and return the best plan found, which may not be
        `Plan.optimal`; its `Plan.gap` is proven. What is found in time depends on the machine.
    together : iterable of teams of person ids
        All of a team serve at the same need, or none of them. Teams that share somebody are one.
    leaders : iterable of Leader
    progress : callable, optional
        Told a stage (``classes, network, flow, mip, prices, reasons, check``) and the share done
        (0–1).

    Returns
    -------
    Plan
        With `Plan.shadow` prices where it is optimal by flow, for up to `MOST_PRICED` people.

    Raises
    ------
    CannotPin
        If the pins can't all be served under the hard rules and side constraints.
    FailsCheck
        If the plan found does not pass the independent check.
    InputRefused
        If a side constraint names what the instance doesn't know.
    TimeoutError
        If pins need leaders who are not pinned, and no plan at all was found in `seconds`.
    """
    tell = progress or (lambda _stage, _share: None)
    together, leaders = [tuple(team) for team in together], tuple(leaders)
    sides = sides_of(instance, together, leaders)
    with ThreadPoolExecutor(1) as beside:  # the solver's loops leave other threads alone
        stage: list[Future[Stage | None]] = []

        def watch(name: str, share: float) -> None:
            if name == "flow" and not stage and len(instance.people.id) <= MOST_PRICED:
                stage.append(beside.submit(staged, instance))
            tell(name, share)

        plan = best_plan(instance, seed, watch, sides=sides, seconds=seconds)
        shadow = beside.submit(_shadow, instance, plan, stage)
        tell("reasons", 0.8)
        explained = with_reasons(instance, plan)
        tell("check", 0.9)
        findings = check(instance, explained, together=together, leaders=leaders)
        explained = replace(explained, shadow=shadow.result())
    if findings:
        raise FailsCheck(findings)
    tell("done", 1.0)
    return explained


def _shadow(
    instance: Instance, plan: Plan, stage: Sequence[Future[Stage | None]]
) -> Sequence[ShadowPrice]:
    ready = [future.result() for future in stage]
    return priced(residual(instance, plan, ready[0]), plan) if ready and ready[0] else ()
