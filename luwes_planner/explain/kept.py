"""Keeping what one plan needs for all its explanations."""

from collections.abc import Callable
from typing import Generic, TypeVar

from luwes_planner.instance import Instance
from luwes_planner.result import Plan

T = TypeVar("T")


class LastOnly(Generic[T]):
    """Makes something of an instance and a plan, and keeps it until another plan is asked about."""

    def __init__(self, make: Callable[[Instance, Plan], T]) -> None:
        self._make = make
        self._last: tuple[Instance, Plan, T] | None = None

    def __call__(self, instance: Instance, plan: Plan) -> T:
        last = self._last  # read once: another thread may ask about another plan
        if last is None or last[0] is not instance or last[1] is not plan:
            last = self._last = (instance, plan, self._make(instance, plan))
        return last[2]
