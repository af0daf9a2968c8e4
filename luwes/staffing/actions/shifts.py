"""The shifts of a post: its pattern, who may lead, and the rota that is kept."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.facts import announce
from luwes.staffing import access, facts, hours, owners, rosters
from luwes.staffing.actions import holding
from luwes.staffing.hours import Duty, Policy
from luwes.staffing.models import Assignment, Need, NeedShift, Shift, TeamLeader
from luwes.staffing.rosters import Draft


@transaction.atomic
def set_pattern(
    *, need: Need, count: int, first: time | None, heads: Sequence[int], on: date, by: User
) -> None:
    """
    How many shifts a day has at a post, from what hour, and how many people each wants: `heads` in
    their order, or nothing for an even part of the need's.

    :raises Refused: for shifts against the policy
    """
    require(access.can_roster(by, need))
    lock(need)
    slots = hours.standard(count, desired=need.desired, minimum=0, first=first)
    problems = []
    if count not in hours.PATTERNS:
        problems.append(Problem(_("Pilih polanya."), "count"))
    if heads and len(heads) != len(slots):
        words = _("Isi satu angka untuk setiap shift: %d angka.") % len(slots)
        problems.append(Problem(words, "heads"))
    if any(not 1 <= n <= need.desired for n in heads):
        words = _("Setiap shift 1 sampai %d orang.") % need.desired
        problems.append(Problem(words, "heads"))
    refuse([*problems, *hours.length_problems(slots, rosters.policy_on(on))])
    NeedShift.objects.filter(need=need).delete()
    NeedShift.objects.bulk_create(
        NeedShift(
            need=need, position=n, name=slot.name, starts=slot.starts, ends=slot.ends,
            heads=heads[n] if heads else None,
        )
        for n, slot in enumerate(slots)
    )  # fmt: skip
    _log(by, "staffing.pattern_set", need, shifts=len(slots))


@transaction.atomic
def set_leaders(*, need: Need, assignment_ids: Collection[int], now: datetime, by: User) -> None:
    """Who of a post may lead a team; everybody else may not."""
    require(access.can_roster(by, need))
    lock(need)
    people = set(rosters.crew(need).values_list("pk", flat=True))
    if strangers := set(assignment_ids) - people:
        refuse([Problem(_("%d orang tidak bertugas di pos ini.") % len(strangers), "leaders")])
    TeamLeader.objects.filter(assignment__need=need).exclude(
        assignment__in=list(assignment_ids)
    ).delete()
    known = TeamLeader.objects.filter(assignment__in=list(assignment_ids))
    new = set(assignment_ids) - set(known.values_list("assignment_id", flat=True))
    TeamLeader.objects.bulk_create(
        TeamLeader(assignment_id=pk, by=by, at=now) for pk in sorted(new)
    )
    _log(by, "staffing.leaders_set", need, people=len(assignment_ids))


def preview(*, need: Need, first_day: date, last_day: date, now: datetime) -> Draft:
    """
    The rota that `set_rota` would keep; writes nothing.

    :raises Refused: as it would, and when none was found in time
    """
    refuse(_problems(need, first_day, last_day, now))
    return _composed(need, first_day, last_day, now)


def _composed(need: Need, first_day: date, last_day: date, now: datetime) -> Draft:
    refuse(hours.slot_problems(rosters.slots_of(need), rosters.policy_on(first_day)))
    try:
        draft = rosters.draft(need, first_day=first_day, last_day=last_day, now=now)
    except TimeoutError:
        words = _("Jadwal belum ditemukan dalam 10 detik; coba untuk hari yang lebih sedikit.")
        raise Refused(Problem(words)) from None
    if not draft.rota.tours:
        refuse([Problem(_("Tidak ada orang yang dapat dijadwalkan pada hari-hari itu."))])
    return draft


@transaction.atomic
def set_rota(
    *, need: Need, first_day: date, last_day: date, seal: str, now: datetime, by: User
) -> Draft:
    """
    Keep the rota that somebody looked at. It replaces all shifts of the post that begin on its
    first day or later and have not begun; who served before goes on or has the day off.

    :raises Refused: for days out of the need's, without anybody to plan for, or when people or
        shifts changed since it was looked at
    """
    require(access.can_roster(by, need))
    lock(need)
    refuse(_problems(need, first_day, last_day, now))
    holding.with_person(*rosters.crew(need))
    draft = _composed(need, first_day, last_day, now)
    if draft.seal != seal:
        words = _(
            "Orang atau shift di pos ini berubah sejak jadwal disusun. Lihat susunan barunya."
        )
        refuse([Problem(words)])
    Shift.objects.filter(assignment__need=need, starts_at__gte=draft.opens_at).delete()
    rows = [
        new_shift(draft.crew[pk], duty, draft.asked.policy)
        for pk in draft.rota.tours
        for duty in draft.duties(pk)
    ]
    Shift.objects.bulk_create(rows)
    announce(facts.RotaSet(need.pk, str(first_day), tuple(draft.rota.tours), by.pk))
    missing = sum(lack.heads for lack in draft.rota.lacks)
    _log(
        by, "staffing.rota_set", need, shifts=len(rows), people=len(draft.rota.tours),
        missing=missing, first_day=str(first_day), last_day=str(last_day),
    )  # fmt: skip
    return draft


def _problems(need: Need, first_day: date, last_day: date, now: datetime) -> list[Problem]:
    found = []
    if last_day < first_day:
        found.append(Problem(_("Hari terakhir mendahului hari pertama."), "last_day"))
    elif (last_day - first_day).days >= hours.MOST_DAYS:
        words = _("Satu jadwal paling lama %d hari.") % hours.MOST_DAYS
        found.append(Problem(words, "last_day"))
    if first_day < localdate(now):
        found.append(Problem(_("Jadwal disusun mulai hari ini atau sesudahnya."), "first_day"))
    if first_day not in need.period or last_day not in need.period:
        found.append(Problem(_("Hari-hari itu di luar masa tugas pos ini."), "first_day"))
    return found


def new_shift(assignment: Assignment, duty: Duty, policy: Policy) -> Shift:
    """Not stored yet."""
    return Shift(
        assignment=assignment, employee_id=assignment.employee_id, starts_at=duty.starts_at,
        ends_at=duty.ends_at, rest_minutes=policy.rest_hours * 60,
        held=held(duty.starts_at, duty.ends_at, policy.rest_hours * 60),
    )  # fmt: skip


def held(starts_at: datetime, ends_at: datetime, rest_minutes: int) -> DateTimeTZRange:
    """A shift with the rest after it, as the database compares them."""
    return DateTimeTZRange(starts_at, ends_at + timedelta(minutes=rest_minutes), "[)")


def _log(by: User, deed: str, need: Need, **details: Any) -> None:
    owner = owners.owner_of(need.owner_kind, need.owner_id)
    audit.record(by, deed, need, chain=str(owner.agency_id), **details)
