"""Employees who are victims: who registers it, what follows, who reads what of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user, an_agency
from luwes.people.models import Employee
from luwes.staffing import explaining, intake, owners, queries, rechecking, rules, wording
from luwes.staffing.actions import dispensations, issue
from luwes.staffing.models import Dispensation, Need
from luwes.staffing.tests.scene import DUTY, NOW, TODAY, Scene, a_scene

pytestmark = pytest.mark.django_db


def dispensed(
    scene: Scene, person: Employee, *, by: User | None = None, period: Period = DUTY, **values: Any
) -> Dispensation:
    return dispensations.register(
        employee=person, owner_kind="incident", owner_id=scene.incident.pk, period=period,
        by=by or person.user or scene.coordinator,
        **({"reason": rules.Hit.HOME, "now": NOW, "on": TODAY} | values),
    )  # fmt: skip


def a_head(scene: Scene, person: Employee) -> User:
    unit = person.appointments.get().unit
    return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)


def states(scene: Scene) -> dict[int, int]:
    owner = owners.owner_of("incident", scene.incident.pk)
    needs = list(queries.needs_of("incident", scene.incident.pk))
    people = intake.freeze(owner, needs, queries.open_heads(needs, TODAY), on=TODAY).instance.people
    return {int(who): state for who, state in zip(people.id, people.state.tolist(), strict=True)}


def test_a_victim_is_away_for_the_planner_on_the_days_of_the_dispensation() -> None:
    scene = a_scene()
    free, struck, later = scene.people(scene.unit(), 3)
    scene.need()
    dispensed(scene, struck)
    dispensed(scene, later, period=Period(DUTY.end, DUTY.end + timedelta(5)))
    known = states(scene)
    assert (known[free.pk], known[later.pk]) == (rechecking.AVAILABLE, rechecking.AVAILABLE)
    assert known[struck.pk] == rechecking.AWAY


def test_a_plan_takes_the_other_one_and_says_why_not_the_victim() -> None:
    scene = a_scene()
    struck, other = scene.people(scene.unit(), 2)
    need = scene.need(minimum=2)
    dispensed(scene, struck)
    plan = scene.solved()
    assert list(plan.lines.values_list("employee_id", flat=True)) == [other.pk]
    assert why_not(scene, struck, need) == (
        "mendapat dispensasi karena terdampak, sampai 3 Maret 2025."
    )


def why_not(scene: Scene, person: Employee, need: Need) -> str:
    """In the planner's own words; what struck is not among them."""
    owner = owners.owner_of("incident", scene.incident.pk)
    needs = [need]
    taken = intake.freeze(owner, needs, queries.open_heads(needs, TODAY), on=TODAY)
    first, *_others = explaining.obstacles(taken.instance, person.pk, need.pk)
    return wording.in_words(first, wording.Names(TODAY).learn(), person, need)


def test_who_becomes_a_victim_after_the_approval_is_left_out_of_the_orders() -> None:
    scene = a_scene()
    struck, other = scene.people(scene.unit(), 2)
    scene.need(minimum=2)
    plan = scene.approved()
    dispensed(scene, struck)
    issue.issue(plan_id=plan.pk, now=NOW, on=TODAY)
    plan.refresh_from_db()
    assert list(plan.assignments.values_list("employee_id", flat=True)) == [other.pk]
    assert plan.result["dropped"][0]["why"] == "mendapat dispensasi karena terdampak"


def test_a_duty_under_way_ends_and_its_letter_is_withdrawn_without_saying_why() -> None:
    scene = a_scene()
    scene.people(scene.unit(), 1)
    scene.need()
    row = scene.issued().assignments.get()
    dispensed(scene, row.employee, reason=rules.Hit.FAMILY)
    row.refresh_from_db()
    row.letter.refresh_from_db()
    assert (row.state, row.letter.state) == ("withdrawn", "withdrawn")
    assert row.answer_reason == rules.HINDERED
    entries = Entry.objects.values_list("reason", "details")
    assert not any("family" in f"{entry}" or "Keluarga" in f"{entry}" for entry in entries)


def test_the_person_the_head_and_the_coordinator_may_register_and_nobody_else() -> None:
    scene = a_scene()
    first, second, third = scene.people(scene.unit(), 3)
    for person, by in ((first, first.user), (second, a_head(scene, second)), (third, None)):
        assert dispensed(scene, person, by=by or scene.coordinator).pk
    fourth = scene.people(scene.unit(), 1)[0]
    strangers = (
        first.user, a_head(scene, first), scene.decider,
        a_user(Role.COORDINATOR, scope_kind="agency", scope_id=an_agency("Lain").pk),
    )  # fmt: skip
    for by in strangers:
        with pytest.raises(PermissionDenied):
            dispensed(scene, fourth, by=by)


def test_everything_wrong_is_told_at_once_and_the_same_is_not_registered_twice() -> None:
    scene = a_scene()
    person = scene.people(scene.unit(), 1)[0]
    with pytest.raises(Refused, match="paling lama 60 hari"):
        dispensed(scene, person, period=Period(TODAY, TODAY + timedelta(61)))
    with pytest.raises(Refused, match="sudah lewat"):
        dispensed(scene, person, period=Period(TODAY - timedelta(9), TODAY))
    dispensed(scene, person)
    with pytest.raises(Refused, match="sudah dicatat"):
        dispensed(scene, person, by=scene.coordinator)
    assert Dispensation.objects.count() == 1


def test_a_revoked_dispensation_lets_the_person_be_asked_again() -> None:
    scene = a_scene()
    person = scene.people(scene.unit(), 1)[0]
    scene.need()
    row = dispensed(scene, person)
    with pytest.raises(PermissionDenied):
        dispensations.revoke(dispensation=row, now=NOW, on=TODAY, by=scene.decider)
    dispensations.revoke(dispensation=row, now=NOW, on=TODAY, by=a_head(scene, person))
    with pytest.raises(Refused, match="sudah dicabut"):
        dispensations.revoke(dispensation=row, now=NOW, on=TODAY, by=scene.coordinator)
    assert states(scene)[person.pk] == rechecking.AVAILABLE
    deeds = Entry.objects.order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == ["staffing.dispensed", "staffing.dispensation_revoked"]


def test_the_head_and_the_person_are_told_save_who_registered() -> None:
    scene = a_scene()
    person = scene.people(scene.unit(), 1)[0]
    head = a_head(scene, person)
    dispensed(scene, person, by=head)
    told = Message.objects.filter(kind="staffing.dispensed")
    assert list(told.values_list("user", flat=True)) == [person.user_id]
    dispensed(scene, person, period=Period(DUTY.end, DUTY.end + timedelta(3)))
    assert set(told.values_list("user", flat=True)) == {person.user_id, head.pk}


# ── pages, by the real clock ────────────────────────────────────────


def opened(client: Client, user: User | None, path: str) -> str:
    assert user
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def now_dispensed(scene: Scene, person: Employee) -> Dispensation:
    today = clock.today()
    return dispensed(
        scene, person, period=Period(today, today + timedelta(7)), on=today, now=clock.now()
    )


def test_the_person_registers_on_the_own_page_and_takes_it_back(client: Client) -> None:
    scene = a_scene()
    person = scene.people(scene.unit(), 1)[0]
    page, today = f"/dispensasi/{person.pk}/", clock.today()
    assert page in opened(client, person.user, "/tugas-saya/")
    values = {
        "owner": f"incident:{scene.incident.pk}", "reason": "home", "first_day": today,
        "last_day": today + timedelta(90),
    }  # fmt: skip
    wrong = client.post(page, values)
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"last_day"}
    assert client.post(page, values | {"last_day": today}).status_code == 302
    row = Dispensation.objects.get()
    assert "Rumah terdampak" in opened(client, person.user, page)
    assert "Rumah terdampak" in opened(client, person.user, f"/pegawai/{person.pk}/")
    client.post(f"/dispensasi/{row.pk}/cabut/")
    row.refresh_from_db()
    assert row.revoked_at


def test_the_number_is_for_everyone_and_names_are_for_who_plans_or_heads(client: Client) -> None:
    scene = a_scene()
    person = scene.people(scene.unit(), 1)[0]
    now_dispensed(scene, person)
    page = f"/kejadian/{scene.incident.pk}/terdampak/"
    assert person.full_name in opened(client, scene.coordinator, page)
    assert "Terdampak</h3>" in opened(client, scene.coordinator, f"/dispensasi/{person.pk}/")
    seen = opened(client, scene.decider, page)
    assert "Satu pegawai sendiri terdampak" in seen
    assert person.full_name not in seen
    assert person.full_name in opened(client, a_head(scene, person), "/pegawai-ditugaskan/")
    assert person.full_name not in opened(client, a_user(), "/pegawai-ditugaskan/")
