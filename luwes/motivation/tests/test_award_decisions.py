"""The decision on an award, its certificate, and what is withdrawn."""

import pytest
from django.core.exceptions import PermissionDenied

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.letters import actions as letters
from luwes.letters.access import readable
from luwes.letters.models import Letter
from luwes.motivation.actions import awards, nominating
from luwes.motivation.models import (
    AwardWinner,
    Contribution,
)
from luwes.motivation.tests.recognition_scene import (
    LATER,
    LATER_NOW,
    NOW,
    TODAY,
    Scene,
    account,
    decide,
    told,
)
from luwes.organisation.tests.builders import a_user
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_first_of_the_ranking_gets_it_with_a_certificate(scene: Scene) -> None:
    award, [best, second] = scene.ranked(5, 3)
    for _twice in range(2):
        decide(scene, award, [best])
    winner = AwardWinner.objects.get()
    letter = winner.letter
    assert letter is not None
    assert (letter.kind, letter.payload["achievement"]["title"]) == ("award_certificate", "Pegawai Teladan")  # fmt: skip
    assert letter.payload["signatory"]["name"] == "Sekretaris Daerah Rekaan"
    assert Letter.objects.count() == 1
    evidence = Contribution.objects.get(kind="award", withdrawn_at=None)
    assert evidence.employee == best.nominee
    assert told("award", "Selamat") == {best.nominee.user_id}
    assert told("award", "sudah diputuskan") == {second.nominee.user_id}
    assert readable(account(best.nominee)).get() == letter
    assert not readable(account(second.nominee)).exists()
    assert Entry.objects.filter(deed="motivation.award_decided").count() == 1


def test_another_choice_needs_its_reason(scene: Scene) -> None:
    award, [best, second] = scene.ranked(5, 3)
    for rows in ([second], [], [best, second]):
        with pytest.raises(Refused):
            decide(scene, award, rows)
    decide(scene, award, [second], reason="Bertugas sendirian di pulau.")
    award.refresh_from_db()
    assert award.departs_because == "Bertugas sendirian di pulau."
    assert AwardWinner.objects.get().nomination == second


def test_nobody_may_get_it_with_a_reason(scene: Scene) -> None:
    award, _rows = scene.ranked(2)
    decide(scene, award, [], reason="Belum ada yang memenuhi.")
    assert not AwardWinner.objects.exists()
    assert not Letter.objects.exists()


def test_between_equals_either_may_be_chosen_without_a_reason(scene: Scene) -> None:
    award, [_one, two] = scene.ranked(4, 4)
    decide(scene, award, [two])
    award.refresh_from_db()
    assert award.departs_because == ""


def test_another_ranking_than_the_one_shown_is_not_decided_on(scene: Scene) -> None:
    award, [best, _second] = scene.ranked(5, 3)
    with pytest.raises(Refused, match="berubah"):
        decide(scene, award, [best], digest="lama")


def test_only_who_signs_there_decides_and_never_who_stands(scene: Scene) -> None:
    award = scene.award()
    other = scene.officer(Role.APPROVER, "Wakil")
    standing = an_employee("Sekda Rekaan", agency=scene.agency, user=scene.signer)
    row = scene.nominated(award, standing, scene.person())
    scene.judging(award)
    for judge in scene.judges:
        scene.scored(row, judge, 5)
    elsewhere = a_user(Role.APPROVER, scope_kind="agency", scope_id=an_employee().agency_id)
    for user in (scene.signer, scene.manager, scene.judges[0], elsewhere):
        with pytest.raises(PermissionDenied):
            decide(scene, award, [row], by=user)
    assert told("judging", "Semua calon") == {other.pk, scene.manager.pk}
    decide(scene, award, [row], by=other)


def test_two_who_may_sign_decide_once(scene: Scene) -> None:
    award, [best, _second] = scene.ranked(5, 3)
    other = scene.officer(Role.APPROVER, "Wakil")
    decide(scene, award, [best])
    with pytest.raises(Refused, match="pejabat lain"):
        decide(scene, award, [best], by=other)
    assert Letter.objects.count() == 1


def test_who_steps_back_during_judging_is_not_chosen(scene: Scene) -> None:
    award, [best, second] = scene.ranked(5, 3)
    nominating.decline(nomination=best, on=LATER, now=LATER_NOW, by=account(best.nominee))
    with pytest.raises(Refused):
        decide(scene, award, [best])
    decide(scene, award, [second])
    nominating.decline(nomination=best, on=LATER, now=LATER_NOW, by=account(best.nominee))
    with pytest.raises(Refused, match="sudah berakhir"):
        nominating.decline(nomination=second, on=LATER, now=LATER_NOW, by=account(second.nominee))


def test_a_withdrawn_certificate_takes_the_award_back(scene: Scene) -> None:
    award, [best] = scene.ranked(5)
    decide(scene, award, [best])
    winner = AwardWinner.objects.get()
    assert winner.letter
    letters.withdraw(
        letter=winner.letter, reason="Salah orang", day=LATER, now=LATER_NOW, by=scene.signer
    )
    winner.refresh_from_db()
    assert winner.revoked_because == "Salah orang"
    assert not Contribution.objects.filter(kind="award", withdrawn_at=None).exists()
    assert told("award", "dicabut") == {best.nominee.user_id}
    assert readable(account(best.nominee)).count() == 2


def test_a_cancelled_award_is_told_and_goes_no_further(scene: Scene) -> None:
    award = scene.award()
    row = scene.nominated(award, scene.person(), scene.person())
    with pytest.raises(Refused):
        awards.cancel(award=award, because=" ", on=TODAY, now=NOW, by=scene.manager)
    for _twice in range(2):
        awards.cancel(award=award, because="Anggaran", on=TODAY, now=NOW, by=scene.manager)
    assert told("award", "dibatalkan") == {row.nominee.user_id}
    with pytest.raises(Refused):
        scene.judging(award)
    with pytest.raises(Refused):
        scene.name(award, account(scene.person()))
