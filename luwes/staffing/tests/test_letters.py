"""Who reads the letters of an assignment: the person, the heads, whoever leads; nobody else."""

import pytest

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.letters import access as letters
from luwes.letters.models import Letter
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.staffing.actions import answers
from luwes.staffing.models import Assignment
from luwes.staffing.tests.scene import NOW, Scene, a_scene, an_incident

pytestmark = pytest.mark.django_db


def an_order(scene: Scene) -> Assignment:
    """Somebody of a helping government is sent to the scene's incident, and has a signed letter."""
    helper = an_agency("Pemerintah Kabupaten Tetangga")
    scene.people(scene.unit(agency=helper), 2)
    incident = an_incident(scene.agency, scene.area, scene.coordinator, helper)
    scene.need(incident=incident)
    row = scene.issued(incident).assignments.select_related("employee__user", "home_unit").get()
    scene.sign()
    return row


def reads(user: User | None) -> set[Letter]:
    assert user
    return set(letters.readable(user))


def over(role: Role, kind: str, pk: int) -> User:
    return a_user(role, scope_kind=kind, scope_id=pk)


def test_letters_are_read_by_the_person_the_head_and_who_leads() -> None:
    scene = a_scene()
    row = an_order(scene)
    helper, owner = row.home_unit.agency_id, row.need.owner_id
    for user in (
        row.employee.user,
        over(Role.UNIT_HEAD, "unit", row.home_unit_id),
        a_user(Role.UNIT_HEAD),
        over(Role.STAFFING_ANALYST, "unit", row.home_unit_id),
        over(Role.STAFFING_ANALYST, "agency", helper),
        over(Role.COORDINATOR, "agency", scene.agency.pk),
        over(Role.COORDINATOR, "incident", owner),
    ):
        assert reads(user) == {row.letter}
    other = a_unit(agency=scene.agency)
    for user in (
        over(Role.UNIT_HEAD, "unit", other.pk),
        over(Role.STAFFING_ANALYST, "unit", other.pk),
        over(Role.STAFFING_ANALYST, "agency", scene.agency.pk),
        over(Role.APPROVER, "agency", scene.agency.pk),
        over(Role.COORDINATOR, "incident", scene.incident.pk),
    ):
        assert reads(user) == set()


def test_who_may_read_a_letter_may_read_the_one_that_withdraws_it() -> None:
    scene = a_scene()
    row = an_order(scene)
    user = row.employee.user
    assert user
    answers.decline(assignment=row, reason="Sertifikat habis", now=NOW, by=user)
    withdrawal = Letter.objects.get(kind="withdrawal")
    for reader in (user, over(Role.UNIT_HEAD, "unit", row.home_unit_id)):
        assert reads(reader) == {row.letter, withdrawal}
