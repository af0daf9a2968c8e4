"""Who did not come, who stands in, orders beyond the policy, and who has not gone home."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.core.tests.racing import at_once
from luwes.notifications.models import Message
from luwes.staffing import hours, rosters, teams
from luwes.staffing.actions import absences, issue
from luwes.staffing.models import DutyOverride, Presence, Shift, ShiftAbsence, TeamLeader
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.test_swaps import a_shift


@pytest.fixture
def flood() -> Flood:
    return Flood()


def missed(flood: Flood, hour: int = 7) -> ShiftAbsence:
    """Somebody is ill for a shift of tomorrow."""
    shift = a_shift(flood, flood.sent("active"), 1, hour)
    return absences.mark_absent(shift=shift, reason="ill", now=flood.now, by=flood.officer)


def gap(flood: Flood) -> teams.Gap:
    return teams.gaps(flood.need, list(rosters.crew(flood.need)), flood.now)[0]


# ── standing in ──────────────────────────────────────────────────────


@pytest.mark.django_db
def test_standby_are_shown_by_fewest_hours_and_stand_in(flood: Flood) -> None:
    absence = missed(flood)
    rested, worked, tired = (flood.sent("active") for _ in range(3))
    a_shift(flood, worked, 2, 7)
    a_shift(flood, tired, 0, 23)
    found = gap(flood)
    assert [c.assignment for c in found.able] == [rested, worked]
    assert [c.assignment for c in found.beyond] == [tired]
    made = absences.stand_in(absence=absence, assignment=rested, now=flood.now, by=flood.officer)
    assert (made.starts_at, made.assignment) == (absence.shift.starts_at, rested)
    assert teams.gaps(flood.need, list(rosters.crew(flood.need)), flood.now) == []
    assert Message.objects.get(kind="staffing.shift").user == rested.employee.user
    with pytest.raises(Refused, match="sudah digantikan"):
        absences.stand_in(absence=absence, assignment=worked, now=flood.now, by=flood.officer)


@pytest.mark.django_db
def test_beyond_the_policy_needs_a_reason_that_stays(flood: Flood) -> None:
    absence, tired = missed(flood), flood.sent("active")
    night = a_shift(flood, tired, 0, 23)
    with pytest.raises(Refused) as refusal:
        absences.stand_in(absence=absence, assignment=tired, now=flood.now, by=flood.officer)
    assert [p.field for p in refusal.value.problems] == [None, "override_reason"]
    absences.stand_in(
        absence=absence, assignment=tired, now=flood.now, by=flood.officer,
        override_reason="Tidak ada perawat lain",
    )  # fmt: skip
    row = DutyOverride.objects.get()
    assert (row.by, row.reason) == (flood.officer, "Tidak ada perawat lain")
    assert "kurang dari 11 jam" in row.broken
    night.refresh_from_db()
    assert night.rest_minutes == 0
    assert Entry.objects.get(deed="staffing.shift_overridden").reason == row.reason


@pytest.mark.django_db
def test_no_reason_lets_anybody_serve_twice_at_once(flood: Flood) -> None:
    absence, busy = missed(flood), flood.sent("active")
    a_shift(flood, busy, 1, 9)
    with pytest.raises(Refused, match="sudah bertugas pada jam itu"):
        absences.stand_in(
            absence=absence, assignment=busy, now=flood.now, by=flood.officer, override_reason="x"
        )
    assert not DutyOverride.objects.exists()


@pytest.mark.django_db
def test_an_absence_is_said_once_and_before_the_end(flood: Flood) -> None:
    absence = missed(flood)
    with pytest.raises(Refused, match="sudah dicatat"):
        absences.mark_absent(shift=absence.shift, reason="ill", now=flood.now, by=flood.officer)
    over = a_shift(flood, flood.sent("active"), -2, 7)
    with pytest.raises(Refused) as refusal:
        absences.mark_absent(shift=over, reason="", now=flood.now, by=flood.officer)
    assert [p.field for p in refusal.value.problems] == ["reason", "shift"]


@pytest.mark.django_db
def test_who_is_called_away_in_the_middle_of_a_shift_leaves_a_place_to_stand_in(
    flood: Flood,
) -> None:
    yesterday = Period(flood.today - timedelta(days=1), flood.today + timedelta(days=3))
    row, other = flood.sent("active", period=yesterday), flood.sent("active", period=yesterday)
    shift = a_shift(flood, row, 0, 7)
    at_nine = shift.starts_at + timedelta(hours=2)
    issue.withdraw(assignment=row, reason="Anaknya sakit", now=at_nine, by=flood.coordinator)
    found = teams.gaps(flood.need, list(rosters.crew(flood.need)), at_nine)
    assert [(g.absence.shift, [c.assignment for c in g.able]) for g in found] == [(shift, [other])]


@pytest.mark.django_db
@pytest.mark.parametrize(("came", "days"), [(True, 2), (False, 1)])
def test_the_day_on_which_somebody_is_called_away_counts_if_they_were_there(
    flood: Flood, came: bool, days: int
) -> None:
    period = Period(flood.today - timedelta(days=1), flood.today + timedelta(days=3))
    row = flood.sent("active", period=period)
    if came:
        Presence.objects.create(
            assignment=row, kind="in", at=flood.now, by=flood.officer, method="officer", key=uuid4()
        )
    issue.withdraw(assignment=row, reason="Anaknya sakit", now=flood.now, by=flood.coordinator)
    row.refresh_from_db()
    assert (row.state, row.period.days, row.left_early) == ("completed", days, True)


@pytest.mark.django_db
def test_it_takes_two_taps_on_the_page(client: Client, flood: Flood) -> None:
    now = flood.now
    ill, free = flood.sent("active", name="Rina"), flood.sent("active", name="Budi")
    shift = a_shift(flood, ill, 1, 7)
    Shift.objects.filter(pk=shift.pk).update(
        starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=9),
        held=absences.shifts.held(now + timedelta(hours=1), now + timedelta(hours=9), 660),
    )  # fmt: skip
    client.force_login(flood.officer)
    page = reverse("staffing:rota", args=[flood.need.pk])
    assert "Catat tidak hadir" in client.get(page).content.decode()
    url = reverse("staffing:mark_absent", args=[flood.need.pk])
    client.post(url, {"shift": shift.pk, "reason": "silent"})
    absence = ShiftAbsence.objects.get()
    assert f'value="{absence.pk}-{free.pk}"' in client.get(page).content.decode()
    url = reverse("staffing:stand_in", args=[flood.need.pk])
    client.post(url, {"choice": f"{absence.pk}-{free.pk}"})
    assert Shift.objects.get(assignment=free).ends_at == now + timedelta(hours=9)
    assert "Shift yang ditinggalkan" not in client.get(page).content.decode()


@pytest.mark.django_db
def test_a_team_leader_sees_the_rota_and_says_who_did_not_come(
    client: Client, flood: Flood
) -> None:
    leader, mate = flood.sent("active"), flood.sent("active")
    client.force_login(leader.employee.user)
    page = reverse("staffing:rota", args=[flood.need.pk])
    assert client.get(page).status_code == 403
    TeamLeader.objects.create(assignment=leader, by=flood.officer, at=flood.now)
    text = client.get(page).content.decode()
    assert "Susun jadwal" not in text
    here, elsewhere = a_shift(flood, mate, 1, 7), a_shift(flood, mate, 3, 7)
    a_shift(flood, leader, 1, 7)
    user = leader.employee.user
    absences.mark_absent(shift=here, reason="ill", now=flood.now, by=user)
    with pytest.raises(PermissionDenied):
        absences.mark_absent(shift=elsewhere, reason="ill", now=flood.now, by=user)
    tired = flood.sent("active")
    a_shift(flood, tired, 0, 23)
    with pytest.raises(PermissionDenied):
        absences.stand_in(
            absence=here.absence, assignment=tired, now=flood.now, by=user, override_reason="x"
        )


@pytest.mark.django_db(transaction=True)
def test_two_officers_fill_one_place_once(flood: Flood) -> None:
    absence = missed(flood)
    two = [flood.sent("active") for _ in range(2)]
    officer, pk = flood.officer, absence.pk

    def order(row: object) -> None:
        found = ShiftAbsence.objects.get(pk=pk)
        absences.stand_in(absence=found, assignment=row, now=flood.now, by=officer)

    said = at_once(*(lambda r=row: order(r) for row in two))
    assert sorted(map(bool, said)) == [False, True]
    assert Shift.objects.filter(assignment__in=two).count() == 1


# ── who has not gone home ────────────────────────────────────────────


@pytest.mark.django_db
def test_a_missing_check_out_is_told_once_an_hour_after_the_end(
    client: Client, flood: Flood
) -> None:
    row = flood.sent("active", is_present=True)
    shift = a_shift(flood, row, 1, 7)
    Presence.objects.create(
        assignment=row, kind="in", at=shift.starts_at, by=flood.officer, method="qr", key=uuid4()
    )
    assert absences.alarm_missing(now=shift.ends_at + timedelta(minutes=59)) == []
    assert absences.alarm_missing(now=shift.ends_at + hours.LATE) == [shift.pk]
    assert absences.alarm_missing(now=shift.ends_at + hours.LATE) == []
    assert Message.objects.get(kind="staffing.late").user == flood.officer
    client.force_login(flood.officer)
    page = client.get(reverse("staffing:post", args=[flood.need.pk])).content.decode()
    assert "belum pulang sejak" in page


@pytest.mark.django_db
def test_who_checked_out_is_not_told_of(flood: Flood) -> None:
    row = flood.sent("active", is_present=False)
    shift = a_shift(flood, row, 1, 7)
    for kind, at in (("in", shift.starts_at), ("out", shift.ends_at)):
        Presence.objects.create(
            assignment=row, kind=kind, at=at, by=flood.officer, method="qr", key=uuid4()
        )
    assert absences.alarm_missing(now=shift.ends_at + timedelta(hours=2)) == []


# ── hours really served ──────────────────────────────────────────────


def test_hours_are_counted_between_in_and_out_and_until_now() -> None:
    start = datetime(2025, 2, 28, 20)
    hour = timedelta(hours=1)
    signs = [
        (start, True),
        (start + 3 * hour, False),
        (start + 5 * hour, True),
        (start + 6 * hour, True),
    ]
    assert hours.worked(signs, start, start + 8 * hour) == 6
    assert hours.worked(signs, start + 2 * hour, start + 8 * hour) == 4
    assert hours.worked([], start, start + hour) == 0


@pytest.mark.django_db
def test_who_is_there_longer_than_the_policy_is_shown(flood: Flood) -> None:
    long, short = (flood.sent("active", is_present=True) for _ in range(2))
    for row, back in ((long, 13), (short, 5)):
        at = flood.now - timedelta(hours=back)
        Presence.objects.create(
            assignment=row, kind="in", at=at, by=flood.officer, method="qr", key=uuid4()
        )
    found = teams.overworked(list(rosters.crew(flood.need)), flood.now)
    assert [(o.assignment, o.day) for o in found] == [(long, 13)]
