"""What changed from one report to the next: each with before and after. Pure."""

from collections.abc import Iterator
from typing import Any

STAGES = ("asked", "planned", "ordered", "accepted", "present", "done", "outside", "short")
PEOPLE = ("asked", "coming", "here", "done")

Change = dict[str, Any]


def between(before: dict[str, Any] | None, after: dict[str, Any]) -> list[Change]:
    """Figures by kind, figures by area, needs by role and people by government; none without a `before`."""
    if before is None:
        return []
    return [
        *_of("total", _totals(before), _totals(after)),
        *_of("figure", _figures(before), _figures(after)),
        *_of("need", _needs(before), _needs(after)),
        *_of("people", _people(before), _people(after)),
    ]


def _of(what: str, before: dict[Any, int], after: dict[Any, int]) -> Iterator[Change]:
    """In the order of the later one; what is no longer there comes last."""
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        if was != now:
            yield {"what": what, "of": list(key), "before": was, "after": now}


def _totals(content: dict[str, Any]) -> dict[Any, int]:
    return {
        (kind, part): total[part]
        for kind, total in content["totals"].items()
        for part in ("reported", "estimated")
        if part == "reported" or total[part]
    }


def _figures(content: dict[str, Any]) -> dict[Any, int]:
    return {(row["code"], row["area"], row["kind"]): row["value"] for row in content["figures"]}


def _needs(content: dict[str, Any]) -> dict[Any, int]:
    return {
        (row["tier"], row["role"], stage): row.get(
            stage, 0
        )  # reports before told none from outside
        for row in content["needs"]
        for stage in STAGES
    }


def _people(content: dict[str, Any]) -> dict[Any, int]:
    return {(row["name"], part): row[part] for row in content["agencies"] for part in PEOPLE}
