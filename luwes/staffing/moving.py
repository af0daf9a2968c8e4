"""What has moved in the data since a plan was solved, in sentences. Reads only; it freezes anew."""

from collections.abc import Iterator
from datetime import date

import numpy as np
from django.utils.translation import ngettext

from luwes.people.models import Employee
from luwes.staffing import freezing, queries, solving, wording
from luwes.staffing.models import Plan
from luwes.ui.tags.words import number
from luwes_planner import Instance
from luwes_planner.instance import AVAILABLE


def since(plan: Plan, *, on: date) -> list[str]:
    """Empty where nothing that matters has changed, or where the inputs were not kept."""
    before = freezing.inputs_of(plan)
    if before is None:
        return []
    try:
        now = solving.inputs_today(plan, on=on)
    except solving.CannotSolve as impossible:
        return [str(impossible)]
    proposed = {str(person) for person, _need in queries.pairs_of(plan)}
    return [*_people(before, now, proposed), *_minimums(before, now, on), *_needs(before, now)]


def _available(instance: Instance) -> set[str]:
    free = np.flatnonzero(instance.people.state == AVAILABLE)
    return set(instance.people.id.at(free).to_list())


def _people(before: Instance, now: Instance, proposed: set[str]) -> Iterator[str]:
    was, free = _available(before), _available(now)
    lost = (was - free) & proposed
    if lost:
        people = Employee.objects.filter(pk__in=map(int, lost)).order_by("name", "pk")
        text = ngettext(
            "%(people)d orang yang diusulkan tidak dapat lagi ditugaskan (%(names)s).",
            "%(people)d orang yang diusulkan tidak dapat lagi ditugaskan (%(names)s).", len(lost),
        )  # fmt: skip
        yield text % {"people": len(lost), "names": wording.a_few([p.full_name for p in people])}
    if gone := was - free - proposed:
        text = ngettext("%s pegawai lain tidak lagi tersedia.", "%s pegawai lain tidak lagi tersedia.", len(gone))  # fmt: skip
        yield text % number(len(gone))
    if come := free - was:
        text = ngettext("%s pegawai kini tersedia.", "%s pegawai kini tersedia.", len(come))
        yield text % number(len(come))


def _minimums(before: Instance, now: Instance, on: date) -> Iterator[str]:
    was, are = _presence(before), _presence(now)
    changed = {unit for unit, _group in {rule for rule, _minimum in was.items() ^ are.items()}}
    if changed:
        names = queries.unit_labels([int(unit) for unit in changed], on)
        text = ngettext("Minimum %(units)d unit berubah (%(names)s).", "Minimum %(units)d unit berubah (%(names)s).", len(changed))  # fmt: skip
        yield text % {"units": len(changed), "names": wording.a_few(sorted(names.values()))}


def _presence(instance: Instance) -> dict[tuple[str, str], int]:
    rows = instance.presence
    codes = [instance.groups[g] if g >= 0 else "" for g in rows.group.tolist()]
    units = instance.units.id.at(rows.unit).to_list()
    return dict(zip(zip(units, codes, strict=True), rows.minimum.tolist(), strict=True))


def _needs(before: Instance, now: Instance) -> Iterator[str]:
    was, are = _heads(before), _heads(now)
    changed = {need for need, _heads in was.items() ^ are.items()}
    if changed:
        text = ngettext("%d kebutuhan berubah.", "%d kebutuhan berubah.", len(changed))
        yield text % len(changed)


def _heads(instance: Instance) -> dict[str, tuple[int, ...]]:
    """What each need asks; the first day moves by itself once it has begun."""
    needs = instance.needs
    columns = (needs.minimum, needs.desired, needs.tier, needs.end, needs.max_minutes)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return dict(zip(needs.id, rows, strict=True))
