"""People from outside: counted against needs, recorded, changed, ended by time, by two at once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.core.tests.racing import at_once
from luwes.organisation.tests.builders import a_competency, a_group, a_user
from luwes.staffing import contingent_rules as rules
from luwes.staffing import outside, owners, queries, rechecking
from luwes.staffing.actions import contingent_names as names
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.actions import contingents, needs, plans
from luwes.staffing.contingent_rules import Body, Name
from luwes.staffing.models import Contingent, NeedSkill
from luwes.staffing.tests import scene
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_contingent, a_draft, count, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def open_now(flood: Flood) -> tuple[int, int]:
    return queries.open_heads([flood.need], flood.today)[flood.need.pk]


# ── counted against needs ───────────────────────────────────────────────


def test_heads_from_outside_are_left_free_by_plans(flood: Flood) -> None:
    flood.sent("accepted")
    assert open_now(flood) == (1, 5)
    a_contingent(flood, heads=3)
    assert open_now(flood) == (0, 2)
    heads = queries.heads_of([flood.need.pk], flood.today)[flood.need.pk]
    assert (heads.coming, heads.outside, heads.assigned, heads.filled, heads.short) == (
        1,
        3,
        1,
        4,
        2,
    )
    room = queries.open_to("incident", flood.incident.pk, [flood.need], on=flood.today)
    assert room[flood.need.pk] == (0, 2)


@pytest.mark.parametrize("first", range(-2, 6))
@pytest.mark.parametrize("last", [3, 4, 5])
@pytest.mark.parametrize("ahead", [0, 2, 30])
def test_the_database_counts_as_the_rule_does(
    flood: Flood, first: int, last: int, ahead: int
) -> None:
    period = days(flood, first, max(first, last))
    row = Contingent.objects.create(
        need=flood.need, body="army", name="Kodim", heads=4, fitting=4, period=period,
        state="expected", key=uuid4(), recorded_at=flood.now, recorded_by=flood.coordinator,
    )  # fmt: skip
    on = flood.today + timedelta(days=ahead)
    told = rules.counted(rules.State.EXPECTED, row.fitting, period, flood.need.period, on)
    assert outside.heads([flood.need.pk], on)[flood.need.pk] == told


def test_more_heads_than_wanted_are_taken(flood: Flood) -> None:
    a_contingent(flood, heads=40)
    assert open_now(flood) == (0, 0)
    heads = queries.heads_of([flood.need.pk], flood.today)[flood.need.pk]
    assert (heads.filled, heads.short) == (40, 0)


def test_who_does_not_meet_what_is_asked_is_shown_and_not_counted(flood: Flood) -> None:
    flood.need.groups.add(a_group("perawat"))
    row = a_contingent(flood, heads=3, fits=False)
    assert (row.fitting, row.helpers) == (0, 3)
    assert open_now(flood) == (2, 6)
    contingents.change(
        contingent=row, draft=a_draft(flood, heads=3, fits=True), now=flood.now,
        by=flood.coordinator,
    )  # fmt: skip
    assert open_now(flood) == (0, 3)


def test_a_list_with_certificates_shows_that_they_fit(flood: Flood) -> None:
    skill = flood.skill
    row = a_contingent(flood, heads=3, fits=False)
    other = a_competency("dapur", "Dapur umum")
    names.list_names(
        now=flood.now, contingent=row, by=flood.coordinator,
        names=[
            Name("Sari", "1", skill.competency_id, "BTCLS 12/2024"),
            Name("Budi", "2", skill.competency_id),  # claimed without a certificate
            Name("Dewi", "3", other.pk, "77"),
        ],
    )  # fmt: skip
    row.refresh_from_db()
    assert row.fitting == 1
    assert open_now(flood) == (1, 5)
    names.drop_name(member=row.members.get(name="Sari"), by=flood.coordinator)
    row.refresh_from_db()
    assert row.fitting == 0
    NeedSkill.objects.create(need=flood.need, competency=other, level=1)
    assert not row.says_so


def test_called_off_or_gone_early_the_places_are_open_again(flood: Flood) -> None:
    row, other = a_contingent(flood, heads=3), a_contingent(flood, heads=2, name="Relawan Siaga")
    assert open_now(flood) == (0, 1)
    contingents.cancel(contingent=row, reason="Kapal batal", now=flood.now, by=flood.coordinator)
    assert open_now(flood) == (0, 4)
    count(flood, other, 2)
    with pytest.raises(Refused, match="sebelum waktunya"):
        contingents.end(contingent=other, reason="", now=flood.now, by=flood.coordinator)
    contingents.end(contingent=other, reason="Ditarik", now=flood.now, by=flood.coordinator)
    other.refresh_from_db()
    assert (other.state, other.present, other.came) == ("done", 0, 2)
    assert other.period == Period(flood.today, flood.today + timedelta(days=1))
    assert open_now(flood) == (2, 6)


def test_fewer_come_than_were_said(flood: Flood) -> None:
    row = a_contingent(flood, heads=5)
    count(flood, row, 3)
    with pytest.raises(Refused, match="3 orang sedang di pos"):
        contingents.keep(contingent=row, heads=2, reason="x", by=flood.coordinator)
    contingents.keep(contingent=row, heads=3, reason="Dua sakit", by=flood.coordinator)
    row.refresh_from_db()
    assert (row.heads, row.fitting) == (3, 3)
    assert open_now(flood) == (0, 3)


def test_a_plan_that_would_overfill_says_so(flood: Flood) -> None:
    scenery = scene.a_scene()
    scenery.people(scenery.unit(), 3)
    need = scenery.need(minimum=2)
    plan = scenery.submitted()
    on = scene.TODAY
    draft = rules.Draft(Body.ARMY, "Kodim", 1, need.period, fits=True)
    contingents.record(need=need, draft=draft, key=uuid4(), now=scene.NOW, by=scenery.coordinator)
    owner = owners.owner_of("incident", scenery.incident.pk)
    lines = list(plan.lines.select_related("need__area", "employee").order_by("employee_id"))
    assert len(lines) == 2
    told = [row.words for row in rechecking.recheck(plan, owner, lines, on=on).broken]
    assert any("kini diminta 1 orang" in words and "Unsur luar ASN mengisi 1" in words for words in told)  # fmt: skip


def test_a_plan_asks_for_nobody_whom_others_replace(flood: Flood) -> None:
    scenery = scene.a_scene()
    scenery.people(scenery.unit(), 3)
    need = scenery.need(minimum=2)
    draft = rules.Draft(Body.ARMY, "Kodim", 1, need.period, fits=True)
    record = {"need": need, "now": scene.NOW, "by": scenery.coordinator}
    contingents.record(draft=draft, key=uuid4(), **record)
    assert scenery.solved().lines.count() == 1
    plans.discard(
        plan=queries.under_way("incident", scenery.incident.pk), reason="x", by=scenery.coordinator
    )
    draft = rules.Draft(Body.POLICE, "Polsek", 1, need.period, fits=True)
    contingents.record(draft=draft, key=uuid4(), **record)
    with pytest.raises(Refused):
        scenery.drafted()


def test_a_need_with_people_from_outside_is_not_removed(flood: Flood) -> None:
    row = a_contingent(flood)
    with pytest.raises(Refused, match="Unsur luar ASN tercatat"):
        needs.cancel_need(need=flood.need, reason="x", by=flood.coordinator)
    contingents.cancel(contingent=row, reason="x", now=flood.now, by=flood.coordinator)
    needs.cancel_need(need=flood.need, reason="x", by=flood.coordinator)
    with pytest.raises(Refused, match="sudah dihapus"):
        a_contingent(flood)


# ── recorded and changed ────────────────────────────────────────────────


def test_one_press_sent_twice_is_written_once(flood: Flood) -> None:
    record = {"need": flood.need, "draft": a_draft(flood), "key": uuid4(), "now": flood.now}
    first = contingents.record(**record, by=flood.coordinator)
    assert contingents.record(**record, by=flood.coordinator) == first
    assert Entry.objects.filter(deed="staffing.outside_recorded").count() == 1


def test_a_key_of_another_need_is_no_answer(flood: Flood) -> None:
    key = uuid4()
    record = {"draft": a_draft(flood), "key": key, "now": flood.now, "by": flood.coordinator}
    first = contingents.record(need=flood.need, **record)
    second = contingents.record(need=flood.a_need("Dapur umum"), **record)
    assert first != second


def test_the_same_body_is_not_recorded_twice(flood: Flood) -> None:
    a_contingent(flood, name="PMI Kota Bandar Lampung")
    with pytest.raises(Refused, match="sudah dicatat"):
        a_contingent(flood, name="pmi kota  Bandar lampung")
    a_contingent(flood, name="PMI Kota Bandar Lampung", body=Body.OTHER)


def test_a_stranger_records_nobody(flood: Flood) -> None:
    for by in (a_user(), a_user(Role.POST_OFFICER, scope_kind="need", scope_id=flood.a_need().pk)):
        with pytest.raises(PermissionDenied):
            contingents.record(
                need=flood.need, draft=a_draft(flood), key=uuid4(), now=flood.now, by=by
            )
    row = a_contingent(flood)
    for deed in (
        lambda: contingents.give_link(contingent=row, by=a_user()),
        lambda: contingents.cancel(contingent=row, reason="x", now=flood.now, by=a_user()),
        lambda: names.list_names(now=flood.now, contingent=row, names=[Name("A")], by=a_user()),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_the_leader_and_numbers_are_sealed_and_out_of_the_log(flood: Flood) -> None:
    row = a_contingent(flood, leader="Suharti", leader_phone="0812 0000 111")
    names.list_names(
        now=flood.now, contingent=row, names=[Name("Budi", "3198777")], by=flood.coordinator
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT leader, leader_phone FROM staffing_contingent")
        told = str(cursor.fetchall())
        cursor.execute("SELECT number FROM staffing_contingentmember")
        told += str(cursor.fetchall())
    told += str(list(Entry.objects.values_list("details", flat=True)))
    assert "Suharti" not in told
    assert "0812" not in told
    assert "3198777" not in told


def test_what_is_over_is_not_changed(flood: Flood) -> None:
    row = a_contingent(flood)
    contingents.cancel(contingent=row, reason="x", now=flood.now, by=flood.coordinator)
    for deed in (
        lambda: contingents.change(
            contingent=row, draft=a_draft(flood), now=flood.now, by=flood.coordinator
        ),
        lambda: contingents.keep(contingent=row, heads=1, reason="x", by=flood.coordinator),
        lambda: contingents.end(contingent=row, reason="x", now=flood.now, by=flood.coordinator),
        lambda: contingents.give_link(contingent=row, by=flood.coordinator),
        lambda: count(flood, row, 1),
        lambda: names.list_names(
            now=flood.now, contingent=row, names=[Name("A")], by=flood.coordinator
        ),
    ):
        with pytest.raises(Refused, match="sudah batal"):
            deed()


# ── by time ─────────────────────────────────────────────────────────────


def test_by_time_who_came_is_done_and_who_never_came_fills_nothing(flood: Flood) -> None:
    came, never = a_contingent(flood, heads=3), a_contingent(flood, heads=2, name="Relawan Siaga")
    count(flood, came, 2)
    later = flood.now + timedelta(days=7)
    on = flood.today + timedelta(days=7)
    assert contingents.end_by_time(now=later, on=on) == [came.pk, never.pk]
    assert contingents.end_by_time(now=later, on=on) == []
    came.refresh_from_db()
    never.refresh_from_db()
    assert (came.state, came.fitting, came.present, never.state) == ("done", 2, 0, "cancelled")
    assert outside.heads([flood.need.pk], on)[flood.need.pk] == 2


def test_nobody_is_there_longer_than_the_policy_without_an_alarm(flood: Flood) -> None:
    row = a_contingent(flood)
    count(flood, row, 2)
    assert contingents.alarm_late(now=flood.now + timedelta(hours=11)) == []
    late = flood.now + timedelta(hours=13)
    assert contingents.alarm_late(now=late) == [row.pk]
    assert contingents.alarm_late(now=late) == []
    row.refresh_from_db()
    count(flood, row, 0)
    row.refresh_from_db()
    assert (row.alarmed_at, row.present_since) == (None, None)


# ── two at once ─────────────────────────────────────────────────────────


@pytest.mark.django_db(transaction=True)
def test_two_at_once_list_somebody_once() -> None:
    flood = Flood()
    rows = [a_contingent(flood, name=f"Relawan {n}") for n in range(4)]
    by = flood.coordinator

    def officer(row: Contingent) -> None:
        names.list_names(now=flood.now, contingent=row, names=[Name("Budi", "77")], by=by)

    said = at_once(*(lambda row=row: officer(row) for row in rows))
    assert [bool(words) for words in sorted(said)] == [False, True, True, True]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_record_a_body_once_and_count_one_press() -> None:
    flood = Flood()
    need, by, key = flood.need, flood.coordinator, uuid4()
    draft = a_draft(flood)

    def officer(own: Any) -> None:
        contingents.record(need=type(need).objects.get(pk=need.pk), draft=draft, key=own, now=flood.now, by=by)  # fmt: skip

    said = at_once(*(lambda k=k: officer(k) for k in (key, key, uuid4(), uuid4())))
    row = Contingent.objects.get()
    assert sum(bool(words) for words in said) >= 2

    def press() -> None:
        presence.count(contingent=Contingent.objects.get(), present=2, key=key, now=flood.now, by=by)  # fmt: skip

    at_once(press, press, press)
    row.refresh_from_db()
    assert (row.present, row.presences.count()) == (2, 1)
