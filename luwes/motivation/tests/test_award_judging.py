"""The committee of an award: who may not judge whom, blind scores, and the ranking."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import awards, judging, nominating
from luwes.motivation.models import (
    AwardJudge,
    AwardScore,
)
from luwes.motivation.queries import judging as tables
from luwes.motivation.rules.awards import Bar
from luwes.motivation.tests.recognition_scene import (
    LATER,
    LATER_NOW,
    NOW,
    TODAY,
    Scene,
    account,
    account_file,
    decide,
    told,
)
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_who_stands_is_out_of_the_committee_for_good(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    file = an_employee("Panitia Rekaan 1", agency=scene.agency, user=scene.judges[0])
    row = scene.nominated(award, file, by)
    assert not AwardJudge.objects.filter(award=award, user=scene.judges[0], left_at=None).exists()
    nominating.decline(nomination=row, on=TODAY, now=NOW, by=scene.judges[0])
    row.refresh_from_db()
    assert row.state == "withdrawn"
    with pytest.raises(Refused, match="ikut dicalonkan"):
        scene.name(award, scene.judges[0])


@pytest.mark.parametrize("what", ["nominator", "superior", "subordinate", "declared", "none"])
def test_who_has_a_conflict_scores_not(scene: Scene, what: str) -> None:
    """The fourth judge stands in some relation to the nominee."""
    nominee, by = scene.person("Calon Rekaan"), scene.person("Pencalon Rekaan")
    judge = {"nominator": by, "superior": scene.head, "subordinate": scene.person()}.get(
        what, scene.person("Tetangga", unit=scene.clinic)
    )
    nominee = scene.head if what == "subordinate" else nominee
    award = scene.award()
    scene.name(award, account(judge))
    row = scene.nominated(award, nominee, by)
    other = scene.nominated(award, scene.person(unit=scene.clinic), by)
    scene.judging(award)
    user = account(judge)
    if what == "declared":
        for _twice in range(2):
            judging.declare(nomination=row, words="Saudara", on=LATER, now=LATER_NOW, by=user)
    if what == "none":
        scene.scored(row, user, 4)
        return
    with pytest.raises(Refused, match="tidak menilai"):
        scene.scored(row, user, 5)
    table = tables.table_of(award, LATER)
    assert table.bar(user.pk, row.pk) is Bar(what)
    assert len(table.free[row.pk]) == 3
    if what == "nominator":  # put both forward
        with pytest.raises(Refused):
            scene.scored(other, user, 3)
    else:
        scene.scored(other, user, 3)


def test_the_committee_reads_of_who_agreed_and_not_of_whom_it_is_too_near_to(scene: Scene) -> None:
    award, by = scene.award(), scene.person("Pencalon Rekaan")
    agreed = scene.nominated(award, scene.person("Calon Bersedia"), by)
    asked = scene.nominated(award, scene.person("Calon Ditanya"), by, agrees=False)
    judge, near = scene.judges[:2]
    judging.declare(nomination=agreed, words="Saudara kandung.", on=TODAY, now=NOW, by=near)

    assert list(access.seen_nominations(judge, TODAY)) == [agreed]
    assert not access.seen_nominations(near, TODAY).exists()
    assert set(access.seen_nominations(scene.manager, TODAY)) == {agreed, asked}
    nominating.decline(nomination=agreed, on=TODAY, now=NOW, by=account(agreed.nominee))
    assert not access.seen_nominations(judge, TODAY).exists()


def test_who_is_asked_to_stand_reads_nothing_of_the_others_before_the_answer(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    rival = scene.nominated(award, scene.person("Calon Bersedia"), by)
    judge, other = scene.judges[:2]
    file = an_employee("Panitia Rekaan 1", agency=scene.agency, user=judge)
    own = scene.nominated(award, file, by, agrees=False)
    clock.set_to(NOW)
    page = reverse("motivation:nomination", args=[rival.pk])
    assert list(access.seen_nominations(judge, TODAY)) == [own]
    assert signed_in(judge).get(page).status_code == 404
    assert signed_in(other).get(page).status_code == 200
    nominating.decline(nomination=own, on=TODAY, now=NOW, by=judge)
    assert rival in access.seen_nominations(judge, TODAY)


def test_who_may_not_judge_somebody_does_not_read_their_nomination_either(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    above = scene.nominated(award, scene.head, by)
    beside = scene.nominated(award, scene.person(unit=scene.clinic), by)
    judge = account(scene.person())  # whose superior stands
    scene.name(award, judge)
    clock.set_to(NOW)
    client = signed_in(judge)
    for row, status in ((above, 404), (beside, 200)):
        page = reverse("motivation:nomination", args=[row.pk])
        assert client.get(page).status_code == status


def test_with_too_few_nothing_begins_and_nothing_is_decided(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    nominee = scene.person("Calon Rekaan")
    row = scene.nominated(award, nominee, account_file(scene, 0))
    with pytest.raises(Refused, match="kurang 1"):
        scene.judging(award)
    scene.name(award, account(scene.person("Anggota baru", unit=scene.clinic)))
    scene.judging(award)
    fourth = AwardJudge.objects.latest("pk").user
    for judge in scene.judges[1:]:
        scene.scored(row, judge, 4)
    judging.declare(nomination=row, words="Ternyata sepupu", on=LATER, now=LATER_NOW, by=fourth)
    assert told("judging", "Panitia kurang") == {scene.manager.pk}
    with pytest.raises(Refused, match="Belum semua"):
        decide(scene, award, [row])
    scene.name(award, account(by))
    with pytest.raises(Refused, match="Belum semua"):
        decide(scene, award, [row])
    scene.scored(row, account(by), 4)
    decide(scene, award, [row])


def test_a_ranking_that_was_seen_gets_no_other_committee(scene: Scene) -> None:
    award, _rows = scene.ranked(5, 3)
    before = tables.table_of(award, LATER).digest
    with pytest.raises(Refused, match="panitia tidak diubah"):
        scene.name(award, account(scene.person("Anggota keempat", unit=scene.clinic)))
    assert tables.table_of(award, LATER).digest == before


def test_a_conflict_told_after_the_ranking_stops_the_award_and_recounts_nothing(
    scene: Scene, client: Client
) -> None:
    award, [best, second] = scene.ranked(5, 3)
    judge = scene.judges[0]
    client.force_login(judge)
    page = client.get(f"/penghargaan/pencalonan/{best.pk}/nilai/").content.decode()
    assert "menghentikan penghargaan" in page
    for _twice in range(2):
        judging.declare(nomination=best, words="Sepupu", on=LATER, now=LATER_NOW, by=judge)
    award.refresh_from_db()
    assert award.state == "stopped"
    assert told("judging", "dihentikan") == {scene.manager.pk}
    with pytest.raises(Refused, match="dihentikan"):
        decide(scene, award, [second])
    with pytest.raises(Refused):
        scene.scored(second, judge, 1)
    client.force_login(scene.signer)
    page = client.get(f"/penghargaan/{award.pk}/").content.decode()
    assert "Peringkat panitia" not in page
    assert "dihentikan karena benturan" in page
    awards.cancel(award=award, because="Benturan", on=LATER, now=LATER_NOW, by=scene.manager)
    assert told("award", "dibatalkan") == {best.nominee.user_id, second.nominee.user_id}


def test_scores_are_blind_until_all_are_in_and_then_stand(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    row = scene.nominated(award, scene.person(), by)
    scene.judging(award)
    for n, judge in enumerate(scene.judges):
        assert tables.table_of(award, LATER).ranked == []
        with pytest.raises(Refused):
            judging.score(nomination=row, scores={}, on=LATER, now=LATER_NOW, by=judge)
        scene.scored(row, judge, 3 + n % 2)
    [ranked] = tables.table_of(award, LATER).ranked
    assert str(ranked.points) == "3.00"
    with pytest.raises(Refused, match="Semua sudah menilai"):
        scene.scored(row, scene.judges[0], 5)
    assert told("judging", "Semua calon sudah dinilai") == {scene.signer.pk, scene.manager.pk}
    for entry in Entry.objects.filter(deed="motivation.scored"):
        assert "score" not in entry.details  # who reads the log knows no more


def test_scores_may_be_changed_before_the_last_is_in(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    row = scene.nominated(award, scene.person(), by)
    scene.judging(award)
    scene.scored(row, scene.judges[0], 1)
    scene.scored(row, scene.judges[0], 5)
    assert set(AwardScore.objects.values_list("score", flat=True)) == {5}
    for user in (scene.manager, scene.signer, account(by)):
        with pytest.raises(PermissionDenied):
            scene.scored(row, user, 5)


def test_a_judge_who_leaves_counts_no_more_and_silence_does_not_hold_everything(
    scene: Scene,
) -> None:
    award = scene.award()
    scene.name(award, account(scene.person("Anggota keempat", unit=scene.clinic)))
    row = scene.nominated(award, scene.person(), scene.person())
    scene.judging(award)
    for judge in scene.judges:
        scene.scored(row, judge, 4)
    silent = AwardJudge.objects.latest("pk").user
    gone = {"award": award, "user": silent, "on": LATER, "now": LATER_NOW, "by": scene.manager}
    with pytest.raises(Refused):
        awards.let_judge_go(**gone, because="")  # type: ignore[arg-type]
    awards.let_judge_go(**gone, because="Sakit")  # type: ignore[arg-type]
    assert tables.table_of(award, LATER).is_complete
    assert told("judging", "Semua calon sudah dinilai") >= {scene.signer.pk}
    with pytest.raises(Refused, match="panitia tidak diubah"):
        awards.let_judge_go(award=award, user=scene.judges[0], because="x", on=LATER, now=LATER_NOW, by=scene.manager)  # fmt: skip


def test_judging_waits_for_the_last_day_and_drops_who_did_not_answer(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    silent = scene.nominated(award, scene.person(), by, agrees=False)
    with pytest.raises(Refused, match="belum berakhir"):
        awards.judge(award=award, on=TODAY + timedelta(days=13), now=NOW, by=scene.manager)
    with pytest.raises(Refused, match="bersedia"):
        scene.judging(award)
    scene.nominated(award, scene.person(), by)
    scene.judging(award)
    silent.refresh_from_db()
    assert silent.state == "lapsed"
    with pytest.raises(Refused):
        nominating.agree(nomination=silent, on=LATER, now=LATER_NOW, by=account(silent.nominee))


def test_the_table_asks_as_much_for_many_as_for_few(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    scene.nominated(award, scene.person(), by)

    def cost() -> int:
        with CaptureQueriesContext(connection) as found:
            tables.table_of(award, TODAY)
        return len(found)

    few = cost()
    for _n in range(5):
        scene.nominated(award, scene.person(), by)
        scene.name(award, account(scene.person()))
    assert cost() == few <= 11
