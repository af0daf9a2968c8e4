"""The shifts of a post: pattern, leaders, a rota looked at and kept, and its page."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.core.tests.racing import at_once
from luwes.mobilisation import queries as incidents
from luwes.mobilisation.tests.builders import a_coordinator, a_template
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.staffing import access, grids, rosters
from luwes.staffing.actions import ending, needs, shifts
from luwes.staffing.models import Assignment, DutyPolicy, Need, NeedShift, Shift, TeamLeader
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.scene import DUTY, TODAY
from luwes.staffing.tests.test_needs import a_flood

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def tomorrow(flood: Flood) -> dict[str, Any]:
    """The need's days from tomorrow on."""
    return {
        "first_day": flood.today + timedelta(days=1),
        "last_day": flood.period.last_day,
    }


def a_pattern(flood: Flood, count: int = 3) -> None:
    shifts.set_pattern(
        need=flood.need, count=count, first=None, heads=(), on=flood.today, by=flood.officer
    )


def kept(flood: Flood, **values: Any) -> rosters.Draft:
    asked = {"need": flood.need, "now": flood.now, **tomorrow(flood), **values}
    seal = shifts.preview(**asked).seal
    return shifts.set_rota(**asked, seal=seal, by=flood.officer)


def a_crew(flood: Flood, size: int = 6) -> list[Assignment]:
    return [flood.sent("active") for _ in range(size)]


def starts(row: Assignment) -> list[datetime]:
    return [
        localtime(s.starts_at) for s in Shift.objects.filter(assignment=row).order_by("starts_at")
    ]


# ── policy and pattern ───────────────────────────────────────────────


def test_the_policy_is_a_dated_row_that_says_that_it_is_no_law(flood: Flood) -> None:
    row = DutyPolicy.objects.get()
    assert "bukan hukum" in row.source
    assert rosters.policy_on(flood.today) == row.as_policy()
    row.period = Period(row.period.start, flood.today)
    row.save()
    DutyPolicy.objects.create(
        period=Period(flood.today), shift_hours=10, rest_hours=12, running_days=5,
        running_nights=3, rotation_days=10, source="SK Kepala BPBD",
    )  # fmt: skip
    assert rosters.policy_on(flood.today).shift_hours == 10
    with pytest.raises(Refused) as refusal:
        a_pattern(flood, 2)
    assert len(refusal.value.problems) == 2  # two shifts of 12 hours


def test_heads_are_split_unless_they_are_stated(flood: Flood) -> None:
    a_pattern(flood)
    assert [slot.heads for slot in rosters.slots_of(flood.need)] == [2, 2, 2]
    shifts.set_pattern(
        need=flood.need, count=2, first=None, heads=(4, 2), on=flood.today, by=flood.officer
    )
    assert [slot.heads for slot in rosters.slots_of(flood.need)] == [4, 2]
    with pytest.raises(Refused) as refusal:
        shifts.set_pattern(
            need=flood.need, count=2, first=None, heads=(4, 2, 99), on=flood.today, by=flood.officer
        )
    assert len(refusal.value.problems) == 2


# ── keeping a rota ───────────────────────────────────────────────────


def test_a_kept_rota_gives_everybody_one_shift_and_tells_them(flood: Flood) -> None:
    a_pattern(flood)
    crew = a_crew(flood)
    shifts.set_leaders(
        need=flood.need, assignment_ids=[crew[0].pk], now=flood.now, by=flood.officer
    )
    draft = kept(flood)
    assert draft.rota.lacks == ()
    for row in crew:
        hours = {moment.hour for moment in starts(row)}
        assert len(hours) == 1
        assert len(starts(row)) == 4
    assert Message.objects.filter(kind="staffing.rota").count() == 6
    entry = Entry.objects.get(deed="staffing.rota_set")
    assert entry.details["shifts"] == 24
    assert len(draft.rota.leaderless) == 8


def test_shifts_that_began_stay_and_later_ones_are_replaced(flood: Flood) -> None:
    a_pattern(flood)
    crew = a_crew(flood)
    kept(flood)
    before = {row.pk: starts(row) for row in crew}
    # Two days later: the second of them is under way.
    midday = localtime(flood.now).replace(hour=12, minute=0) + timedelta(days=2)
    draft = kept(flood, first_day=midday.date(), now=midday)
    assert draft.rota.lacks == ()
    for row in crew:
        assert starts(row)[:1] == before[row.pk][:1]
        assert len(starts(row)) == len({moment.date() for moment in starts(row)})
    assert Shift.objects.count() == 24


def test_a_rota_looked_at_before_somebody_left_is_not_kept(flood: Flood) -> None:
    a_pattern(flood)
    crew = a_crew(flood)
    asked = {"need": flood.need, "now": flood.now, **tomorrow(flood)}
    seal = shifts.preview(**asked).seal
    crew[0].state = "withdrawn"
    crew[0].save()
    with pytest.raises(Refused, match="berubah sejak jadwal disusun"):
        shifts.set_rota(**asked, seal=seal, by=flood.officer)
    assert not Shift.objects.exists()


def test_days_out_of_the_need_and_in_the_past_are_told_together(flood: Flood) -> None:
    a_crew(flood, 1)
    with pytest.raises(Refused) as refusal:
        shifts.preview(
            need=flood.need, first_day=flood.today - timedelta(days=1),
            last_day=flood.today + timedelta(days=40), now=flood.now,
        )  # fmt: skip
    assert [p.field for p in refusal.value.problems] == ["last_day", "first_day", "first_day"]


def test_who_stops_serving_frees_the_shifts_to_come(flood: Flood) -> None:
    a_pattern(flood)
    gone, *_others = a_crew(flood)
    kept(flood)
    ending.finish(gone, flood.now)
    assert starts(gone) == []
    assert Shift.objects.count() == 20


def test_who_may_set_shifts(flood: Flood) -> None:
    stranger = a_user(Role.POST_OFFICER, scope_kind="need", scope_id=0)
    for by, may in ((flood.officer, True), (flood.coordinator, True), (stranger, False)):
        assert access.can_roster(by, flood.need) is may


def test_a_need_from_a_template_has_its_shifts() -> None:
    incident = a_flood()
    needs.state_from_template(
        template=a_template(), owner_kind="incident", owner_id=incident.pk,
        amounts=incidents.amounts(incident), period=DUTY, on=TODAY, by=a_coordinator(),
    )  # fmt: skip
    shelter = Need.objects.get(role="Pengungsian")
    assert [s.heads for s in rosters.slots_of(shelter)] == [24, 24, 24]
    assert NeedShift.objects.filter(need=shelter).count() == 3


# ── the page ─────────────────────────────────────────────────────────


def page(client: Client, flood: Flood, **query: Any) -> str:
    answer = client.get(reverse("staffing:rota", args=[flood.need.pk]), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_rota_is_composed_looked_at_and_kept(client: Client, flood: Flood) -> None:
    a_pattern(flood)
    a_crew(flood, 5)
    client.force_login(flood.officer)
    assert "Belum ada jadwal" in page(client, flood)
    days = {name: str(day) for name, day in tomorrow(flood).items()}
    text = page(client, flood, **days)
    assert "Kurang 4 tempat shift dengan orang yang ada; tidak ada susunan yang lebih" in text
    assert not Shift.objects.exists()
    seal = text.split('name="seal" value="')[1].split('"')[0]
    url = reverse("staffing:keep_rota", args=[flood.need.pk])
    assert client.post(url, {**days, "seal": seal}).status_code == 302
    assert Shift.objects.count() == 20
    assert "4 tempat shift masih kosong" in page(client, flood, dari=days["first_day"])


def test_the_page_costs_the_same_for_few_and_many(client: Client, flood: Flood) -> None:
    a_pattern(flood)
    client.force_login(flood.officer)

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            page(client, flood)
        return len(log)

    a_crew(flood, 2)
    kept(flood)
    page(client, flood)
    few = cost()
    a_crew(flood, 7)
    kept(flood)
    assert cost() == few


def test_leaders_and_pattern_are_set_on_their_pages(client: Client, flood: Flood) -> None:
    crew = a_crew(flood, 2)
    client.force_login(flood.officer)
    url = reverse("staffing:team_leaders", args=[flood.need.pk])
    assert client.post(url, {"leaders": [crew[1].pk]}).status_code == 302
    assert TeamLeader.objects.get().assignment == crew[1]
    url = reverse("staffing:shift_pattern", args=[flood.need.pk])
    assert client.post(url, {"count": 2, "first": "06.30", "heads": "4, 2"}).status_code == 302
    assert [str(row.starts) for row in NeedShift.objects.order_by("position")] == [
        "06:30:00",
        "18:30:00",
    ]
    assert client.post(url, {"count": 2, "heads": "4, x"}).status_code == 422


def test_standby_are_those_free_that_day(flood: Flood) -> None:
    a_pattern(flood)
    crew = a_crew(flood, 7)
    kept(flood)
    days = tomorrow(flood)
    grid = grids.grid(
        flood.need, list(rosters.crew(flood.need)),
        grids.stored(flood.need, days["first_day"], days["last_day"]), **days, now=flood.now,
    )  # fmt: skip
    free = {row for row in crew if not starts(row)}
    assert len(free) == 1
    assert all(set(day.standby) == free for day in grid.days)
    assert grid.lack == 0


def test_the_rota_is_taken_along_as_a_table(client: Client, flood: Flood) -> None:
    a_pattern(flood)
    a_crew(flood, 3)
    kept(flood)
    client.force_login(flood.officer)
    answer = client.get(reverse("staffing:rota_sheet", args=[flood.need.pk]), {"bentuk": "csv"})
    lines = b"".join(answer).decode().splitlines()  # type: ignore[arg-type]
    assert len(lines) == 1 + 3 + 3
    assert lines[0].startswith("\ufeffNama,NIP,Memimpin regu")
    assert any("Pagi" in line for line in lines[1:4])


@pytest.mark.django_db(transaction=True)
def test_two_officers_keep_a_rota_at_once_and_everybody_has_one_shift_a_day(flood: Flood) -> None:
    a_pattern(flood)
    crew = a_crew(flood)
    asked = {"need": flood.need, "now": flood.now, **tomorrow(flood)}
    seal, officer, coordinator = shifts.preview(**asked).seal, flood.officer, flood.coordinator
    said = at_once(
        lambda: shifts.set_rota(**asked, seal=seal, by=officer),
        lambda: shifts.set_rota(**{**asked, "need": Need.objects.get()}, seal=seal, by=coordinator),
    )
    assert said == ["", ""]
    for row in crew:
        assert len(starts(row)) == len({moment.date() for moment in starts(row)}) == 4
