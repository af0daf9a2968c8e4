"""Shifts of the fortnight and who comes to them: late, by phone or the officer's roll, or not at all."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import UUID

from luwes.core.errors import Refused
from luwes.demo.fortnight import KIND, Fortnight
from luwes.staffing import hours, rosters, teams
from luwes.staffing.actions import absences, field, shifts
from luwes.staffing.actions import swaps as swap_actions
from luwes.staffing.belated import Position
from luwes.staffing.models import ABSENCE_LABELS, Assignment, Need, Shift

RUNNING = ("ordered", "accepted", "active")


def catch_up(told: Fortnight) -> None:
    """What happened at the posts since it was looked at last, in the order in which it happened."""
    since, told.seen_until = told.seen_until, told.at
    rows = Shift.objects.filter(
        assignment__need__owner_kind=KIND, assignment__need__owner_id=told.incident.pk,
        starts_at__lte=told.at, ends_at__gt=since,
    ).select_related("assignment__employee__user", "assignment__need", "assignment__home_unit")  # fmt: skip
    for at, kind, shift in sorted(
        _events(told, list(rows), since), key=lambda e: (e[0], e[1], e[2].pk)
    ):
        known = Shift.objects.filter(pk=shift.pk).select_related(
            "assignment__employee__user", "assignment__need", "assignment__home_unit"
        )
        now = known.first()  # a swap or an illness may have moved it meanwhile
        if now and now.assignment.state in RUNNING:
            (_leaves if kind == "out" else _comes)(told, now, min(at, told.at))
    _arrive_without_shifts(told)


def _events(
    told: Fortnight, rows: list[Shift], since: datetime
) -> Iterator[tuple[datetime, str, Shift]]:
    for shift in sorted(rows, key=lambda row: row.pk):
        if since < shift.starts_at <= told.at:
            yield shift.starts_at + timedelta(minutes=told.chance.randint(-20, 25)), "in", shift
        if since < shift.ends_at <= told.at:
            yield shift.ends_at + timedelta(minutes=told.chance.randint(0, 40)), "out", shift


def _comes(told: Fortnight, shift: Shift, at: datetime) -> None:
    row = shift.assignment
    if told.happens(0.05):
        _stays_away(told, shift)
    elif row.state == "ordered" or told.happens(0.6):
        told.attempt(
            "hadir di buku pos",
            field.check_in_by_officer,
            assignment=row,
            key=_key(told),
            at=at,
            by=told.officer,
        )
    else:
        where = Position(-5.7 + told.chance.random() / 50, 105.6, told.chance.randint(5, 80))
        told.attempt(
            "hadir lewat ponsel",
            field.check_in_by_position,
            assignment=row,
            position=where if told.happens(0.9) else None,
            key=_key(told),
            at=at,
            by=told.account(row),
        )


def _stays_away(told: Fortnight, shift: Shift) -> None:
    """Somebody else of the post stands in, if the hours allow it; else now and then beyond them."""
    if not told.attempt(
        "tidak hadir",
        absences.mark_absent,
        shift=shift,
        reason=told.chance.choice(sorted(ABSENCE_LABELS)),
        now=told.at,
        by=told.officer,
    ):
        return
    need = shift.assignment.need
    for gap in teams.gaps(need, list(rosters.crew(need)), told.at):
        able = gap.able or (gap.beyond if told.happens(0.3) else ())
        if able:
            told.attempt(
                "digantikan",
                absences.stand_in,
                absence=gap.absence,
                assignment=able[0].assignment,
                now=told.at,
                by=told.lead,
                override_reason="" if gap.able else "Tidak ada orang lain",
            )


def _leaves(told: Fortnight, shift: Shift, at: datetime) -> None:
    row = shift.assignment
    if row.is_present and told.happens(0.97):
        told.attempt(
            "pulang", field.check_out, assignment=row, key=_key(told), at=at, by=told.officer
        )


def _arrive_without_shifts(told: Fortnight) -> None:
    """Posts without a rota: whoever accepted comes on the first day and stays."""
    for row in told.assignments("accepted"):
        if told.today in row.period and not row.shifts.exists() and told.happens(0.9):
            told.attempt(
                "tiba",
                field.check_in_by_officer,
                assignment=row,
                key=_key(told),
                at=told.at,
                by=told.officer,
            )


def _key(told: Fortnight) -> UUID:
    return UUID(int=told.chance.getrandbits(128))


# ── rotas and swaps ──────────────────────────────────────────────────


def make_rotas(told: Fortnight) -> None:
    """From tomorrow on, wherever people came or went since the last rota."""
    tomorrow = told.today + timedelta(days=1)
    for need in told.needs():
        crew = list(rosters.crew(need))
        if not crew or tomorrow not in need.period:
            continue
        if not need.shift_pattern.exists():
            count = told.chance.choice([n for n in hours.PATTERNS if n <= min(3, need.desired)])
            told.attempt(
                "pola shift",
                shifts.set_pattern,
                need=need,
                count=count,
                first=time(7) if count > 1 else None,
                heads=[],
                on=told.today,
                by=told.lead,
            )
            told.attempt(
                "ketua regu",
                shifts.set_leaders,
                need=need,
                assignment_ids=[row.pk for row in crew[:2]],
                now=told.at,
                by=told.lead,
            )
        if _is_unplanned(crew, need):
            told.attempt("jadwal", _set_rota, told, need)


def _is_unplanned(crew: list[Assignment], need: Need) -> bool:
    planned = Shift.objects.filter(assignment__need=need).values_list("assignment_id", flat=True)
    return {row.pk for row in crew} - set(planned) != set()


def _set_rota(told: Fortnight, need: Need) -> None:
    first = told.today + timedelta(days=1)
    last = need.period.last_day
    assert last
    days = {"first_day": first, "last_day": last, "now": told.at}
    draft = shifts.preview(need=need, **days)
    shifts.set_rota(need=need, seal=draft.seal, by=told.lead, **days)


def swap_some(told: Fortnight) -> None:
    """Two of a post change places; mostly the rules let them."""
    rows = Shift.objects.filter(
        assignment__need__owner_kind=KIND, assignment__need__owner_id=told.incident.pk,
        starts_at__gt=told.at + timedelta(hours=6), assignment__state__in=["accepted", "active"],
    ).select_related("assignment__need", "assignment__employee__user")  # fmt: skip
    for shift in told.some(list(rows.order_by("pk")), 3):
        others = [
            row for row in rosters.crew(shift.assignment.need) if row.pk != shift.assignment_id
        ]
        if others:
            told.attempt("tukar shift", _swap, told, shift, told.chance.choice(others))


def _swap(told: Fortnight, shift: Shift, other: Assignment) -> None:
    other = Assignment.objects.select_related("employee__user", "need").get(pk=other.pk)
    swap = swap_actions.ask(
        shift=shift, other=other, wanted=None, now=told.at, by=told.account(shift.assignment)
    )
    try:
        swap_actions.agree(swap=swap, now=told.at, by=told.account(other))
        swap_actions.consent(swap=swap, now=told.at, by=told.lead)
    except Refused:
        swap_actions.withdraw(swap=swap, now=told.at, by=told.account(shift.assignment))
        raise
