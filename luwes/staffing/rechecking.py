"""A decided plan looked at once more with today's data, just before it is issued. Reads only."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.core.periods import Period
from luwes.organisation.models import UnitShape
from luwes.people.rules import DEPLOYABLE_STANDINGS, Deployability
from luwes.staffing import (
    declarations,
    dispensations,
    explaining,
    intake,
    orders,
    outside,
    owners,
    queries,
    rules,
    wording,
)
from luwes.staffing.models import Need, Plan, PlanLine, PlanUnit
from luwes.staffing.owners import Owner
from luwes_planner import Instance
from luwes_planner.instance import AVAILABLE, AWAY, Rules
from luwes_planner.proof.raw import Raw

Row = dict[str, Any]


@dataclass(frozen=True)
class Broken:
    """What forbids to issue a plan, in a sentence; with the unit or the need it is about, if any."""

    words: str
    unit_id: int | None = None
    need_id: int | None = None
    name: str = ""

    @property
    def is_of_all(self) -> bool:
        return self.unit_id is None and self.need_id is None


@dataclass(frozen=True)
class Recheck:
    """
    Who may be ordered, and what has changed since the plan was solved.

    `dropped`: people who can't go any more, each with the reason; the rest goes without them.
    `broken`: what forbids to issue the rest.
    """

    good: list[PlanLine]
    dropped: list[Row]
    broken: list[Broken]

    def in_short(self) -> str:
        """Why nothing is issued: counted, a few units and needs named, and nobody by name."""
        # by id: one unit may break two rules, and two may share a name
        units = list({row.unit_id: row.name for row in self.broken if row.unit_id}.values())
        needs = list({row.need_id: row.name for row in self.broken if row.need_id}.values())
        parts = []
        if needs:
            text = ngettext("%(count)d kebutuhan berubah (%(names)s)", "%(count)d kebutuhan berubah (%(names)s)", len(needs))  # fmt: skip
            parts.append(text % {"count": len(needs), "names": wording.a_few(needs)})
        if units:
            text = ngettext("%(count)d unit akan di bawah minimumnya (%(names)s)", "%(count)d unit akan di bawah minimumnya (%(names)s)", len(units))  # fmt: skip
            parts.append(text % {"count": len(units), "names": wording.a_few(units)})
        if self.dropped:
            text = ngettext("%d orang tidak dapat lagi ditugaskan", "%d orang tidak dapat lagi ditugaskan", len(self.dropped))  # fmt: skip
            parts.append(text % len(self.dropped))
        head = _("Keadaan berubah sejak rencana ini disusun")
        told = f"{head}: {'; '.join(parts)}." if parts else f"{head}."
        return " ".join([told, *(row.words for row in self.broken if row.is_of_all)])


def recheck(plan: Plan, owner: Owner, lines: list[PlanLine], *, on: date) -> Recheck:
    """
    :param lines: with need and employee, in order of employee
    """
    wanted = {line.need_id for line in lines}
    every = queries.needs_of(plan.owner_kind, plan.owner_id)
    needs = queries.ahead(every.filter(pk__in=wanted), on)
    stated = {need.pk for need in needs}
    why_not = _not_free(owner, lines, on)
    for line in lines:
        if rules.ahead(line.need.period, on) is None:
            why_not[line.pk] = _("masa tugasnya sudah lewat")
        elif line.need_id not in stated:
            why_not[line.pk] = _("kebutuhannya dibatalkan")
    taken = _frozen(owner, lines, needs, on) if needs else None
    chosen, ordinary = owners.is_by_choice(owner.kind), owners.is_ordinary(owner.kind)
    if taken:
        why_not = {
            **_unfit(taken.instance, lines, on),
            **_left(taken, lines, chosen, on),
            **why_not,
        }
    good = [line for line in lines if line.pk not in why_not]
    dropped = [
        {"employee": line.employee_id, "need": line.need_id, "why": why_not[line.pk]}
        for line in lines
        if line.pk in why_not
    ]
    against = [*owners.problems_of(owner), *owners.ground_problems(owner, on)]
    broken = [Broken(problem.message) for problem in against]
    broken += [*_changed(plan, needs), *_too_many(plan, good, needs, on)]
    if taken:
        away = [line for line in good if not ordinary or line.need.load == rules.FULL]
        broken += _presence(plan, taken.instance, away, on)
    if lines and not good:
        broken.append(Broken(_("Tidak seorang pun dari rencana ini masih dapat ditugaskan.")))
    return Recheck(good, dropped, broken)


@dataclass(frozen=True)
class Expiry:
    """
    What has moved since a plan was solved, a sentence each: who would be left out when it is issued,
    and what forbids to order the rest as it stands.
    """

    left_out: list[str]
    forbids: list[str]


def expiry(
    plan: Plan, *, on: date, agency_id: int | None = None, returned: Collection[int] = ()
) -> Expiry:
    """Of a plan, or of one government's part of it without the needs returned."""
    rows = queries.going(plan.pk).exclude(need_id__in=returned)
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    lines = queries.to_order(rows)
    if not lines:
        return Expiry([], [])
    owner = owners.owner_of(plan.owner_kind, plan.owner_id)
    found = recheck(plan, owner, lines, on=on)
    people = {line.employee_id: line.employee.full_name for line in lines}
    left_out = [f"{people[row['employee']]}: {row['why']}." for row in found.dropped]
    return Expiry(left_out, [row.words for row in found.broken])


def _frozen(owner: Owner, lines: list[PlanLine], needs: list[Need], on: date) -> intake.Intake:
    """The planner's view of the governments concerned; pins and exclusions were obeyed then."""
    narrowed = replace(
        owner, id=0, members=(), agency_ids=tuple({line.agency_id for line in lines})
    )
    heads = {need.pk: (0, need.desired) for need in needs}
    return intake.freeze(narrowed, needs, heads, on=on)


def _not_free(owner: Owner, lines: list[PlanLine], on: date) -> dict[int, str]:
    """Whoever went on leave, was assigned elsewhere or is barred meanwhile, by line."""
    ordinary = owners.is_ordinary(owner.kind)
    people = [line.employee_id for line in lines]
    carried = {
        load: queries.loads(queries.carrying(owner.kind, load).filter(employee_id__in=people))
        for load in {line.need.load for line in lines}
    }
    away, struck = orders.leave_of(people), dispensations.periods_of(people)
    whole = _whole([line.need.period for line in lines]) if lines else None
    barred = owners.barred(owner, whole, people) if whole else {}
    found = {}
    for line in lines:
        period = rules.ahead(line.need.period, on) or line.need.period
        load = rules.peak(carried[line.need.load].get(line.employee_id, ()), period)
        beside_work = ordinary and line.need.load < rules.FULL
        if not beside_work and any(
            when.overlaps(period) for when in away.get(line.employee_id, [])
        ):
            found[line.pk] = _("sedang cuti")
        elif any(when.overlaps(period) for when in struck.get(line.employee_id, [])):
            found[line.pk] = _("mendapat dispensasi karena terdampak")
        elif load + line.need.load > 100:
            found[line.pk] = _("sudah ditugaskan di tempat lain")
        elif line.employee_id in barred:
            found[line.pk] = barred[line.employee_id]
    return found


def _whole(periods: Collection[Period]) -> Period:
    """From the first day of any of them to the last."""
    ends = [period.end for period in periods]
    return Period(min(p.start for p in periods), max(e for e in ends if e) if all(ends) else None)


def _left(taken: intake.Intake, lines: list[PlanLine], chosen: bool, on: date) -> dict[int, str]:
    """
    Whoever no longer serves where the plan took them from, by line. That somebody asks not to be sent
    is said of emergencies, not of work for which they were chosen.
    """
    found = {}
    stated = declarations.left_out([line.employee_id for line in lines], on)
    for line in lines:
        person, home = line.employee, taken.home.get(line.employee_id)
        if home is None:
            found[line.pk] = _("tidak lagi memegang jabatan")
        elif home[0] != line.unit_id:
            found[line.pk] = _("sudah pindah unit")
        elif person.legal_standing.lstrip("0") not in DEPLOYABLE_STANDINGS or person.missing_since:
            found[line.pk] = _("tidak lagi aktif")
        elif not chosen and (
            person.deployability == Deployability.HOME_ONLY.value or person.pk in stated
        ):
            found[line.pk] = wording.own_statement()
    return found


def _unfit(instance: Instance, lines: list[PlanLine], on: date) -> dict[int, str]:
    """Whoever no longer meets what the need asks as it stands today, by line."""
    people = instance.people
    everybody_free = np.full(len(people.id), AVAILABLE)
    instance = replace(instance, people=replace(people, state=everybody_free), rules=_no_rules())
    raw = Raw(instance)
    rows, needs = ({key: n for n, key in enumerate(ids)} for ids in (people.id, instance.needs.id))
    known = [
        (line, rows[str(line.employee_id)], needs[str(line.need_id)])
        for line in lines
        if str(line.employee_id) in rows and str(line.need_id) in needs
    ]
    who, where = (np.array([row[n] for row in known], np.int64) for n in (1, 2))
    minutes = raw.minutes(people.place[who], instance.needs.place[where]).tolist()
    unfit = [
        line
        for (line, person, need), minute in zip(known, minutes, strict=True)
        if raw.broken(person, need, minute)
    ]
    if not unfit:
        return {}
    names, found = wording.Names(on).learn(), {}
    for line in unfit:
        first, *_others = explaining.obstacles(instance, line.employee_id, line.need_id)
        found[line.pk] = wording.in_words(first, names, line.employee, line.need).rstrip(".")
    return found


def _no_rules() -> Rules:
    none = np.zeros(0, np.int64)
    return Rules(none, none, none.astype(bool), none)


def _changed(plan: Plan, needs: list[Need]) -> Iterator[Broken]:
    for need in queries.changed_since(plan, needs):
        yield Broken(
            _("%s: masa tugas atau syaratnya berubah.") % need, need_id=need.pk, name=str(need)
        )


def _too_many(plan: Plan, lines: list[PlanLine], needs: list[Need], on: date) -> Iterator[Broken]:
    heads: dict[int, int] = defaultdict(int)
    for line in lines:
        heads[line.need_id] += 1
    room = queries.open_to(
        plan.owner_kind, plan.owner_id, needs, on=on, counts_promised=plan.counts_promised
    )
    others = outside.heads([need.pk for need in needs], on)
    for need in needs:
        if heads[need.pk] > room[need.pk][1]:
            words = _("%(need)s: kini diminta %(asked)d orang, rencana mengirim %(sent)d.") % {
                "need": need, "asked": room[need.pk][1], "sent": heads[need.pk]
            }  # fmt: skip
            if others[need.pk]:
                words += " " + _("Unsur luar ASN mengisi %d orang di sana.") % others[need.pk]
            yield Broken(words, need_id=need.pk, name=str(need))


def _presence(plan: Plan, instance: Instance, lines: list[PlanLine], on: date) -> Iterator[Broken]:
    """Every unit that would be left with fewer people than must stay, and what it had before."""
    people, sent = instance.people, {str(line.employee_id) for line in lines}
    present_now = zip(people.id, people.state.tolist(), strict=True)
    going = [n for n, (who, state) in enumerate(present_now) if who in sent and state != AWAY]
    raw = Raw(instance)
    gone, presence = raw.under(np.array(going, np.int64)), instance.presence
    broken = []
    for row in np.flatnonzero(gone > np.maximum(0, raw.present - presence.minimum)).tolist():
        code = instance.groups[presence.group[row]] if presence.group[row] >= 0 else ""
        unit = int(instance.units.id[presence.unit[row]])
        broken.append((unit, code, int(raw.present[row]), int(presence.minimum[row])))
    if not broken:
        return
    names = dict(
        UnitShape.objects.filter(unit_id__in={row[0] for row in broken}, period__contains=on)
        .values_list("unit_id", "name")
    )  # fmt: skip
    before = _before(plan)
    for unit_id, code, present, minimum in broken:
        had, taken = before.get((unit_id, code), (present, len(lines)))
        name = names.get(unit_id, str(unit_id))
        words = _(
            "%(unit)s: %(had)d orang hadir saat rencana disusun, kini %(present)d; "
            "%(taken)d orang ditugaskan, padahal %(minimum)d harus tinggal."
        ) % {
            "unit": name, "had": had, "present": present, "taken": taken, "minimum": minimum,
        }  # fmt: skip
        yield Broken(words, unit_id=unit_id, name=name)


def _before(plan: Plan) -> dict[tuple[int, str], tuple[int, int]]:
    rows = PlanUnit.objects.filter(plan=plan).select_related("group")
    return {
        (row.unit_id, row.group.code if row.group else ""): (row.present, row.taken) for row in rows
    }
