"""What home units would have left on the days by which duties grow, as the planner sees it. Reads only."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.utils.translation import gettext as _

from luwes.core.errors import Problem
from luwes.core.periods import Period
from luwes.organisation.models import StaffGroup
from luwes.staffing import changes, intake, owners, queries, rules
from luwes.staffing.models import Assignment, OrderChange
from luwes_planner.instance import AWAY
from luwes_planner.proof.raw import Raw


@dataclass(frozen=True)
class Left:
    """As the rows of a plan's units; `taken`: who would stay away longer."""

    unit_name: str
    group: str
    present: int
    taken: int
    minimum: int
    is_assumption: bool

    @property
    def now(self) -> int:
        return self.present - self.taken

    @property
    def is_below(self) -> bool:
        return self.now < self.minimum


def left(rows: Sequence[Assignment], change: OrderChange, on: date) -> list[Left]:
    """Each unit and group with a minimum from which somebody would be away on the added days."""
    longer = [(row, changes.extra(row.period, change.last_day)) for row in rows]
    grown = {row.employee_id: days for row, days in longer if days is not None}
    if not grown:
        return []
    need = copy(rows[0].need)
    need.period = Period(min(d.start for d in grown.values()), next(iter(grown.values())).end)
    if rules.ahead(need.period, on) is None:
        return []
    owner = owners.owner_of(need.owner_kind, need.owner_id)
    narrowed = replace(owner, id=0, agency_ids=(change.agency_id,))
    taken = intake.freeze(narrowed, [need], {need.pk: (0, 0)}, on=on)
    return _rows(taken, {str(who) for who in grown}, on)


def _rows(taken: intake.Intake, going: set[str], on: date) -> list[Left]:
    instance = taken.instance
    people = zip(instance.people.id, instance.people.state.tolist(), strict=True)
    raw = Raw(instance)
    who = [n for n, (person, state) in enumerate(people) if person in going and state != AWAY]
    gone, minimums = raw.under(np.array(who, np.int64)), instance.presence
    touched = np.flatnonzero(gone).tolist()
    names = queries.unit_labels([int(instance.units.id[minimums.unit[n]]) for n in touched], on)
    groups = {code: (pk, name) for pk, code, name in StaffGroup.objects.values_list("pk", "code", "name")}  # fmt: skip
    found = []
    for n in touched:
        unit = int(instance.units.id[minimums.unit[n]])
        code = instance.groups[minimums.group[n]] if minimums.group[n] >= 0 else ""
        pk, name = groups.get(code, (0, ""))
        found.append(
            Left(
                names.get(unit, ""), name, int(raw.present[n]), int(gone[n]), int(minimums.minimum[n]),
                taken.assumed.get((unit, pk), False),
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.now - row.minimum, row.unit_name, row.group))


def may_override(rows: Sequence[Assignment]) -> bool:
    """Lives are saved first: only there a minimum may give way, by name and with a reason."""
    return all(row.need.tier <= rules.LIFE_SAVING for row in rows)


def problems(found: Sequence[Left], rows: Sequence[Assignment], reason: str) -> list[Problem]:
    """What stands against it; nothing where a reason is given that counts."""
    below = [row for row in found if row.is_below]
    if not below or (may_override(rows) and reason.strip()):
        return []
    told = [Problem(in_words(row)) for row in below]
    if may_override(rows):
        words = _("Tulis mengapa unit asal boleh di bawah minimum, atau tolak perpanjangannya.")
        return [*told, Problem(words, "below_minimum")]
    return [*told, Problem(_("Minimum hanya boleh dilampaui untuk kebutuhan penyelamatan jiwa; tolak perpanjangannya."))]  # fmt: skip


def in_words(row: Left) -> str:
    unit = f"{row.unit_name}, {row.group}" if row.group else row.unit_name
    words = _("%(unit)s: tinggal %(now)d orang pada hari tambahannya, padahal %(minimum)d harus tinggal.")  # fmt: skip
    return words % {"unit": unit, "now": row.now, "minimum": row.minimum}
