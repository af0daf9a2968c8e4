"""Orders that were issued: extended, shortened, moved, relieved, returned; each by its own letter."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import access as letters_access
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.letters.standing import standing
from luwes.mobilisation.models import EmergencyStatus
from luwes.notifications.models import Message
from luwes.organisation.models import MinimumPresence
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.models import Employee
from luwes.staffing import amending, changes, extending, queries
from luwes.staffing.actions import answers, issue
from luwes.staffing.actions import changes as actions
from luwes.staffing.actions import field as duty
from luwes.staffing.models import (
    ApprovalLimit,
    Assignment,
    ChangedOrder,
    Need,
    OrderChange,
    Plan,
    PlanRule,
)
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene, an_incident

pytestmark = pytest.mark.django_db

LONGER, SHORTER = date(2025, 3, 6), date(2025, 2, 27)


@pytest.fixture
def scene() -> Scene:
    made = a_scene()
    made.people(made.unit(), 4)
    made.need(minimum=2, desired=2)
    return made


def serving(scene: Scene) -> list[Assignment]:
    scene.issued()
    scene.serving(Plan.objects.get())
    return list(Assignment.objects.order_by("employee_id"))


def amend(scene: Scene, rows: list[Assignment], **values: Any) -> list[OrderChange]:
    told = {"reason": "Air belum surut.", "now": NOW, "on": TODAY, "by": scene.coordinator}
    return actions.amend(assignments=rows, **(told | values))


def approve(scene: Scene, change: OrderChange, **values: Any) -> None:
    told = {"approve": True, "answer": "", "now": NOW, "on": TODAY, "by": scene.decider}
    actions.decide(change=change, **(told | values))


def relieve(scene: Scene, rows: list[Assignment], last_day: date = SHORTER, **values: Any) -> None:
    told = {"because": changes.Because.ROTATION, "now": NOW, "on": TODAY, "by": scene.coordinator}
    actions.relieve(assignments=rows, last_day=last_day, **(told | values))


def said(letter: Letter) -> str:
    content = letter.as_content()
    return " ".join([*content.get("considering", []), *content["basis"], *content["orders"]])


# ── longer: a new act of the lending government ──────────────────────


def test_an_extension_waits_for_the_lending_government_and_then_has_its_letter(scene: Scene) -> None:  # fmt: skip
    row, _other = serving(scene)
    assert row.letter
    (change,) = amend(scene, [row], last_day=LONGER)
    row.refresh_from_db()
    assert (change.state, row.period) == ("waiting", DUTY)
    assert not Letter.objects.filter(kind="amendment").exists()
    assert Message.objects.filter(kind="staffing.change_asked", user=scene.decider).exists()
    approve(scene, change)
    row.refresh_from_db()
    letter = Letter.objects.get(kind="amendment")
    assert row.period == Period(DUTY.start, LONGER + timedelta(days=1))
    assert letter.amends == row.letter
    assert letter.as_content()["signatory"]["name"] == "Sekretaris Daerah"
    words = said(letter)
    for wanted in (
        row.letter.number, "s.d. 3 Maret 2025", "s.d. 6 Maret 2025", "air belum surut;",
        "tetap berlaku", "Persetujuan perpanjangan",
    ):  # fmt: skip
        assert wanted in words
    assert letter.as_content()["last_day"] == "2025-03-06"
    assert Message.objects.filter(kind="staffing.changed", user=row.employee.user).exists()


def test_the_old_letter_stays_as_it_is_and_says_by_what_it_was_changed(scene: Scene) -> None:
    row = serving(scene)[0]
    assert row.letter
    before = row.letter.payload
    (change,) = amend(scene, [row], last_day=LONGER)
    approve(scene, change)
    letter = Letter.objects.get(pk=row.letter.pk)
    scene.sign()
    letter.refresh_from_db()
    new = Letter.objects.get(kind="amendment")
    assert letter.payload == before
    assert standing(letter, TODAY).words == f"Diubah dengan {new.number}"
    with pytest.raises(Refused, match="tidak dapat dicabut"):
        letters.withdraw(letter=new, reason="Salah", day=TODAY, now=NOW, by=scene.decider)


def test_numbers_of_changes_go_on_in_the_series_without_gap(scene: Scene) -> None:
    rows = serving(scene)
    amend(scene, rows[:1], last_day=SHORTER)
    with pytest.raises(Refused):
        amend(scene, rows[1:], last_day=date(2025, 1, 1))
    relieve(scene, rows[1:])
    assert sorted(Letter.objects.values_list("sequence", flat=True)) == [1, 2, 3, 4]


def test_an_extension_refused_changes_nothing_and_needs_a_reason(scene: Scene) -> None:
    row = serving(scene)[0]
    (change,) = amend(scene, [row], last_day=LONGER)
    with pytest.raises(Refused, match="Tulis alasan"):
        approve(scene, change, approve=False)
    approve(scene, change, approve=False, answer="Tenaga di rumah kurang")
    row.refresh_from_db()
    assert row.period == DUTY
    assert Message.objects.filter(kind="staffing.changed", user=scene.coordinator).exists()
    with pytest.raises(Refused, match="sudah diputuskan"):
        approve(scene, change)


def test_pressed_twice_by_the_same_it_is_decided_once(scene: Scene) -> None:
    (change,) = amend(scene, serving(scene)[:1], last_day=LONGER)
    approve(scene, change)
    approve(scene, change)
    assert Letter.objects.filter(kind="amendment").count() == 1


def test_a_second_extension_waits_until_the_first_is_decided(scene: Scene) -> None:
    rows = serving(scene)
    amend(scene, rows[:1], last_day=LONGER)
    with pytest.raises(Refused, match="masih menunggu"):
        amend(scene, rows, last_day=LONGER + timedelta(days=1))


def test_every_constraint_is_looked_at_again_and_told_by_person(scene: Scene) -> None:
    one, two = serving(scene)
    extra = Period(date(2025, 3, 5), date(2025, 3, 8))
    a_leave(one.employee, extra)
    with pytest.raises(Refused) as refusal:
        amend(scene, [one, two], last_day=date(2025, 3, 20))
    told = str(refusal.value)
    assert f"{one.employee.full_name}: cuti pada hari tambahannya." in told
    assert f"{two.employee.full_name}: cuti" not in told
    assert told.count("satu giliran paling lama 14 hari (kebijakan Luwes)") == 2
    (change,) = amend(scene, [two], last_day=date(2025, 3, 20), beyond_policy=True)
    assert change.beyond_policy


def test_what_changed_while_it_waited_stops_it(scene: Scene) -> None:
    row = serving(scene)[0]
    (change,) = amend(scene, [row], last_day=LONGER)
    a_leave(row.employee, Period(date(2025, 3, 5), date(2025, 3, 8)))
    with pytest.raises(Refused, match="cuti pada hari tambahannya"):
        approve(scene, change)
    assert not Letter.objects.filter(kind="amendment").exists()


def test_after_the_status_lapsed_nobody_stays_longer(scene: Scene) -> None:
    row = serving(scene)[0]
    EmergencyStatus.objects.update(period=Period(DUTY.start, date(2025, 3, 4)))
    with pytest.raises(Refused, match="Status darurat"):
        amend(scene, [row], last_day=LONGER)


def test_another_duty_on_the_new_days_stops_it(scene: Scene) -> None:
    row = serving(scene)[0]
    other = an_incident(scene.agency, scene.area, scene.coordinator)
    later = Period(date(2025, 3, 5), date(2025, 3, 9))
    need = scene.need(incident=other, period=later)
    Assignment.objects.create(
        employee=row.employee, need=need, plan=row.plan, home_unit=row.home_unit, period=later,
        load=100, state="ordered", ordered_at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="sudah ditugaskan di tempat lain"):
        amend(scene, [row], last_day=LONGER)


def test_what_is_delegated_counts_the_whole_duty(scene: Scene) -> None:
    row = serving(scene)[0]
    decider = a_user(Role.APPROVER, scope_kind="agency", scope_id=scene.agency.pk, name="Asisten")
    ApprovalLimit.objects.create(
        agency=scene.agency, user=decider, max_days=8, period=Period(date(2025, 1, 1)),
        decree="SK 1/2025", set_by=scene.decider, set_at=NOW,
    )  # fmt: skip
    (change,) = amend(scene, [row], last_day=LONGER)
    with pytest.raises(Refused, match="Di atas batas persetujuan Anda"):
        approve(scene, change, by=decider)
    approve(scene, change)


def test_each_government_decides_over_its_own(scene: Scene) -> None:
    helper = an_agency("Pemerintah Kabupaten Tetangga")
    incident = an_incident(scene.agency, scene.area, scene.coordinator, helper)
    scene.people(scene.unit(agency=helper), 2)
    scene.need(incident=incident, minimum=6, desired=6)
    plan = scene.issued(incident)
    rows = scene.serving(plan)
    made = amend(scene, rows, last_day=LONGER)
    assert {change.agency for change in made} == {scene.agency, helper}
    stranger = a_user(Role.APPROVER, scope_kind="agency", scope_id=scene.agency.pk)
    theirs = next(change for change in made if change.agency == helper)
    with pytest.raises(PermissionDenied):
        approve(scene, theirs, by=stranger)
    theirs.refresh_from_db()
    assert theirs.state == "waiting"
    approve(scene, theirs)
    longer = Assignment.objects.filter(period__endswith__gt=DUTY.end)
    assert {row.home_unit.agency for row in longer} == {helper}


def _at_the_minimum(scene: Scene) -> list[Assignment]:
    """Two serve; on the added days two of the four must be at home and one is on leave."""
    rows = serving(scene)
    sent = {row.employee_id for row in rows}
    unit = rows[0].home_unit
    at_home = Employee.objects.filter(appointments__unit=unit).exclude(pk__in=sent)
    a_leave(at_home.order_by("pk")[0], Period(date(2025, 3, 4), date(2025, 3, 10)))
    MinimumPresence.objects.filter(unit=unit).update(minimum=2)
    return rows


def test_the_home_unit_is_looked_at_again_for_the_added_days(scene: Scene, client: Any) -> None:
    one, two = _at_the_minimum(scene)
    (fits,) = amend(scene, [one], last_day=LONGER)
    (row,) = extending.left([one], fits, TODAY)
    assert (row.present, row.taken, row.now, row.minimum, row.is_below) == (3, 1, 2, 2, False)
    approve(scene, fits)
    (change,) = amend(scene, [two], last_day=LONGER)
    with pytest.raises(Refused, match=r"tinggal 1 orang .*, padahal 2 harus tinggal"):
        approve(scene, change)
    two.refresh_from_db()
    assert two.period == DUTY
    with override("en"):
        approve(scene, change, below_minimum="Tim bedah tidak tergantikan")
    change.refresh_from_db()
    assert change.below_minimum == "Tim bedah tidak tergantikan"
    entry = Entry.objects.get(deed="staffing.below_minimum")
    assert (entry.by, entry.reason) == (scene.decider, "Tim bedah tidak tergantikan")
    assert "padahal 2 harus tinggal" in entry.details["units"][0]  # whoever pressed


def test_only_where_lives_are_saved_a_minimum_gives_way(scene: Scene) -> None:
    rows = _at_the_minimum(scene)
    Need.objects.update(tier=2)
    (change,) = amend(scene, rows, last_day=LONGER)
    with pytest.raises(Refused, match="hanya boleh dilampaui untuk kebutuhan penyelamatan jiwa"):
        approve(scene, change, below_minimum="Perlu sekali")
    approve(scene, change, approve=False, answer="Tenaga di rumah kurang")


def test_who_decides_sees_what_the_unit_has_left_and_must_say_why(
    scene: Scene, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luwes.core.clock.now", lambda: NOW)
    monkeypatch.setattr("luwes.core.clock.today", lambda: TODAY)
    rows = _at_the_minimum(scene)
    (change,) = amend(scene, rows, last_day=LONGER)
    client.force_login(scene.decider)
    url = reverse("staffing:decide_change", args=[change.pk])
    text = client.get(url).content.decode()
    assert "1 unit asal akan di bawah minimum" in text
    told = {"decision": "approve", "answer": ""}
    assert client.post(url, told | {"below_minimum": " "}).status_code == 422
    assert client.post(url, told | {"below_minimum": "Jiwa"}).status_code == 302
    assert "mengizinkannya: Jiwa" in client.get(url).content.decode()


def test_why_another_governments_people_can_not_stay_is_theirs_to_know(scene: Scene) -> None:
    helper = an_agency("Pemerintah Kabupaten Tetangga")
    incident = an_incident(scene.agency, scene.area, scene.coordinator, helper)
    scene.people(scene.unit(agency=helper), 2)
    scene.need(incident=incident, minimum=6, desired=6)
    rows = scene.serving(scene.issued(incident))
    lent = next(row for row in rows if row.home_unit.agency == helper)
    own = next(row for row in rows if row.home_unit.agency == scene.agency)
    for row in (lent, own):
        a_leave(row.employee, Period(date(2025, 3, 5), date(2025, 3, 8)))
    coordinator = a_user(Role.COORDINATOR, scope_kind="agency", scope_id=scene.agency.pk)
    with pytest.raises(Refused) as refusal:
        amend(scene, [lent, own], last_day=LONGER, by=coordinator)
    told = [problem.message for problem in refusal.value.problems]
    assert sorted(told) == sorted(
        [
            f"{lent.employee.full_name}: tidak dapat diperpanjang oleh pemerintahnya.",
            f"{own.employee.full_name}: cuti pada hari tambahannya.",
        ]
    )
    wish = amending.Wish(LONGER)
    theirs = a_user(Role.APPROVER, scope_kind="agency", scope_id=helper.pk)
    (seen,) = amending.problems([Assignment.objects.get(pk=lent.pk)], wish, TODAY, theirs)
    assert "cuti" in seen.message


# ── shorter, elsewhere, other words ──────────────────────────────────


def test_shorter_holds_at_once_and_frees_the_days(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=SHORTER)
    row.refresh_from_db()
    assert (row.state, row.period.last_day) == ("active", SHORTER)
    assert "s.d. 27 Februari 2025" in said(Letter.objects.get(kind="amendment"))


@pytest.mark.parametrize(
    ("last_day", "is_open"), [(SHORTER, True), (date(2025, 3, 1), True), (date(2025, 3, 2), False)]
)
def test_who_stops_sooner_leaves_an_open_place_where_more_than_a_day_is_left(
    scene: Scene, last_day: date, is_open: bool
) -> None:
    row = serving(scene)[0]
    before = queries.open_heads([row.need], TODAY)[row.need_id][1]
    amend(scene, [row], last_day=last_day)
    assert queries.open_heads([row.need], TODAY)[row.need_id][1] == before
    assert amending.to_open([row.pk]) == is_open
    row.refresh_from_db()
    duty.complete(assignments=[row], now=NOW, on=last_day, by=scene.coordinator)
    assert queries.open_heads([row.need], TODAY)[row.need_id][1] == before + is_open
    assert queries.lost_heads("incident", scene.incident.pk)[row.need_id] == is_open


def test_who_stays_longer_after_all_keeps_the_place(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=SHORTER)
    (change,) = amend(scene, [row], last_day=DUTY.last_day)
    approve(scene, change)
    row.refresh_from_db()
    assert not row.left_early


def test_a_second_change_names_the_first_and_starts_from_its_words(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=SHORTER)
    first = Letter.objects.get(kind="amendment")
    amend(scene, [row], last_day=date(2025, 2, 26))
    second = Letter.objects.filter(kind="amendment").latest("pk")
    assert first.number in said(second)
    assert "s.d. 27 Februari 2025.” diubah menjadi: “Bertugas mulai 25 Februari 2025 s.d. 26" in said(second)  # fmt: skip


def test_people_move_to_another_post_that_still_wants_them(scene: Scene) -> None:
    row, other = serving(scene)
    there = scene.need(minimum=1)
    Need.objects.filter(pk=there.pk).update(post="Gudang logistik", role="Logistik")
    there.refresh_from_db()
    with pytest.raises(Refused, match="masih membutuhkan 1 orang, yang dipindahkan 2"):
        amend(scene, [row, other], need=there)
    amend(scene, [row], need=there)
    row.refresh_from_db()
    assert (row.need, row.is_present, row.state) == (there, False, "active")
    assert "Logistik pada Gudang logistik" in said(Letter.objects.get(kind="amendment"))


def test_nobody_moves_to_a_post_that_asks_for_others(scene: Scene) -> None:
    row = serving(scene)[0]
    there = scene.need(minimum=1, group="perawat")
    with pytest.raises(Refused, match="kelompok jabatannya tidak diminta"):
        amend(scene, [row], need=there)
    elsewhere = scene.need(incident=an_incident(scene.agency, scene.area, scene.coordinator))
    with pytest.raises(Refused, match="kejadian yang sama"):
        amend(scene, [row], need=elsewhere)


def test_a_post_with_another_name_gets_letters_that_say_so(scene: Scene) -> None:
    row = serving(scene)[0]
    with pytest.raises(Refused, match="Tidak ada yang berubah"):
        amend(scene, [row])
    Need.objects.update(post="Balai Desa Rekaan")
    row = Assignment.objects.get(pk=row.pk)
    amend(scene, [row], reason="Pos pindah ke balai desa")
    assert "Balai Desa Rekaan" in said(Letter.objects.get(kind="amendment"))


def test_when_the_order_is_taken_back_its_changes_fall_too(scene: Scene) -> None:
    scene.issued()
    row = Assignment.objects.order_by("pk").first()
    assert row
    assert row.employee.user
    amend(scene, [row], last_day=SHORTER)
    answers.decline(assignment=row, reason="Sakit", now=NOW, by=row.employee.user)
    changed = Letter.objects.get(kind="amendment")
    assert changed.state == "withdrawn"
    assert Letter.objects.filter(kind="withdrawal").count() == 2
    assert row.letter
    assert set(letters_access.readable(row.employee.user)) >= {row.letter, changed}


def test_a_withdrawn_or_finished_order_is_changed_no_more(scene: Scene) -> None:
    one, two = serving(scene)
    duty.complete(assignments=[one], now=NOW, on=TODAY, by=scene.coordinator)
    issue.withdraw(assignment=two, reason="Batal", now=NOW, by=scene.coordinator)
    one, two = list(Assignment.objects.order_by("employee_id"))
    with pytest.raises(Refused) as refusal:
        amend(scene, [one, two], last_day=SHORTER)
    assert "sudah selesai" in str(refusal.value)
    assert "sudah ditarik" in str(refusal.value)


# ── relief ───────────────────────────────────────────────────────────


def test_relief_today_ends_the_duty_and_names_who_goes_on(scene: Scene) -> None:
    scene.issued()
    one, two = Assignment.objects.order_by("employee_id")
    scene.arrived([one])
    Assignment.objects.filter(pk=one.pk).update(period=Period(TODAY, DUTY.end))
    one.refresh_from_db()
    relieve(scene, [one], TODAY, substitute=two)
    one.refresh_from_db()
    letter = Letter.objects.get(kind="relief")
    assert (one.state, one.period) == ("completed", Period(TODAY, TODAY + timedelta(days=1)))
    assert two.letter
    assert two.letter.number in said(letter)
    assert two.employee.full_name in said(letter)
    assert "giliran tugas" in said(letter)


def test_nobody_is_relieved_while_an_extension_waits(scene: Scene) -> None:
    row = serving(scene)[0]
    amend(scene, [row], last_day=LONGER)
    with pytest.raises(Refused, match="masih menunggu keputusan"):
        relieve(scene, [row])


@pytest.mark.parametrize(
    ("because", "is_open"),
    [
        (changes.Because.RECALLED, True),
        (changes.Because.HINDERED, True),
        (changes.Because.SURPLUS, False),
    ],
)
def test_the_place_of_who_is_relieved_is_open_unless_nobody_is_wanted_there(
    scene: Scene, because: changes.Because, is_open: bool
) -> None:
    scene.issued()
    row = scene.arrived([Assignment.objects.order_by("employee_id")[0]])[0]
    Assignment.objects.filter(pk=row.pk).update(period=Period(TODAY, DUTY.end))
    row.refresh_from_db()
    before = queries.open_heads([row.need], TODAY)[row.need_id][1]
    relieve(scene, [row], TODAY, because=because)
    assert queries.open_heads([row.need], TODAY)[row.need_id][1] == before + is_open


def test_who_is_relieved_and_was_pinned_is_not_sent_again_by_the_pin(scene: Scene) -> None:
    row = serving(scene)[0]
    PlanRule.objects.create(
        owner_kind="incident", owner_id=scene.incident.pk, employee=row.employee, need=row.need,
        rule="pin", reason="Mengenal wilayah", by=scene.coordinator,
    )  # fmt: skip
    relieve(scene, [row])
    assert not PlanRule.objects.exists()


def test_relief_later_shortens_the_duty_and_a_second_press_is_no_second_letter(
    scene: Scene,
) -> None:
    row = serving(scene)[0]
    relieve(scene, [row])
    row.refresh_from_db()
    assert (row.state, row.period.last_day) == ("active", SHORTER)
    with pytest.raises(Refused, match="surat pembebasannya sudah terbit"):
        relieve(scene, [row])
    assert Letter.objects.filter(kind="relief").count() == 1


def test_only_who_serves_is_relieved_and_only_by_who_is_of_the_post(scene: Scene) -> None:
    scene.issued()
    one, two = Assignment.objects.order_by("employee_id")
    with pytest.raises(Refused, match="Hanya yang sedang bertugas"):
        relieve(scene, [one])
    scene.arrived([one, two])
    with pytest.raises(Refused, match="satu orang saja"):
        relieve(scene, [one, two], substitute=two)
    with pytest.raises(Refused, match="Pilih pengganti"):
        relieve(scene, [one], substitute=one)
    with pytest.raises(Refused, match="pada akhir masa tugas"):
        relieve(scene, [one], DUTY.end)


def test_who_decides_for_the_lender_may_shorten_and_relieve_but_not_move(scene: Scene) -> None:
    row = serving(scene)[0]
    there = scene.need(minimum=1)
    for values in ({"last_day": LONGER}, {"need": there}):
        with pytest.raises(PermissionDenied):
            amend(scene, [row], by=scene.decider, **values)
    amend(scene, [row], by=scene.decider, last_day=SHORTER)
    with pytest.raises(PermissionDenied):
        relieve(scene, [row], by=a_user(Role.UNIT_HEAD))
    relieve(scene, [row], date(2025, 2, 26), by=scene.decider)


# ── return ───────────────────────────────────────────────────────────


def test_letters_of_return_thank_count_the_days_and_come_once(scene: Scene, settings: Any) -> None:
    rows = serving(scene)
    send = {"now": NOW, "on": TODAY, "by": scene.coordinator}
    with pytest.raises(Refused, match="belum selesai bertugas"):
        actions.send_home(assignments=rows, **send)
    after = date(2025, 3, 3)
    duty.complete(assignments=rows, now=NOW, on=after, by=scene.coordinator)
    actions.send_home(assignments=rows, **send)
    found = list(Letter.objects.filter(kind="return"))
    assert len(found) == 2
    for wanted in ("25 Februari 2025 s.d. 3 Maret 2025 (7 hari)", "terima kasih", "mulai tanggal 4 Maret 2025"):  # fmt: skip
        assert wanted in said(found[0])
    with pytest.raises(Refused, match="sudah terbit"):
        actions.send_home(assignments=rows, **send)


def test_one_letter_of_return_for_all_of_a_unit_where_so_set(scene: Scene, settings: Any) -> None:
    settings.LUWES_LETTER_GROUPING = "unit"
    rows = serving(scene)
    duty.complete(assignments=rows, now=NOW, on=date(2025, 3, 3), by=scene.coordinator)
    actions.send_home(assignments=rows, now=NOW, on=TODAY, by=scene.coordinator)
    (letter,) = Letter.objects.filter(kind="return")
    assert [p["duty"] for p in letter.as_content()["people"]] == ["25 Februari 2025 s.d. 3 Maret 2025 (7 hari)"] * 2  # fmt: skip


# ── the pages ────────────────────────────────────────────────────────


def test_the_pages_do_it_and_keep_what_was_chosen(scene: Scene, client: Any) -> None:
    one, two = serving(scene)
    Assignment.objects.update(period=Period(TODAY, date(2099, 1, 1)))  # pages read today's clock
    client.force_login(scene.coordinator)
    page = client.get(reverse("staffing:post_letters", args=[one.need_id]))
    assert one.letter
    assert one.letter.number in page.content.decode()
    amend_page = reverse("staffing:amend", args=[one.need_id])
    asked = client.get(amend_page, {"who": [one.pk]})
    assert one.employee.full_name in asked.content.decode()
    assert two.employee.full_name not in asked.content.decode()
    wrong = client.post(amend_page, {"who": [one.pk], "last_day": "2000-01-01", "reason": "x"})
    assert wrong.status_code == 422
    assert f'name="who" value="{one.pk}"' in wrong.content.decode()
    client.post(amend_page, {"who": [one.pk], "last_day": "2098-01-01", "reason": "Lebih cepat"})
    one.refresh_from_db()
    assert one.period.last_day == date(2098, 1, 1)
    shown = client.get(reverse("staffing:post_letters", args=[one.need_id])).content.decode()
    assert "tempatnya terbuka lagi sesudah itu" not in shown
    empty = client.get(amend_page, {"who": ["x"]})
    assert empty.url == reverse("staffing:post_letters", args=[one.need_id])
    client.post(
        reverse("staffing:relieve", args=[one.need_id]),
        {"who": [two.pk], "last_day": "2097-01-01", "because": "surplus"},
    )
    assert ChangedOrder.objects.filter(assignment=two, change__kind="relief").exists()
    Assignment.objects.filter(pk=one.pk).update(state="completed")
    client.post(reverse("staffing:send_home", args=[one.need_id]), {"all": "1"})
    assert Letter.objects.filter(kind="return").count() == 1


def test_the_page_of_letters_costs_the_same_for_many(
    scene: Scene, client: Any, django_assert_max_num_queries: Any
) -> None:
    rows = serving(scene)
    amend(scene, rows, last_day=SHORTER)
    client.force_login(scene.coordinator)
    with django_assert_max_num_queries(30):
        client.get(reverse("staffing:post_letters", args=[rows[0].need_id]))


def test_a_stranger_sees_no_letters_of_the_post(scene: Scene, client: Any) -> None:
    row = serving(scene)[0]
    client.force_login(a_user(Role.APPROVER, scope_kind="agency", scope_id=an_agency("Lain").pk))
    assert client.get(reverse("staffing:post_letters", args=[row.need_id])).status_code == 403
    (change,) = amend(scene, [row], last_day=LONGER)
    assert client.get(reverse("staffing:decide_change", args=[change.pk])).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_make_one_letter() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 2)
    scene.need(minimum=1)
    row = serving(scene)[0]
    (change,) = amend(scene, [row], last_day=LONGER)
    others = [scene.decider, a_user(Role.APPROVER, name="Gubernur")]
    told: list[str] = []

    def press(by: Any) -> None:
        try:
            approve(scene, OrderChange.objects.get(pk=change.pk), by=by)
            told.append("made")
        except Refused:
            told.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["made", "refused"]
    assert Letter.objects.filter(kind="amendment").count() == 1
