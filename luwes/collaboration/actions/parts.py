"""What is measured by and where it works: parts of a programme, changed whole while nothing hangs on them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from luwes.collaboration.models import Indicator, Programme, ProgrammePlace
from luwes.collaboration.rules.states import ProgrammeState
from luwes.core.errors import Problem, refuse

Part = Indicator | ProgrammePlace


def reason_problems(programme: Programme, reason: str) -> list[Problem]:
    """What others have read is not changed without saying why; a draft is its writers' own."""
    if reason.strip() or programme.state == ProgrammeState.DRAFTED.value:
        return []
    return [Problem(_("Tulis alasannya."), "reason")]


def rewrite(
    row: Part, to: Mapping[str, Any], problems: Collection[Problem], *, fixed: Collection[str],
    fixed_because: str, reason: str,
) -> str | None:  # fmt: skip
    """
    The name before, where anything changed. `fixed`: what stays as it is, because of what hangs on the row.

    :raises Refused: with `problems`, for something fixed, or without a reason in a programme under way
    """
    touched = [name for name in fixed if getattr(row, name) != to[name]]
    kept = [Problem(fixed_because, name) for name in touched]
    refuse([*problems, *reason_problems(row.programme, reason), *kept])
    if all(getattr(row, name) == value for name, value in to.items()):
        return None
    before = row.name
    for name, value in to.items():
        setattr(row, name, value)
    row.save()
    return before
