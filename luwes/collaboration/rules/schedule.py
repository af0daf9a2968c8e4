"""Milestones: which waits for which, what may be claimed, and how far a programme is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction


def circle(waits_for: Mapping[int, Collection[int]]) -> tuple[int, ...]:
    """
    A circle among the milestones, in the order in which each waits for the next; empty where there
    is none. Whoever waits for itself is a circle of one.
    """
    done: set[int] = set()
    for start in sorted(waits_for):
        if start in done:
            continue
        path = [start]
        stack = [(start, iter(sorted(waits_for[start])))]
        while stack:
            _here, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                done.add(path.pop())
            elif following in path:
                return tuple(path[path.index(following) :])
            elif following not in done and following in waits_for:
                path.append(following)
                stack.append((following, iter(sorted(waits_for[following]))))
    return ()


@dataclass(frozen=True)
class Step:
    """`weight` in the whole; `claimed` and `verified` in per cent; `dropped` counts nothing."""

    key: int
    weight: int
    claimed: int = 0
    verified: int = 0
    due: date | None = None
    dropped: bool = False


@dataclass(frozen=True)
class Progress:
    """In per cent of the whole, 0 to 100, exactly; what is verified is never more than was claimed."""

    claimed: Fraction
    verified: Fraction
    planned: Fraction  # what should be done by the day


def progress(steps: Iterable[Step], on: date) -> Progress:
    counting = [step for step in steps if not step.dropped and step.weight > 0]
    whole = sum(step.weight for step in counting)
    if not whole:
        return Progress(Fraction(0), Fraction(0), Fraction(0))
    return Progress(
        Fraction(sum(step.weight * _part(step.claimed) for step in counting), whole),
        Fraction(
            sum(step.weight * min(_part(step.verified), _part(step.claimed)) for step in counting),
            whole,
        ),
        Fraction(sum(100 * step.weight for step in counting if step.due and step.due <= on), whole),
    )


def _part(percent: int) -> int:
    return max(0, min(100, percent))


def open_before(
    key: int, waits_for: Mapping[int, Collection[int]], steps: Mapping[int, Step]
) -> list[int]:
    """What must be verified whole before this one may be claimed; what was dropped holds nobody up."""
    return [
        earlier
        for earlier in sorted(waits_for.get(key, ()))
        if earlier in steps and not steps[earlier].dropped and steps[earlier].verified < 100
    ]
