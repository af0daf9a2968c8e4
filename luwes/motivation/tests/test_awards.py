"""Awards from opening to certificate: conflicts, blind scores, the decision, and what is withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import actions as letters
from luwes.letters.access import readable
from luwes.letters.models import Letter
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import award_reminding, awards, deciding, judging, nominating
from luwes.motivation.models import (
    Award,
    AwardJudge,
    AwardScore,
    AwardWinner,
    Contribution,
    Nomination,
)
from luwes.motivation.queries import judging as tables
from luwes.motivation.rules.awards import Bar
from luwes.motivation.tests.recognition_scene import LATER, LATER_NOW, NOW, TODAY, Scene, account
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import SINCE, a_user
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def told(kind: str, part: str) -> set[int | None]:
    return {m.user_id for m in Message.objects.filter(kind=f"motivation.{kind}", subject__contains=part)}  # fmt: skip


# ── opening ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "values",
    [
        {"name": " "},
        {"purpose": ""},
        {"how_many": 0},
        {"how_many": 21},
        {"criteria": []},
        {"criteria": [("Satu", 60), ("Dua", 30)]},
        {"nominations": Period(TODAY - timedelta(days=9), TODAY)},
    ],
)
def test_an_award_with_something_wrong_is_refused(scene: Scene, values: dict[str, object]) -> None:
    with pytest.raises(Refused):
        scene.award(is_open=False, **values)


def test_only_who_manages_there_opens_one(scene: Scene) -> None:
    elsewhere = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=an_employee().agency_id)
    for user in (elsewhere, scene.signer, scene.judges[0], account(scene.head)):
        with pytest.raises(PermissionDenied):
            awards.make(agency=scene.agency, unit=None, draft=scene.draft(), on=TODAY, now=NOW, by=user)  # fmt: skip
    of_unit = a_user(Role.STAFFING_ANALYST, scope_kind="unit", scope_id=scene.clinic.pk)
    made = awards.make(agency=scene.agency, unit=scene.ward, draft=scene.draft(), on=TODAY, now=NOW, by=of_unit)  # fmt: skip
    assert access.can_manage(of_unit, made, TODAY)
    with pytest.raises(PermissionDenied):
        awards.make(agency=scene.agency, unit=None, draft=scene.draft(), on=TODAY, now=NOW, by=of_unit)  # fmt: skip


def test_a_draft_pressed_twice_is_one_and_nobody_else_sees_it(scene: Scene) -> None:
    assert scene.award(is_open=False) == scene.award(is_open=False)
    assert not access.seen_awards(account(scene.person()), TODAY).exists()
    assert not access.seen_awards(scene.judges[0], TODAY).exists()


def test_it_opens_with_three_judges_and_somebody_who_decides(scene: Scene) -> None:
    award = awards.make(agency=scene.agency, unit=None, draft=scene.draft(), on=TODAY, now=NOW, by=scene.manager)  # fmt: skip
    for user in scene.judges[:2]:
        scene.name(award, user)
    with pytest.raises(Refused, match="3 anggota"):
        awards.open_up(award=award, on=TODAY, now=NOW, by=scene.manager)
    scene.name(award, scene.judges[2])
    scene.signer.grants.all().delete()
    with pytest.raises(Refused, match="pejabat berwenang"):
        awards.open_up(award=award, on=TODAY, now=NOW, by=scene.manager)
    scene.officer(Role.APPROVER, "Sekda lain")
    for _twice in range(2):
        awards.open_up(award=award, on=TODAY, now=NOW, by=scene.manager)
    assert told("judging", "panitia") == {user.pk for user in scene.judges}
    assert access.seen_awards(account(scene.person()), TODAY).get() == award
    with pytest.raises(Refused, match="tidak dapat diubah"):
        awards.edit(award=award, draft=scene.draft(), on=TODAY, by=scene.manager)


def test_who_manages_or_decides_is_not_on_the_committee(scene: Scene) -> None:
    award = scene.award()
    for user in (scene.manager, scene.signer):
        with pytest.raises(Refused):
            scene.name(award, user)
    scene.name(award, scene.judges[0])  # named again: nothing happens
    assert award.committee.count() == 3


# ── nominations ──────────────────────────────────────────────────────


def test_a_colleague_is_put_forward_asked_and_agrees(scene: Scene) -> None:
    award, by, one = scene.award(), scene.person(), scene.person("Sari Rekaan")
    row = scene.nominated(award, one, by, agrees=False)
    assert scene.nominated(award, one, by, agrees=False) == row  # a second press
    assert told("nominated", "mencalonkan Anda") == {one.user_id}
    for user in (account(by), scene.manager):
        with pytest.raises(PermissionDenied):
            nominating.agree(nomination=row, on=TODAY, now=NOW, by=user)
    for _twice in range(2):
        nominating.agree(nomination=row, on=TODAY, now=NOW, by=account(one))
    row.refresh_from_db()
    assert row.state == "standing"
    assert told("nominated", "bersedia dinilai") == {by.user_id}


def test_nobody_puts_forward_oneself_strangers_or_somebody_twice(scene: Scene) -> None:
    award, by, one = scene.award(), scene.person(), scene.person()
    without_account = an_employee(agency=scene.agency)
    for nominee in (by, an_employee(user=a_user()), without_account):
        with pytest.raises(Refused):
            scene.nominated(award, nominee, by)
    scene.nominated(award, one, by)
    with pytest.raises(Refused, match="sudah dicalonkan"):
        scene.nominated(award, one, scene.person())
    stranger = an_employee(user=a_user())
    with pytest.raises(PermissionDenied):
        scene.nominated(award, scene.person(), stranger)


def test_an_award_of_a_unit_is_for_its_people(scene: Scene) -> None:
    award, by = scene.award(unit=scene.ward), scene.person(unit=scene.clinic)
    with pytest.raises(Refused, match="lingkupnya"):
        scene.nominated(award, scene.person(unit=scene.clinic), by)
    scene.nominated(award, scene.person(), by)


def test_outside_its_days_nobody_is_put_forward(scene: Scene) -> None:
    award = scene.award()
    with pytest.raises(Refused, match="tidak sedang menerima"):
        nominating.nominate(
            award=award, nominee=scene.person(), nominator=(by := scene.person()), reasons="x",
            on=LATER, now=LATER_NOW, by=account(by),
        )  # fmt: skip


def test_the_own_superior_is_allowed_and_told(scene: Scene) -> None:
    award = scene.award()
    assert scene.nominated(award, scene.head, scene.person()).from_below
    assert not scene.nominated(award, scene.person(), scene.head).from_below


def a_contribution(person: Employee, source: str = "1", kind: str = "duty") -> Contribution:
    return Contribution.objects.create(
        employee=person, kind=kind, source_kind="t", source_id=source, words=f"Posko {source}",
        on=TODAY, at=NOW,
    )  # fmt: skip


def test_a_colleague_points_to_shared_work_and_the_nominee_adds_the_own(scene: Scene) -> None:
    award, by, one = scene.award(), scene.person(), scene.person()
    shared, own = a_contribution(one), a_contribution(one, "2")
    thanked = a_contribution(one, "3", "thanks")
    a_contribution(by)
    row = nominating.nominate(
        award=award, nominee=one, nominator=by, reasons="Hebat", on=TODAY, now=NOW,
        evidence=[shared.pk, own.pk, thanked.pk], by=account(by),
    )  # fmt: skip
    assert list(row.evidence.all()) == [shared]
    assert set(access.shared_evidence(account(scene.head), one, TODAY)) == {shared, own}
    others = a_contribution(by, "9")
    nominating.agree(
        nomination=row, evidence=[own.pk, others.pk], on=TODAY, now=NOW, by=account(one)
    )
    assert set(row.evidence.all()) == {shared, own}


def test_nobody_stands_who_alone_could_manage_or_decide(scene: Scene) -> None:
    award, by = scene.award(), scene.person()
    for user, what in ((scene.manager, "pengelola"), (scene.signer, "pejabat")):
        person = an_employee(f"Berkas {what}", agency=scene.agency, user=user)
        row = scene.nominated(award, person, by, agrees=False)
        with pytest.raises(Refused, match=f"satu-satunya {what}"):
            nominating.agree(nomination=row, on=TODAY, now=NOW, by=user)
    other = scene.officer(Role.STAFFING_ANALYST, "Analis lain")
    row = Nomination.objects.get(nominee__user=scene.manager)
    nominating.agree(nomination=row, on=TODAY, now=NOW, by=scene.manager)
    assert not access.can_manage(scene.manager, award, TODAY)
    assert access.can_manage(other, award, TODAY)


# ── the committee and its conflicts ──────────────────────────────────


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


def account_file(scene: Scene, n: int) -> Employee:
    """The file of one of the judges."""
    return an_employee(f"Panitia Rekaan {n + 1}", agency=scene.agency, user=scene.judges[n])


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


# ── the decision ─────────────────────────────────────────────────────


def decide(scene: Scene, award: Award, rows: list[Nomination], *, reason: str = "", **values: object) -> None:  # fmt: skip
    given = {"digest": scene.digest(award), "by": scene.signer} | values
    deciding.decide(
        award=award, chosen=[row.pk for row in rows], reason=reason, on=LATER, now=LATER_NOW,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip


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


# ── a hand in it ─────────────────────────────────────────────────────


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


def test_evidence_that_was_taken_back_is_not_before_the_committee(
    scene: Scene, client: Client
) -> None:
    award, one = scene.award(), scene.person()
    row = scene.nominated(award, one, scene.person(), agrees=False)
    kept, gone = a_contribution(one), a_contribution(one, "2")
    nominating.agree(nomination=row, evidence=[kept.pk, gone.pk], on=TODAY, now=NOW, by=account(one))  # fmt: skip
    Contribution.objects.filter(pk=gone.pk).update(withdrawn_at=NOW)
    scene.judging(award)
    client.force_login(scene.judges[0])
    for path in (f"/penghargaan/pencalonan/{row.pk}/nilai/", f"/penghargaan/pencalonan/{row.pk}/"):
        page = client.get(path).content.decode()
        assert "Posko 1" in page
        assert "Posko 2" not in page


@pytest.mark.parametrize("other", [{"how_many": 2}, {"purpose": "Lain."}, {"unit": True}])
def test_another_draft_of_the_same_name_is_another_award(
    scene: Scene, other: dict[str, object]
) -> None:
    first = scene.award(is_open=False)
    unit = scene.ward if other.pop("unit", None) else None
    second = scene.award(is_open=False, unit=unit, **other)
    first.refresh_from_db()
    assert second != first
    assert (first.how_many, first.purpose, first.unit) == (1, scene.draft().purpose, None)


# ── reminders ────────────────────────────────────────────────────────


def test_whoever_must_act_next_is_reminded_once(scene: Scene) -> None:
    award = scene.award()
    silent = scene.nominated(award, scene.person(), scene.person(), agrees=False)
    row = scene.nominated(award, scene.person(), scene.person())

    def days(first: int, last: int) -> None:
        for n in range(first, last):
            award_reminding.remind(on=TODAY + timedelta(days=n), now=NOW + timedelta(days=n))

    def count(part: str) -> int:
        return Message.objects.filter(subject__startswith=part).count()

    days(0, 11)
    assert not told("nominated", "Jawab pencalonan")
    days(11, 14)
    assert told("nominated", "Jawab pencalonan") == {silent.nominee.user_id}
    assert count("Jawab pencalonan") == 1
    days(14, 17)
    assert told("judging", "Masa pencalonan berakhir") == {scene.manager.pk}
    assert count("Masa pencalonan berakhir") == 1
    scene.judging(award)
    scene.scored(row, scene.judges[0], 4)
    days(16, 20)
    assert not told("judging", "menunggu nilai Anda")
    days(20, 30)
    assert told("judging", "menunggu nilai Anda") == {user.pk for user in scene.judges[1:]}
    assert count("Calon menunggu nilai") == 2


def test_the_list_says_what_waits_for_managers_and_who_decides(scene: Scene) -> None:
    award = scene.award()
    row = scene.nominated(award, scene.person(), scene.person())

    def seen(user: User) -> str:
        return str(signed_in(user).get("/penghargaan/").content.decode())

    clock.set_to(NOW)
    assert "mulai penilaian" not in seen(scene.manager)
    clock.set_to(LATER_NOW)
    assert "mulai penilaian" in seen(scene.manager)
    scene.judging(award)
    assert "putuskan penerimanya" not in seen(scene.signer)
    for judge in scene.judges:
        scene.scored(row, judge, 4)
    assert f"/penghargaan/{award.pk}/putuskan/" in seen(scene.signer)
    assert "mulai penilaian" not in seen(scene.manager)
