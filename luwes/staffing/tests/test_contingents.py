"""People from outside: recorded, counted against needs, changed, called off, ended."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.core.secrets import fingerprint
from luwes.core.tests.racing import at_once
from luwes.organisation.tests.builders import a_competency, a_group, a_user
from luwes.staffing import contingent_rules as rules
from luwes.staffing import outside, owners, queries, rechecking
from luwes.staffing.actions import contingent_names as names
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.actions import contingents, needs, plans
from luwes.staffing.contingent_rules import Body, Name
from luwes.staffing.models import Contingent, ContingentMember, ContingentPresence, NeedSkill
from luwes.staffing.tests import scene
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_contingent, a_draft, days

pytestmark = pytest.mark.django_db


@pytest.fixture
def flood() -> Flood:
    return Flood()


def open_now(flood: Flood) -> tuple[int, int]:
    return queries.open_heads([flood.need], flood.today)[flood.need.pk]


def count(flood: Flood, row: Contingent, present: int) -> None:
    presence.count(
        contingent=row, present=present, key=uuid4(), now=flood.now, by=flood.coordinator
    )


def why(refused: Any) -> str:
    return str(refused.value)


# ── counted against needs ────────────────────────────────────────────


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


# ── recorded and changed ─────────────────────────────────────────────


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


# ── by time ──────────────────────────────────────────────────────────


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


# ── names ────────────────────────────────────────────────────────────


def test_nobody_is_on_two_lists_on_one_day(flood: Flood) -> None:
    one = a_contingent(flood, body=Body.ARMY, name="Kodim 0421")
    other = flood.a_need("Dapur umum", desired=5)
    two = a_contingent(flood, need=other, body=Body.ARMY, name="Kodim 0410")
    names.list_names(
        now=flood.now, contingent=one, names=[Name("Serda Budi", "3198 0123")], by=flood.coordinator
    )
    with pytest.raises(Refused) as refused:
        names.list_names(
            now=flood.now,
            contingent=two,
            names=[Name("Budi S.", "31980123"), Name("Andi")],
            by=flood.coordinator,
        )
    assert "Budi S. tercatat di TNI, Kodim 0421" in why(refused)
    assert not two.members.exists()
    contingents.cancel(contingent=one, reason="x", now=flood.now, by=flood.coordinator)
    names.list_names(
        now=flood.now, contingent=two, names=[Name("Budi S.", "31980123")], by=flood.coordinator
    )


def test_days_are_not_moved_onto_another_list(flood: Flood) -> None:
    one = a_contingent(flood, name="Relawan A", period=days(flood, 0, 1))
    two = a_contingent(flood, name="Relawan B", period=days(flood, 3, 4))
    for row in (one, two):
        names.list_names(
            now=flood.now, contingent=row, names=[Name("Budi", "77")], by=flood.coordinator
        )
    with pytest.raises(Refused, match="Relawan B"):
        contingents.change(
            contingent=one, draft=a_draft(flood, name="Relawan A", period=days(flood, 0, 3)),
            now=flood.now, by=flood.coordinator,
        )  # fmt: skip
    contingents.change(
        contingent=one, draft=a_draft(flood, name="Relawan A", period=days(flood, 0, 2)),
        now=flood.now, by=flood.coordinator,
    )  # fmt: skip
    assert one.members.get().period == days(flood, 0, 2)


def test_the_database_itself_refuses_two_places(flood: Flood) -> None:
    one, two = a_contingent(flood, name="A"), a_contingent(flood, name="B")

    def listed(row: Contingent, **values: Any) -> None:
        ContingentMember.objects.create(
            contingent=row, name="Budi", mark="m", period=row.period, **values
        )

    listed(one)
    with pytest.raises(IntegrityError), transaction.atomic():
        listed(two)
    listed(two, binds=False)


def test_a_civil_servant_is_planned_and_not_counted_as_outside(flood: Flood) -> None:
    row = a_contingent(flood)
    person = flood.a_person("Dewi Anggraini")
    person.nik_hash = fingerprint("1871015505900001")
    person.save()
    with pytest.raises(Refused) as refused:
        names.list_names(
            now=flood.now, contingent=row, by=flood.coordinator,
            names=[Name("Dewi", person.nip), Name("D. Anggraini", "1871 0155 0590 0001"), Name("Eko", "5")],
        )  # fmt: skip
    assert why(refused).count("milik pegawai ASN") == 2
    assert "Eko" not in why(refused)


def test_the_list_is_no_register_of_civil_servants(
    flood: Flood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "SERVANTS_A_DAY", 2)
    row, people = a_contingent(flood, heads=9), [flood.a_person() for _ in range(3)]
    logged = Entry.objects.filter(deed="staffing.outside_civil_servants")

    def listed(*numbers: str, now: Any = None) -> str:
        with pytest.raises(Refused) as refused:
            names.list_names(
                contingent=row, names=[Name(f"Orang {number[-3:]}", number) for number in numbers],
                now=now or flood.now, by=flood.coordinator,
            )  # fmt: skip
        return why(refused)

    told = listed(*(person.nip for person in people))
    assert told.count("milik pegawai ASN; tugaskan") == 2
    assert "1 nomor lain dalam daftar ini juga milik pegawai ASN" in told
    assert logged.get().details["people"] == 3
    assert people[0].nip not in str(logged.get().details)
    for number in (people[0].nip, "187101550590000123"):  # right or wrong: no longer told
        assert "Terlalu banyak nomor pegawai ASN" in listed(number)
    assert logged.count() == 1
    names.list_names(contingent=row, names=[Name("Eko", "5")], now=flood.now, by=flood.coordinator)
    later = flood.now + timedelta(days=1, minutes=1)
    assert "milik pegawai ASN; tugaskan" in listed(people[0].nip, now=later)


def test_another_post_is_not_told_where_somebody_is_listed(flood: Flood) -> None:
    one = a_contingent(flood, body=Body.ARMY, name="Kodim 0421")
    other = flood.a_need("Dapur umum", desired=5)
    two = a_contingent(flood, need=other, body=Body.ARMY, name="Kodim 0410")
    names.list_names(contingent=one, names=[Name("Budi", "3198")], now=flood.now, by=flood.coordinator)  # fmt: skip
    stranger = a_user(Role.POST_OFFICER, scope_kind="need", scope_id=other.pk)
    with pytest.raises(Refused) as refused:
        names.list_names(contingent=two, names=[Name("B. S.", "3198")], now=flood.now, by=stranger)
    assert why(refused) == "B. S. tercatat di rombongan lain pada hari-hari itu."


def test_the_log_speaks_indonesian_whoever_presses(flood: Flood) -> None:
    with override("en"):
        row = a_contingent(flood, body=Body.VOLUNTEERS, name="Siaga")
        names.list_names(contingent=row, names=[Name("Andi")], now=flood.now, by=flood.coordinator)
    told = Entry.objects.filter(deed__startswith="staffing.outside_").order_by("pk")
    assert [entry.details["outside"] for entry in told] == ["Relawan atau organisasi, Siaga"] * 2


def test_more_names_than_heads_are_refused(flood: Flood) -> None:
    row = a_contingent(flood, heads=1)
    with pytest.raises(Refused, match="2 nama"):
        names.list_names(
            now=flood.now, contingent=row, names=[Name("A"), Name("B")], by=flood.coordinator
        )
    with pytest.raises(Refused, match="Belum ada nama"):
        names.list_names(now=flood.now, contingent=row, names=[], by=flood.coordinator)


# ── at the post ──────────────────────────────────────────────────────


def test_by_number_and_back(flood: Flood) -> None:
    row = a_contingent(flood, heads=40)
    count(flood, row, 32)
    row.refresh_from_db()
    assert (row.state, row.present, row.came) == ("here", 32, 32)
    heads = queries.heads_of([flood.need.pk], flood.today)[flood.need.pk]
    assert (heads.outside, heads.outside_at_post) == (40, 32)
    count(flood, row, 0)
    row.refresh_from_db()
    assert (row.state, row.present, row.came) == ("here", 0, 32)
    for wrong in (41, -1):
        with pytest.raises(Refused, match="antara 0 dan 40"):
            count(flood, row, wrong)


def test_the_same_press_is_counted_once(flood: Flood) -> None:
    row, key = a_contingent(flood, heads=5), uuid4()
    for _ in range(2):
        presence.count(contingent=row, present=3, key=key, now=flood.now, by=flood.coordinator)
    count(flood, row, 1)
    presence.count(contingent=row, present=3, key=key, now=flood.now, by=flood.coordinator)
    row.refresh_from_db()
    assert row.present == 1
    assert ContingentPresence.objects.count() == 2


def test_by_name_adds_up_with_the_number(flood: Flood) -> None:
    row = a_contingent(flood, heads=3)
    names.list_names(now=flood.now, contingent=row, names=[Name("Andi", "1"), Name("Budi", "2")], by=flood.coordinator)  # fmt: skip
    members = list(row.members.order_by("name"))
    roll = {"contingent": row, "now": flood.now, "by": flood.coordinator}
    assert presence.roll(deed="in", members=members, key=uuid4(), **roll) == 2
    assert presence.roll(deed="in", members=members, key=uuid4(), **roll) == 0
    assert presence.roll(deed="out", members=members[:1], key=uuid4(), **roll) == 1
    row.refresh_from_db()
    assert row.present == 1
    assert list(row.members.filter(is_present=True).values_list("name", flat=True)) == ["Budi"]
    with pytest.raises(Refused, match="Budi tercatat di pos"):
        names.drop_name(member=row.members.get(name="Budi"), by=flood.coordinator)
    count(flood, row, 0)
    assert not row.members.filter(is_present=True).exists()
    with pytest.raises(Refused):
        presence.roll(deed="in", members=[], key=uuid4(), **roll)


def rolled(flood: Flood, row: Contingent, deed: str, *who: str, key: Any = None) -> int:
    """How many are at the post after these were ticked."""
    members = list(row.members.filter(name__in=who))
    presence.roll(
        contingent=row, deed=deed, members=members, key=key or uuid4(), now=flood.now,
        by=flood.coordinator,
    )  # fmt: skip
    row.refresh_from_db()
    return row.present


def a_listed(flood: Flood, *who: str, heads: int) -> Contingent:
    row = a_contingent(flood, heads=heads)
    names.list_names(
        now=flood.now,
        contingent=row,
        names=[Name(name, f"no {name}") for name in who],
        by=flood.coordinator,
    )
    return row


FIVE = ("Andi", "Budi", "Citra", "Dewi", "Eko")


def test_whoever_is_ticked_was_counted_already(flood: Flood) -> None:
    row = a_listed(flood, *FIVE, heads=10)
    count(flood, row, 5)
    assert rolled(flood, row, "in", *FIVE) == 5
    assert row.members.filter(is_present=True).count() == 5
    assert rolled(flood, row, "out", "Andi") == 4
    assert rolled(flood, row, "in", "Andi") == 5
    assert contingents.alarm_late(now=flood.now + timedelta(hours=13)) == [row.pk]


def test_a_full_count_does_not_refuse_the_names(flood: Flood) -> None:
    row = a_listed(flood, *FIVE[:4], heads=4)
    count(flood, row, 4)
    assert rolled(flood, row, "in", *FIVE[:4]) == 4


def test_more_names_than_were_counted_add_up(flood: Flood) -> None:
    row = a_listed(flood, *FIVE, heads=10)
    count(flood, row, 3)
    assert rolled(flood, row, "in", *FIVE[:2]) == 3
    assert rolled(flood, row, "in", *FIVE[2:]) == 5
    assert row.came == 5


def test_names_cleared_by_a_lower_number_are_ticked_again(flood: Flood) -> None:
    row = a_listed(flood, *FIVE, heads=10)
    assert rolled(flood, row, "in", *FIVE) == 5
    count(flood, row, 3)
    assert not row.members.filter(is_present=True).exists()
    assert rolled(flood, row, "in", *FIVE[:3]) == 3
    assert rolled(flood, row, "in", *FIVE) == 5


def test_a_roll_sent_again_later_changes_nothing(flood: Flood) -> None:
    row, key = a_listed(flood, *FIVE, heads=10), uuid4()
    count(flood, row, 5)
    rolled(flood, row, "in", *FIVE, key=key)
    count(flood, row, 0)
    row.refresh_from_db()
    assert rolled(flood, row, "in", *FIVE, key=key) == 0
    assert not row.members.filter(is_present=True).exists()


def test_a_roll_costs_the_same_for_few_and_for_many(flood: Flood) -> None:
    people = [f"Relawan {n:02}" for n in range(50)]
    row = a_listed(flood, *people, heads=60)

    def cost(*who: str) -> int:
        members = list(row.members.filter(name__in=who))
        row.refresh_from_db()
        with CaptureQueriesContext(connection) as log:
            presence.roll(
                contingent=row, deed="in", members=members, key=uuid4(), now=flood.now,
                by=flood.coordinator,
            )  # fmt: skip
        return len(log)

    few = cost(*people[:5])
    count(flood, row, 0)
    assert cost(*people) == few
    assert few <= 16


def test_nobody_comes_before_their_days(flood: Flood) -> None:
    row = a_contingent(flood, period=days(flood, 3, 4))
    with pytest.raises(Refused, match="di luar masa tugas"):
        count(flood, row, 1)


# ── two at once ──────────────────────────────────────────────────────


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
