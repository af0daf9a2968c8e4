"""Whoever has a hand in an award, as nominator, nominee or judge, neither manages nor decides it."""

import pytest

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import awards, nominating
from luwes.motivation.tests.recognition_scene import (
    NOW,
    TODAY,
    Scene,
    account,
    decide,
)
from luwes.organisation.tests.builders import SINCE
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_who_nominated_or_was_on_the_committee_does_not_decide(scene: Scene) -> None:
    award, other = scene.award(), scene.officer(Role.APPROVER, "Wakil")
    file = an_employee("Sekda Rekaan", agency=scene.agency, user=scene.signer)
    row = scene.nominated(award, scene.person(), file)
    left = scene.judges[0]
    scene.name(award, account(scene.person("Anggota keempat", unit=scene.clinic)))
    awards.let_judge_go(award=award, user=left, because="Sakit", on=TODAY, now=NOW, by=scene.manager)  # fmt: skip
    Grant.objects.create(
        user=left, role=Role.APPROVER.value, scope_kind="agency", scope_id=str(scene.agency.pk),
        period=SINCE,
    )  # fmt: skip
    assert not access.can_sign(scene.signer, award, TODAY)
    assert not access.can_sign(User.objects.get(pk=left.pk), award, TODAY)
    assert access.can_sign(other, award, TODAY)
    nominating.decline(nomination=row, on=TODAY, now=NOW, by=account(row.nominee))
    assert access.can_sign(scene.signer, award, TODAY)


def test_the_only_one_who_decides_or_manages_puts_nobody_forward(scene: Scene) -> None:
    award = scene.award()
    for user, what in ((scene.manager, "mengatur panitia"), (scene.signer, "memutuskan")):
        file = an_employee(agency=scene.agency, user=user)
        with pytest.raises(Refused, match=f"satu-satunya yang dapat {what}"):
            scene.nominated(award, scene.person(), file)


def test_a_manager_who_nominated_leaves_the_committee_to_others(scene: Scene) -> None:
    award, other = scene.award(), scene.officer(Role.STAFFING_ANALYST, "Analis lain")
    scene.nominated(award, scene.person(), an_employee(agency=scene.agency, user=scene.manager))
    fourth = account(scene.person(unit=scene.clinic))
    with pytest.raises(Refused, match="pengelola lain"):
        scene.name(award, fourth)
    with pytest.raises(Refused, match="pengelola lain"):
        awards.let_judge_go(award=award, user=scene.judges[0], because="x", on=TODAY, now=NOW, by=scene.manager)  # fmt: skip
    awards.name_judge(award=award, user=fourth, on=TODAY, now=NOW, by=other)


def test_being_named_puts_nobody_out_before_the_answer(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    for user in (scene.manager, *scene.judges):
        scene.nominated(award, an_employee(agency=scene.agency, user=user), by, agrees=False)
    row = scene.nominated(award, scene.person(), by)
    assert access.can_manage(scene.manager, award, TODAY)
    scene.judging(award)
    for judge in scene.judges:
        scene.scored(row, judge, 4)
    decide(scene, award, [row])
