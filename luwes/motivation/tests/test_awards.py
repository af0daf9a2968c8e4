"""Awards: opening one, putting colleagues forward, and reminding whoever must act next."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.motivation.access import recognition as access
from luwes.motivation.actions import award_reminding, awards, nominating
from luwes.motivation.models import (
    Contribution,
    Nomination,
)
from luwes.motivation.tests.recognition_scene import (
    LATER,
    LATER_NOW,
    NOW,
    TODAY,
    Scene,
    a_contribution,
    account,
    told,
)
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_user
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


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
