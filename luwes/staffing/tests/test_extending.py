"""Orders that are extended: a new act of the lending government."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import override

from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.letters.models import Letter
from luwes.letters.standing import standing
from luwes.mobilisation.models import EmergencyStatus
from luwes.notifications.models import Message
from luwes.organisation.models import MinimumPresence
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.models import Employee
from luwes.staffing import amending, extending
from luwes.staffing.models import (
    ApprovalLimit,
    Assignment,
    Need,
)
from luwes.staffing.tests.changing import (
    LONGER,
    SHORTER,
    a_scene_with_four,
    amend,
    approve,
    relieve,
    said,
    serving,
)
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, an_incident

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return a_scene_with_four()


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
