"""Applying, the superior's consent, the choice, and who is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments import actions as appointments
from luwes.appointments.models import Appointment
from luwes.appointments.rules import LeaveKind
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import through
from luwes.notifications.models import Message
from luwes.organisation.rules import PositionKind
from luwes.organisation.tests.builders import (
    a_competency,
    a_position,
    a_title,
    a_unit,
    a_user,
)
from luwes.people.models import Employee, Evidence
from luwes.people.tests.builders import a_record, an_employee
from luwes.staffing.actions import answers, plans
from luwes.staffing.actions import ending as staffing
from luwes.staffing.models import Assignment
from luwes.teamwork import access, fitting, panels
from luwes.teamwork.actions import applications, choosing, opportunities, suggesting
from luwes.teamwork.models import Application, Suggestion
from luwes.teamwork.tests.scene import NOW, TIME, TODAY, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def told(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("recipient_name", flat=True))  # fmt: skip


def test_one_applies_the_superior_consents_and_the_owner_chooses(scene: Scene) -> None:
    offer = scene.opportunity(scene.near)
    row = scene.applied(offer, scene.near.people[0])
    assert told("teamwork.asked") == ["Kepala Kota"]
    scene.consented(row, scene.near)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    plan = scene.issued(offer)
    assert [a.employee for a in plan.assignments.all()] == [scene.near.people[0]]


def test_what_was_learnt_becomes_evidence_when_the_work_ends(scene: Scene) -> None:
    taught, asked = a_competency("data", "Analisis data"), a_competency("p3k")
    person = scene.own.people[0]
    a_record(person, asked, level=2)
    offer = scene.opportunity(
        skills=((asked.pk, 2),),
        offer=opportunities.Offer("Pendamping", "Mendampingi", TODAY, learns=[taught]),
    )
    row = scene.applied(offer, person)
    scene.consented(row, scene.own)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    scene.serving(offer)
    opportunities.end_opportunity(
        opportunity=offer, result="Selesai", now=NOW, on=date(2025, 5, 1), by=scene.head
    )
    shown = Evidence.objects.filter(employee=person).exclude(competency=None)
    assert {row.competency for row in shown} == {taught, asked}


def test_silence_is_no_consent_however_often_one_is_reminded(scene: Scene) -> None:
    offer = scene.opportunity(scene.near)
    row = scene.applied(offer, scene.near.people[0])
    for n in range(1, 6):
        applications.remind(now=NOW + timedelta(days=4 * n))
    row.refresh_from_db()
    assert (row.state, row.reminders) == ("waiting", 3)
    assert len(told("teamwork.asked")) == 4
    with pytest.raises(Refused, match="Diam bukan persetujuan"):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)


def test_reminders_come_days_apart(scene: Scene) -> None:
    scene.applied(scene.opportunity(scene.near), scene.near.people[0])
    assert applications.remind(now=NOW + timedelta(days=2)) == 0
    assert applications.remind(now=NOW + timedelta(days=3)) == 1
    assert applications.remind(now=NOW + timedelta(days=4)) == 0


def test_a_refusal_has_a_reason_that_the_person_hears_of(scene: Scene) -> None:
    row = scene.applied(scene.opportunity(scene.near), scene.near.people[0])
    given = {"application": row, "agrees": False, "now": NOW, "by": scene.near.head}
    with pytest.raises(Refused, match="alasan"):
        applications.consent(reason=" ", **given)
    applications.consent(reason="Sedang audit", **given)
    assert scene.near.people[0].full_name in told("teamwork.answered")
    with pytest.raises(Refused):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    with pytest.raises(Refused, match="sudah"):
        applications.consent(application=row, agrees=True, reason="", now=NOW, by=scene.near.head)


def test_only_the_superior_consents_and_never_for_oneself(scene: Scene) -> None:
    row = scene.applied(scene.opportunity(scene.near), scene.near.people[0])
    for who in (scene.far.head, scene.head, scene.near.people[0].user, scene.near.decider):
        assert who
        with pytest.raises(PermissionDenied):
            applications.consent(application=row, agrees=True, reason="", now=NOW, by=who)


def test_nobody_applies_twice_but_may_again_after_taking_it_back(scene: Scene) -> None:
    offer, person = scene.opportunity(), scene.own.people[0]
    row = scene.applied(offer, person)
    with pytest.raises(Refused, match="sudah melamar"):
        scene.applied(offer, person)
    assert person.user
    applications.withdraw(application=row, now=NOW, by=person.user)
    applications.withdraw(application=row, now=NOW, by=person.user)
    scene.applied(offer, person)
    assert Application.objects.filter(employee=person, state="waiting").count() == 1


def test_who_was_chosen_does_not_take_it_back_while_the_letter_is_on_its_way(scene: Scene) -> None:
    offer, person = scene.opportunity(), scene.own.people[0]
    assert person.user
    row = scene.consented(scene.applied(offer, person), scene.own)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    plan = scene.planned(offer)
    with pytest.raises(Refused, match="sedang diproses"):
        applications.withdraw(application=row, now=NOW, by=person.user)
    plans.discard(plan=plan, reason="Berubah", by=scene.head)
    applications.withdraw(application=row, now=NOW, by=person.user)
    with pytest.raises(Refused, match="Belum ada orang terpilih"):
        choosing.make_plan(owner=offer, now=NOW, by=scene.head)


def test_after_the_deadline_before_the_opening_and_after_the_end_nobody_applies(scene: Scene) -> None:  # fmt: skip
    offer, person = scene.opportunity(), scene.own.people[0]
    assert person.user
    late = {"opportunity": offer, "employee": person, "why": "", "now": NOW, "by": person.user}
    with pytest.raises(Refused, match="Batas melamar"):
        applications.apply(on=offer.apply_until + timedelta(days=1), **late)
    opportunities.end_opportunity(
        opportunity=offer, result="Batal", now=NOW, on=TODAY, by=scene.head
    )
    with pytest.raises(Refused, match="tidak terbuka"):
        applications.apply(on=TODAY, **late)
    with pytest.raises(Refused, match="tidak terbuka"):
        scene.applied(scene.opportunity(is_open=False, load=30), person)


def test_people_of_a_government_that_takes_no_part_do_not_apply(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        scene.applied(scene.opportunity(scene.near), scene.far.people[0])


def test_lending_between_governments_needs_the_number_of_the_agreement(scene: Scene) -> None:
    team = scene.opened(scene.near, agreement="")
    row = scene.consented(scene.named(scene.member_seat(team), scene.near.people[0]), scene.near)
    with pytest.raises(Refused, match="PKS"):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    team.agreement = "PKS 1/2025"
    team.save()
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)


def test_no_more_are_chosen_than_there_are_places(scene: Scene) -> None:
    team = scene.opened(heads=1)
    rows = [scene.named(scene.member_seat(team), person) for person in scene.own.people[:2]]
    choosing.choose(application=rows[0], reason="", on=TODAY, now=NOW, by=scene.head)
    with pytest.raises(Refused, match="sudah terisi"):
        choosing.choose(application=rows[1], reason="", on=TODAY, now=NOW, by=scene.head)
    choosing.pass_over(application=rows[0], reason="Berubah", now=NOW, by=scene.head)
    choosing.choose(application=rows[1], reason="", on=TODAY, now=NOW, by=scene.head)


@pytest.mark.parametrize(
    ("born", "level", "may"),
    [
        (date(1967, 6, 3), "", True),  # retires on the first of July, at 58
        (date(1967, 5, 3), "", False),  # on the last day of the work
        (date(1967, 5, 3), "madya", True),  # at 60
    ],
)
def test_who_retires_before_the_end_is_not_chosen(scene: Scene, born: date, level: str, may: bool) -> None:  # fmt: skip
    kind = PositionKind.EXPERT if level else PositionKind.EXECUTIVE
    person = an_employee(agency=scene.own.agency, user=a_user(), birth_date=born)
    title = a_title(group=scene.group, kind=kind, career_level=level)
    an_appointment(person, a_position(unit=scene.own.unit, title=title))
    row = scene.consented(scene.applied(scene.opportunity(), person), scene.own)
    if may:
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
        return
    with pytest.raises(Refused, match="batas usia pensiun") as refusal:
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    assert "PP 11/2017" in str(refusal.value.problems[0].law)


@pytest.mark.parametrize(("load", "may"), [(100, False), (60, True)])
def test_leave_stands_against_a_full_load_only(scene: Scene, load: int, may: bool) -> None:
    person = scene.near.people[0]
    appointments.record_leave(
        employee=person, kind=LeaveKind.ANNUAL, by=scene.near.head, letter="",
        period=through(date(2025, 4, 1), date(2025, 4, 3)),
    )  # fmt: skip
    row = scene.consented(scene.applied(scene.opportunity(scene.near, load=load), person), scene.near)  # fmt: skip
    if may:
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
        return
    with pytest.raises(Refused, match="tidak tersedia"):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)


def test_nobody_waits_for_letters_to_two_seats_of_one_team(scene: Scene) -> None:
    team, person = scene.opened(), scene.own.people[0]
    scene.chosen(scene.leader_seat(team), person, scene.own)
    with pytest.raises(Refused, match="Ketua tim"):
        scene.chosen(scene.member_seat(team), person, scene.own)
    scene.issued(team)
    row = Application.objects.get(need=scene.member_seat(team))
    choosing.choose(application=row, reason="", on=TODAY, now=NOW + timedelta(days=1), by=scene.head)  # fmt: skip
    assert list(choosing.waiting_for_letters("task_team", team.pk)) == [row]


def test_loads_of_choices_that_wait_for_a_letter_count(scene: Scene) -> None:
    person = scene.own.people[0]
    first, second = scene.opportunity(load=60), scene.opportunity(load=50)
    scene.consented(scene.applied(first, person), scene.own)
    row = scene.consented(scene.applied(second, person), scene.own)
    choosing.choose(application=Application.objects.get(need=first.need), reason="", on=TODAY, now=NOW, by=scene.head)  # fmt: skip
    with pytest.raises(Refused, match="melebihi 100 %"):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)


def test_a_competency_that_is_not_on_file_stands_against_the_choice_not_the_wish(scene: Scene) -> None:  # fmt: skip
    skill, person = a_competency(), scene.own.people[0]
    offer = scene.opportunity(skills=((skill.pk, 2),))
    row = scene.consented(scene.applied(offer, person), scene.own)
    with pytest.raises(Refused, match="syarat kompetensi"):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    a_record(person, skill, level=2)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)


def test_the_consent_of_the_old_superior_is_void_after_a_move(scene: Scene) -> None:
    person = scene.own.people[0]
    row = scene.consented(scene.applied(scene.opportunity(), person), scene.own)
    Appointment.objects.filter(employee=person).delete()
    with pytest.raises(Refused, match="tidak lagi memegang jabatan"):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    other = a_unit("Badan Lain", agency=scene.own.agency, area=scene.area)
    an_appointment(person, a_position(unit=other))
    with pytest.raises(Refused, match="pindah unit"):
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)


def test_whom_the_own_superior_names_has_consent_and_hears_once(scene: Scene) -> None:
    a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=scene.own.unit.pk, name="Kepala kedua")
    row = scene.named(scene.member_seat(scene.opened()), scene.own.people[0])
    assert (row.state, row.consent_by, row.consent_at) == ("consented", scene.head, NOW)
    assert told("teamwork.asked") == []
    assert told("teamwork.answered") == [scene.own.people[0].full_name]
    assert list(Entry.objects.filter(deed="teamwork.consented").values_list("by", flat=True)) == [scene.head.pk]  # fmt: skip


def test_nobody_names_or_chooses_oneself(scene: Scene) -> None:
    me = scene.person(scene.own)
    me.user = scene.head
    me.save()
    team = scene.opened()
    with pytest.raises(Refused, match="diri sendiri"):
        scene.named(scene.member_seat(team), me)
    with pytest.raises(PermissionDenied):
        scene.applied(scene.opportunity(), me)


def moved(scene: Scene, person: Employee) -> User:
    """The person serves another unit by now; its head."""
    Appointment.objects.filter(employee=person).delete()
    other = a_unit("Badan Lain", agency=scene.near.agency, area=scene.area)
    an_appointment(person, a_position(unit=other, title=a_title(group=scene.group)))
    return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=other.pk, name="Kepala Badan Lain")


def test_who_moves_before_the_consent_is_let_go_by_the_new_head(scene: Scene) -> None:
    person = scene.near.people[0]
    row = scene.applied(scene.opportunity(scene.near), person)
    head = moved(scene, person)
    assert not access.awaiting_consent(scene.near.head).exists()
    assert [w.title for w in panels.consents(head, NOW)] == [f"{person.full_name} melamar: {row.need.role}"]  # fmt: skip
    with pytest.raises(PermissionDenied):
        scene.consented(row, scene.near)
    applications.consent(application=row, agrees=True, reason="", now=NOW, by=head)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    row.refresh_from_db()
    assert row.state == "chosen"


def test_who_moves_before_the_consent_is_asked_for_again_where_they_serve(scene: Scene) -> None:
    person = scene.near.people[0]
    scene.applied(scene.opportunity(scene.near), person)
    moved(scene, person)
    applications.remind(now=NOW + timedelta(days=4))
    assert told("teamwork.asked") == ["Kepala Kota", "Kepala Badan Lain"]


def test_a_head_who_takes_part_asks_the_head_above(scene: Scene) -> None:
    below = a_unit("Bidang", agency=scene.near.agency, parent=scene.near.unit, area=scene.area)
    boss = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=below.pk, name="Kepala Bidang")
    person = scene.person(scene.near)
    person.user = boss
    person.save()
    Appointment.objects.filter(employee=person).delete()
    an_appointment(person, a_position(unit=below))
    row = scene.applied(scene.opportunity(scene.near), person)
    assert told("teamwork.asked") == ["Kepala Kota"]
    with pytest.raises(PermissionDenied):
        applications.consent(application=row, agrees=True, reason="", now=NOW, by=boss)
    scene.consented(row, scene.near)


def test_above_whom_no_head_stands_the_authority_consents(scene: Scene) -> None:
    person, decider = scene.person(scene.near), scene.near.decider
    person.user = scene.near.head
    person.save()
    offer = scene.opportunity(scene.near)
    row, below = scene.applied(offer, person), scene.applied(offer, scene.near.people[0])
    asked = Message.objects.filter(kind="teamwork.asked", user=decider)
    assert [message.link for message in asked] == [reverse("teamwork:consent", args=[row.pk])]
    assert list(access.awaiting_consent(decider)) == [row]
    client = signed_in(decider)
    page = client.get(reverse("teamwork:consents")).content.decode()
    assert person.full_name in page
    assert below.employee.full_name not in page
    assert client.get(reverse("teamwork:consent", args=[below.pk])).status_code == 404
    for application, by in ((row, scene.near.head), (row, scene.far.decider), (below, decider)):
        with pytest.raises(PermissionDenied):
            applications.consent(application=application, agrees=True, reason="", now=NOW, by=by)
    applications.consent(application=row, agrees=True, reason="", now=NOW, by=decider)
    row.refresh_from_db()
    assert (row.state, row.consent_by) == ("consented", decider)
    assert client.get(reverse("teamwork:consent", args=[row.pk])).status_code == 200


def test_an_end_waits_for_orders_that_nobody_answered(scene: Scene) -> None:
    offer = scene.opportunity()
    row = scene.consented(scene.applied(offer, scene.own.people[0]), scene.own)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    scene.issued(offer)
    with pytest.raises(Refused, match="belum menjawab"):
        opportunities.end_opportunity(opportunity=offer, result="x", now=NOW, on=TODAY, by=scene.head)  # fmt: skip


def test_at_the_end_who_has_no_order_is_passed_over_and_hears_of_it(scene: Scene) -> None:
    offer = scene.opportunity(heads=3)
    rows = [scene.applied(offer, person) for person in scene.own.people]
    for row in rows[1:]:
        scene.consented(row, scene.own)
    choosing.choose(application=rows[2], reason="", on=TODAY, now=NOW, by=scene.head)
    Message.objects.all().delete()
    opportunities.end_opportunity(opportunity=offer, result="Batal", now=NOW, on=TODAY, by=scene.head)  # fmt: skip
    assert set(Application.objects.values_list("state", flat=True)) == {"passed"}
    assert sorted(told("teamwork.answered")) == sorted(p.full_name for p in scene.own.people)
    person = scene.own.people[2].pk
    assert fitting.loads([person], TIME)[person] == []


def test_who_accepted_begins_on_the_first_day_without_checking_in(scene: Scene) -> None:
    offer = scene.opportunity()
    row = scene.consented(scene.applied(offer, scene.own.people[0]), scene.own)
    choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
    (duty,) = scene.serving(offer)
    assert duty.state == "active"
    assert staffing.begin_by_time(on=TIME.start) == []


def test_the_end_of_one_work_begins_nothing_of_another_and_the_log_tells_the_beginning(scene: Scene) -> None:  # fmt: skip
    offers = [scene.opportunity(), scene.opportunity(load=30)]
    for offer, person in zip(offers, scene.own.people, strict=False):
        row = scene.consented(scene.applied(offer, person), scene.own)
        choosing.choose(application=row, reason="", on=TODAY, now=NOW, by=scene.head)
        (duty,) = scene.issued(offer).assignments.all()
        assert person.user
        answers.accept(assignment=duty, now=NOW, by=person.user)
    opportunities.end_opportunity(
        opportunity=offers[0], result="Selesai", now=NOW, on=TIME.start, by=scene.head
    )
    states = Assignment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["completed", "accepted"]
    entry = Entry.objects.get(deed="staffing.begun_by_time")
    assert (entry.by, entry.chain) == (None, str(scene.own.agency.pk))


# ── those who fit are told ───────────────────────────────────────────


def test_those_who_fit_are_told_once_and_in_one_message(scene: Scene) -> None:
    skill = a_competency()
    able, unable = scene.own.people[0], scene.own.people[1]
    a_record(able, skill, level=3)
    scene.opportunity(skills=((skill.pk, 2),))
    scene.opportunity(skills=((skill.pk, 1),), load=30)
    assert suggesting.suggest(on=TODAY, now=NOW) == 1
    assert told("teamwork.suggested") == [able.full_name]
    assert Suggestion.objects.filter(employee=able).count() == 2
    assert not Suggestion.objects.filter(employee=unable).exists()
    assert suggesting.suggest(on=TODAY, now=NOW) == 0


def test_one_message_a_day_at_most(scene: Scene) -> None:
    scene.opportunity()
    first = suggesting.suggest(on=TODAY, now=NOW)
    scene.opportunity(load=30)
    assert first == 3
    assert suggesting.suggest(on=TODAY, now=NOW) == 0


def test_who_wants_no_news_or_applied_already_is_not_told(scene: Scene) -> None:
    off, applied, other = scene.own.people
    assert off.user
    applications.set_news(employee=off, wanted=False, now=NOW, by=off.user)
    scene.applied(scene.opportunity(), applied)
    suggesting.suggest(on=TODAY, now=NOW)
    assert told("teamwork.suggested") == [other.full_name]
    applications.set_news(employee=off, wanted=True, now=NOW, by=off.user)
    scene.opportunity(load=30)
    suggesting.suggest(on=TODAY + timedelta(days=1), now=NOW)
    assert off.full_name in told("teamwork.suggested")


def test_who_chooses_is_not_told_for_they_cannot_apply(scene: Scene) -> None:
    chooser, clerk = scene.own.people[:2]
    Appointment.objects.filter(employee=scene.own.people[2]).delete()
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=scene.own.agency.pk)
    chooser.user = analyst
    chooser.save()
    scene.opportunity()
    assert suggesting.suggest(on=TODAY, now=NOW) == 1
    assert told("teamwork.suggested") == [clerk.full_name]


def test_of_full_places_nobody_is_told_until_one_is_free(scene: Scene) -> None:
    full = scene.opportunity()
    assert full.need
    row = scene.chosen(full.need, scene.own.people[0], scene.own)
    assert suggesting.suggest(on=TODAY, now=NOW) == 0
    choosing.pass_over(application=row, reason="Batal", now=NOW, by=scene.head)
    assert suggesting.suggest(on=TODAY, now=NOW) == 2
    assert suggesting.suggest(on=TODAY, now=NOW) == 0


def test_who_cannot_sign_in_any_more_is_not_told(scene: Scene) -> None:
    User.objects.filter(employee__in=scene.own.people[1:]).update(is_active=False)
    scene.opportunity()
    assert suggesting.suggest(on=TODAY, now=NOW) == 1
