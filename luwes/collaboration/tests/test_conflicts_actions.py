"""Interests: declared, answered, kept from others; what they keep somebody from."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.accounts import queries as accounts
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.collaboration import access, conflict_panels
from luwes.collaboration.actions import conflicts as actions
from luwes.collaboration.models import Claim, ConflictDeclaration, Milestone
from luwes.collaboration.queries import conflicts as queries
from luwes.collaboration.rules.states import (
    ConflictAnswer,
    ConflictKind,
    ConflictStrength,
    answers_to,
)
from luwes.collaboration.tests.team_scene import NOW, TODAY, Cooperation, account
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.core.tests.racing import at_once
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_position, a_title, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


def answer(row: ConflictDeclaration, to: ConflictAnswer, by: User, words: str = "") -> None:
    actions.answer(declaration=row, to=to, words=words, now=NOW, on=TODAY, by=by)


def texts() -> str:
    rows = Message.objects.order_by("pk").values_list("subject", "body")
    return "\n".join(f"{subject} {body}" for subject, body in rows)


def test_an_actual_interest_is_never_kept_in_check() -> None:
    assert ConflictAnswer.WITH_CARE not in answers_to(ConflictStrength.ACTUAL)
    assert ConflictAnswer.WITH_CARE in answers_to(ConflictStrength.POTENTIAL)
    scene = Cooperation()
    row = scene.declared(scene.own.people[0], strength=ConflictStrength.ACTUAL)
    with pytest.raises(Refused, match="aktual"):
        answer(row, ConflictAnswer.WITH_CARE, scene.own.head, "Hati-hati")


@pytest.mark.parametrize("to", [ConflictAnswer.WITH_CARE, ConflictAnswer.NO_CONFLICT])
def test_letting_somebody_take_part_needs_words(to: ConflictAnswer) -> None:
    scene = Cooperation()
    row = scene.declared(scene.own.people[0])
    with pytest.raises(Refused, match="Tulis"):
        answer(row, to, scene.own.head)


def test_only_the_superior_answers_and_nobody_for_oneself() -> None:
    scene = Cooperation()
    row = scene.declared(scene.own.people[0])
    for by in (scene.near.head, scene.lead, account(scene.own.people[0]), scene.own.decider):
        with pytest.raises(PermissionDenied):
            answer(row, ConflictAnswer.NO_CONFLICT, by, "Bukan")
    answer(row, ConflictAnswer.KEPT_OUT, scene.own.head)
    answer(row, ConflictAnswer.KEPT_OUT, scene.own.head)
    assert Entry.objects.filter(deed="collaboration.conflict_answered").count() == 1
    answer(row, ConflictAnswer.NO_CONFLICT, scene.own.head, "Sahamnya sudah dijual")
    row.refresh_from_db()
    assert (row.answer, row.answer_words) == ("no_conflict", "Sahamnya sudah dijual")


def test_a_head_with_an_interest_of_the_own_does_not_answer_it() -> None:
    scene = Cooperation()
    person = scene.person(scene.own)
    person.user = scene.own.head
    person.save()
    row = scene.declared(person)
    with pytest.raises(PermissionDenied):
        answer(row, ConflictAnswer.NO_CONFLICT, scene.own.head, "Bukan")


def topmost(scene: Cooperation) -> Employee:
    """The head of the first government's only unit, with a file of their own."""
    position = a_position(unit=scene.own.unit, title=a_title(group=scene.group))
    person = an_employee(agency=scene.own.agency, user=scene.own.head)
    an_appointment(person, position)
    return person


def test_above_whom_no_head_stands_the_authority_of_the_government_answers() -> None:
    scene = Cooperation()
    row = scene.declared(topmost(scene))
    told = Message.objects.filter(kind="collaboration.conflict", user=scene.own.decider)
    assert told.count() == 1
    for by in (scene.own.head, scene.near.decider, scene.far.head):
        with pytest.raises(PermissionDenied):
            answer(row, ConflictAnswer.NO_CONFLICT, by, "Bukan")
    assert list(queries.waiting(scene.own.decider, TODAY)) == [row]
    assert not queries.waiting(scene.near.decider, TODAY).exists()
    answer(row, ConflictAnswer.KEPT_OUT, scene.own.decider)
    assert ConflictDeclaration.objects.get().answer == "kept_out"


def test_an_authority_answers_for_nobody_who_has_a_head_and_never_for_themselves() -> None:
    scene = Cooperation()
    below = scene.declared(scene.own.people[0])
    assert not access.readable_conflicts(scene.own.decider, TODAY).exists()
    position = a_position(unit=scene.own.unit, title=a_title(group=scene.group))
    decider = an_employee(agency=scene.own.agency, user=scene.own.decider)
    an_appointment(decider, position)
    Grant.objects.filter(user=scene.own.head).update(
        period=Period(date(2020, 1, 1), date(2021, 1, 1))
    )
    own = scene.declared(decider)
    with pytest.raises(PermissionDenied):
        answer(own, ConflictAnswer.NO_CONFLICT, scene.own.decider, "Bukan")
    accounts.forget(scene.own.decider)
    answer(below, ConflictAnswer.KEPT_OUT, scene.own.decider)
    assert not queries.waiting(scene.own.decider, TODAY).exists()


def test_an_authority_reads_at_the_same_cost_for_many(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]  # fmt: skip
    scene = Cooperation()
    Grant.objects.filter(user=scene.own.head).delete()
    for person in scene.own.people:
        scene.declared(person)
    decider = User.objects.get(pk=scene.own.decider.pk)
    with django_assert_max_num_queries(7):
        assert len(queries.waiting(decider, TODAY)) == 3


def test_nobody_declares_for_another() -> None:
    scene = Cooperation()
    interest = actions.Interest(
        scene.company, ConflictKind.FAMILY, ConflictStrength.ACTUAL, "x", Period(TODAY)
    )
    with pytest.raises(PermissionDenied):
        actions.declare(employee=scene.own.people[0], interest=interest, now=NOW, by=scene.own.head)


def test_log_history_and_messages_tell_neither_the_partner_nor_the_words() -> None:
    scene = Cooperation()
    row = scene.declared(scene.own.people[0])
    answer(row, ConflictAnswer.NO_CONFLICT, scene.own.head, "Adiknya sudah pensiun")
    logged = Entry.objects.filter(deed__startswith="collaboration.conflict")
    told = "\n".join(f"{e.object_label} {e.reason} {e.details}" for e in logged) + texts()
    assert logged.count() == 2
    for secret in ("PT Jalan", "Adik", "pensiun"):
        assert secret not in told
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM collaboration_conflictdeclarationevent")
        assert "Adik" not in str(cursor.fetchall())
        cursor.execute("SELECT words, answer_words FROM collaboration_conflictdeclaration")
        assert "Adik" not in str(cursor.fetchall())


def test_it_is_read_by_oneself_and_the_superior_and_counted_by_the_auditor() -> None:
    scene = Cooperation()
    row = scene.declared(scene.own.people[0])
    readers = (account(scene.own.people[0]), scene.own.head)
    for reader in readers:
        assert list(access.readable_conflicts(reader, TODAY)) == [row]
    auditor = a_user(Role.AUDITOR)
    for stranger in (
        account(scene.own.people[1]), scene.near.head, scene.lead, scene.own.decider, auditor,
        scene.representative(),
    ):  # fmt: skip
        assert not access.readable_conflicts(stranger, TODAY).exists()
    assert not access.counts_conflicts(scene.own.head)
    assert access.counts_conflicts(auditor)
    (waiting, *others) = queries.counted(auditor, TODAY)
    assert (waiting.people, waiting.declarations) == (1, 1)
    assert not any(row.declarations for row in others)


def test_the_superior_is_asked_and_the_person_hears_the_answer() -> None:
    scene = Cooperation()
    person = scene.own.people[0]
    row = scene.declared(person)
    asked = Message.objects.get(kind="collaboration.conflict")
    assert asked.user_id == scene.own.head.pk
    assert f"/benturan-kepentingan/{row.pk}/" in asked.link
    assert list(queries.waiting(scene.own.head, TODAY)) == [row]
    assert not queries.waiting(scene.near.head, TODAY).exists()
    answer(row, ConflictAnswer.KEPT_OUT, scene.own.head)
    assert not queries.waiting(scene.own.head, TODAY).exists()
    assert Message.objects.filter(user=person.user, kind="collaboration.conflict").exists()


def test_declared_while_serving_the_leader_and_the_superior_are_asked_to_relieve() -> None:
    scene = Cooperation()
    scene.place()
    (order,) = scene.at_work()
    person = order.employee
    assert conflict_panels.to_relieve(scene.lead, NOW) == []
    scene.declared(person, scene.partner("PT Lain"))
    assert conflict_panels.to_relieve(scene.lead, NOW) == []
    row = scene.declared(person)
    told = Message.objects.filter(user=scene.lead, kind="collaboration.conflict").get()
    assert f"/pos/{order.need_id}/surat/" in told.link
    assert "Bebaskan" in told.body
    asked = Message.objects.filter(user=scene.side_of(person).head).latest("pk")
    assert "sedang bertugas" in asked.body
    (waits,) = conflict_panels.to_relieve(scene.lead, NOW)
    assert waits.url == f"/program/{scene.programme.pk}/tim/"
    answer(row, ConflictAnswer.WITH_CARE, scene.side_of(person).head, "Tidak memeriksa volume")
    assert conflict_panels.to_relieve(scene.lead, NOW) == []


def a_claim(scene: Cooperation, *, of_partner: bool = True) -> Claim:
    milestone = Milestone.objects.create(
        programme=scene.programme, order=1, title="Pondasi", evidence="Foto",
        side="partner" if of_partner else "government", due=date(2025, 6, 1),
        partner=scene.joined if of_partner else None,
    )  # fmt: skip
    return Claim.objects.create(
        milestone=milestone, percent=50, words="Separuh", side=milestone.side, at=NOW,
        by=scene.representative(),
    )  # fmt: skip


def test_an_interest_keeps_from_verifying_signing_and_drafting_with_that_partner() -> None:
    scene = Cooperation()
    person = scene.person(scene.own)
    person.user = scene.own.head
    person.save()
    claim, unit = a_claim(scene), scene.own.unit
    agreement = scene.joined.agreement
    signer = scene.own.decider
    signing = scene.person(scene.own)
    signing.user = signer
    signing.save()
    assert access.can_verify(scene.own.head, claim, TODAY)
    assert access.can_sign(signer, agreement)
    assert access.can_draft(scene.own.head, unit, TODAY, scene.company)
    scene.declared(person)
    scene.declared(signing)
    assert not access.can_verify(scene.own.head, claim, TODAY)
    assert not access.can_sign(signer, agreement)
    assert not access.can_draft(scene.own.head, unit, TODAY, scene.company)
    assert access.can_draft(scene.own.head, unit, TODAY, scene.partner("PT Lain"))


def test_who_has_an_interest_decides_nothing_and_cannot_deny_it() -> None:
    scene = Cooperation()
    person = scene.person(scene.own)
    person.user = scene.own.decider
    person.save()
    scene.declared(person)
    with pytest.raises(Refused, match="menyatakan benturan"):
        actions.say_none(programme=scene.programme, now=NOW, on=TODAY, by=scene.own.decider)
    with pytest.raises(PermissionDenied):
        actions.say_none(programme=scene.programme, now=NOW, on=TODAY, by=scene.far.decider)


def test_an_interest_that_is_over_keeps_nobody_out() -> None:
    scene = Cooperation()
    row = scene.declared(scene.own.people[0])
    row.period = Period(TODAY, TODAY + timedelta(days=2))
    row.save()
    during = Period(TODAY + timedelta(days=2), TODAY + timedelta(days=9))
    assert not access.keeping_out([scene.company.pk], during).exists()
    assert access.keeping_out([scene.company.pk], Period(TODAY)).exists()


@pytest.mark.django_db(transaction=True)
def test_a_double_press_declares_once() -> None:
    scene = Cooperation()
    said = at_once(*[lambda: scene.declared(scene.own.people[0])] * 2)
    assert said == ["", ""]
    assert ConflictDeclaration.objects.count() == 1
    assert Message.objects.filter(kind="collaboration.conflict").count() == 1
