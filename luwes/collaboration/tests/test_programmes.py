"""Programmes: what starting asks, milestones and circles, claims and the other side's eyes."""

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.audit.models import Entry
from luwes.collaboration import photos
from luwes.collaboration.actions import claims, indicators, milestones, programmes
from luwes.collaboration.models import Agreement, Claim, Milestone, Representative
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.rules.claiming import Seen
from luwes.collaboration.tests.builders import (
    NOW,
    TIME,
    TODAY,
    Scene,
    a_jpeg,
    a_partner,
    a_representative,
    an_agreement,
    pictures,
)
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import SINCE, a_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=8)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def told(refused: pytest.ExceptionInfo[Refused]) -> str:
    return " ".join(problem.message for problem in refused.value.problems)


# ── starting and ending ──────────────────────────────────────────────


def test_starting_tells_all_that_is_missing_at_once(scene: Scene) -> None:
    programme = scene.programme()
    with pytest.raises(Refused) as refused:
        programmes.start(programme=programme, on=TODAY, by=scene.lead)
    assert len(refused.value.problems) == 3
    assert all(word in told(refused) for word in ("indikator", "tonggak", "mitra"))


def test_a_programme_does_not_start_on_an_agreement_that_is_over(scene: Scene) -> None:
    programme = scene.programme()
    indicators.add(
        programme=programme, on=TODAY, by=scene.lead,
        measure=indicators.Measure("Jalan", "km", Decimal(0), Decimal(2), "Dinas"),
    )  # fmt: skip
    scene.milestone(programme, "Fondasi", scene.joined(programme))
    Agreement.objects.filter(pk=scene.agreement.pk).update(state="ended")
    with pytest.raises(Refused, match="tidak berlaku"):
        programmes.start(programme=programme, on=TODAY, by=scene.lead)


@pytest.mark.parametrize(
    "values",
    [{"state": "agreed"}, {"state": "ended"}, {"period": Period(date(2025, 1, 1), date(2026, 1, 1))}],
)  # fmt: skip
def test_no_partner_joins_by_an_agreement_that_carries_no_work(scene: Scene, values: dict[str, object]) -> None:  # fmt: skip
    programme = scene.programme()
    other = an_agreement(scene.unit, a_partner(scene.agency, "CV Lain"), **values)
    with pytest.raises(Refused, match="tidak berlaku"):
        scene.joined(programme, other)


def test_a_stranger_and_a_partner_change_nothing(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    for user in (a_user(), scene.rep):
        with pytest.raises(PermissionDenied):
            programmes.close(programme=programme, is_finished=False, closing="x", on=TODAY, now=NOW, by=user)  # fmt: skip
        with pytest.raises(PermissionDenied):
            milestones.drop(milestone=base, reason="x", on=TODAY, by=user)


def test_it_is_finished_when_all_is_verified_and_stopped_with_a_reason(scene: Scene) -> None:
    programme, base, asphalt = scene.running()
    close = {"programme": programme, "on": TODAY, "now": NOW, "by": scene.lead}
    with pytest.raises(Refused, match="Fondasi; Aspal"):
        programmes.close(is_finished=True, closing="Selesai", **close)  # type: ignore[arg-type]
    claim = scene.claimed(base)
    with pytest.raises(Refused, match="menunggu pemeriksaan"):
        programmes.close(is_finished=False, closing="Berhenti", **close)  # type: ignore[arg-type]
    scene.verified(claim)
    milestones.drop(milestone=asphalt, reason="Diaspal pusat", on=TODAY, by=scene.lead)
    programmes.close(is_finished=True, closing="Selesai", **close)  # type: ignore[arg-type]
    programme.refresh_from_db()
    assert programme.state == "finished"
    with pytest.raises(Refused, match="sudah ditutup"):
        scene.milestone(programme, "Lagi")


# ── milestones ───────────────────────────────────────────────────────


def test_a_circle_is_refused_and_named_in_words(scene: Scene) -> None:
    _programme, base, asphalt = scene.running()
    draft = scene.milestone_draft("Fondasi", base.partner, waits_for=[asphalt])
    with pytest.raises(Refused) as refused:
        milestones.change(milestone=base, draft=draft, on=TODAY, by=scene.lead)
    assert "Fondasi menunggu Aspal, Aspal menunggu Fondasi" in told(refused)
    assert not base.waits_for.exists()


def test_what_was_claimed_changes_no_more(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 10)
    draft = scene.milestone_draft("Fondasi ringan", base.partner, weight=9)
    with pytest.raises(Refused, match="sudah diklaim"):
        milestones.change(milestone=base, draft=draft, on=TODAY, by=scene.lead)
    claims.withdraw(claim=claim, on=TODAY, now=NOW, by=scene.rep2)
    milestones.change(milestone=base, draft=draft, on=TODAY, by=scene.lead)
    base.refresh_from_db()
    assert (base.title, base.claimed) == ("Fondasi ringan", 0)


def test_milestones_are_moved_and_kept_in_one_order(scene: Scene) -> None:
    programme, base, asphalt = scene.running()
    milestones.move(milestone=asphalt, up=True, on=TODAY, by=scene.lead)
    milestones.move(milestone=asphalt, up=True, on=TODAY, by=scene.lead)  # it stands at the end
    assert list(programme.milestones.order_by("order")) == [asphalt, base]


def test_milestones_stay_within_the_programme(scene: Scene) -> None:
    programme = scene.programme()
    with pytest.raises(Refused) as refused:
        scene.milestone(programme, "Terlambat", due=date(2027, 6, 1), weight=0)
    assert [p.field for p in refused.value.problems] == ["due", "weight"]
    scene.milestone(programme, "Sama")
    with pytest.raises(Refused, match="sudah ada"):
        scene.milestone(programme, " sama ")
    shorter = programmes.ProgrammeDraft(
        "Jalan", "Tujuan", "", "SK", scene.area, Period(date(2026, 3, 1), date(2026, 4, 1)), True
    )
    with pytest.raises(Refused, match="Sama"):
        programmes.change(programme=programme, draft=shorter, on=TODAY, by=scene.lead)


def test_a_milestone_is_tied_to_nothing_of_another_programme(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    other = scene.programme("Program lain")
    for values in ({"partner": base.partner}, {"place": base.place}, {"waits_for": [base]}):
        with pytest.raises(PermissionDenied):
            scene.milestone(other, "Tonggak", **values)


# ── lapse ────────────────────────────────────────────────────────────


def test_when_the_agreement_lapses_nothing_new_begins_but_what_is_claimed_is_verified(scene: Scene) -> None:  # fmt: skip
    programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 40)
    Agreement.objects.filter(pk=scene.agreement.pk).update(period=Period(TIME.start, TODAY))
    scene.verified(claim)
    with pytest.raises(Refused, match="tidak berlaku"):
        scene.claimed(base, 60)
    partner = programme.partners.select_related("agreement__partner", "partner").get()
    with pytest.raises(Refused, match="tidak berlaku"):
        scene.milestone(programme, "Tambahan", partner)
    scene.milestone(programme, "Marka")  # the government goes on
    base.refresh_from_db()
    assert base.verified == 40


# ── claims ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(("percent", "words"), [(101, "1 sampai 100"), (0, "1 sampai 100"), (-5, "1 sampai 100"), (40, "40 %"), (30, "40 %")])  # fmt: skip
def test_percents_that_cannot_be_are_refused(scene: Scene, percent: int, words: str) -> None:
    _programme, base, _asphalt = scene.running()
    scene.verified(scene.claimed(base, 40))
    with pytest.raises(Refused, match=words):
        scene.claimed(base, percent)


def test_nothing_is_claimed_before_what_it_waits_for_is_verified_whole(scene: Scene) -> None:
    _programme, base, asphalt = scene.running()
    claim = scene.claimed(base)
    with pytest.raises(Refused, match="Fondasi"):
        scene.claimed(asphalt)
    scene.verified(claim, 90)
    with pytest.raises(Refused, match="Fondasi"):
        scene.claimed(asphalt)
    scene.verified(scene.claimed(base))
    assert scene.claimed(asphalt).state == "waiting"


def test_one_claim_waits_at_a_time(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    scene.claimed(base, 40)
    with pytest.raises(Refused, match="masih menunggu"):
        scene.claimed(base, 60, by=scene.rep2)


def test_only_the_side_that_does_it_claims(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    other = a_representative(a_partner(scene.agency, "CV Lain"))
    for user in (scene.lead, other, a_user()):
        with pytest.raises(PermissionDenied):
            scene.claimed(base, 40, by=user)


def test_photos_are_asked_for_and_looked_at(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    none = photos.PhotoDraft((), "", TODAY)
    with pytest.raises(Refused, match="sedikitnya satu foto"):
        scene.claimed(base, 40, pictures=none)
    with pytest.raises(Refused, match="Paling banyak 6"):
        scene.claimed(base, 40, pictures=pictures(*[a_jpeg()] * 7))
    with pytest.raises(Refused, match="bukan foto"):
        scene.claimed(base, 40, pictures=pictures(a_jpeg(), b"<svg onload=alert(1)>"))
    assert not Claim.objects.exists()


def test_what_the_camera_wrote_is_kept_beside_and_nothing_else(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    near = a_jpeg(on="2026:03:01 09:00:00", at=(-5.001, 105.0))
    far = a_jpeg(on="2026:02:20 09:00:00", at=(-5.2, 105.0))
    claim = scene.claimed(base, 40, pictures=pictures(near, far, a_jpeg()))
    first, second, third = (photos.seen(row) for row in claim.photos.order_by("pk"))
    assert (first.camera_on, first.differs) == (date(2026, 3, 1), False)
    assert (second.days_apart, round(second.km_apart)) == (10, 22)
    assert (third.camera_on, third.camera_at, third.differs) == (None, None, False)
    for row in claim.photos.all():
        assert photos.read_camera(row.image.read()) == photos.Camera()


def test_three_days_and_a_kilometre_are_no_difference() -> None:
    assert not Seen(TODAY, TODAY - timedelta(days=3)).differs
    assert Seen(TODAY, TODAY + timedelta(days=4)).days_apart == 4


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", a_jpeg(on="kemarin"), a_jpeg(at=(-500.0, 105.0))])  # fmt: skip
def test_broken_camera_data_says_nothing(data: bytes) -> None:
    assert photos.read_camera(data) == photos.Camera()


# ── verifying ────────────────────────────────────────────────────────


def test_the_other_side_verifies_and_whoever_did_it_hears(scene: Scene) -> None:
    _programme, base, asphalt = scene.running()
    claim = scene.claimed(base)
    asked = Message.objects.filter(kind="collaboration.claimed")
    assert set(asked.values_list("user", flat=True)) == {scene.lead.pk, scene.colleague.pk}
    scene.verified(claim, pictures=pictures())
    base.refresh_from_db()
    assert (base.verified, base.verified_on) == (100, TODAY)
    assert Message.objects.get(kind="collaboration.verified").user == scene.rep
    begin = Message.objects.filter(kind="collaboration.may_begin")
    assert set(begin.values_list("user", flat=True)) == {scene.lead.pk, scene.colleague.pk}
    assert begin.first().link.endswith(f"/{asphalt.pk}/")  # type: ignore[union-attr]
    assert Entry.objects.filter(deed="collaboration.milestone_verified").count() == 1


def test_less_than_claimed_is_not_so_and_is_claimed_again(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    scene.verified(claim, 50)
    claim.refresh_from_db()
    base.refresh_from_db()
    assert (claim.state, claim.seen_percent) == ("not_so", 50)
    assert (base.claimed, base.verified, base.verified_on) == (80, 50, None)
    scene.claimed(base, 60)
    base.refresh_from_db()
    assert (base.claimed, base.verified) == (60, 50)


@pytest.mark.parametrize("seen", [-1, 101, 90, 30])
def test_what_was_seen_lies_between_the_last_verified_and_the_claimed(scene: Scene, seen: int) -> None:  # fmt: skip
    _programme, base, _asphalt = scene.running()
    scene.verified(scene.claimed(base, 40))
    claim = scene.claimed(base, 80)
    with pytest.raises(Refused):
        scene.verified(claim, seen)


def test_nobody_verifies_their_own_side_nor_twice(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    claim = scene.claimed(base, 80)
    for user in (scene.rep, scene.rep2, a_user()):
        with pytest.raises(PermissionDenied):
            scene.verified(claim, by=user)
    scene.verified(claim)
    with pytest.raises(Refused, match="sudah dijawab"):
        scene.verified(claim, by=scene.colleague)


def test_who_stands_on_both_sides_claims_and_verifies_neither(scene: Scene) -> None:
    _programme, base, asphalt = scene.running()
    Representative.objects.create(
        partner=scene.partner, user=scene.colleague, title="Komisaris", period=SINCE, named_at=NOW,
        named_by=scene.lead,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        scene.claimed(base, by=scene.colleague)
    claim = scene.claimed(base)
    with pytest.raises(PermissionDenied):
        scene.verified(claim, by=scene.colleague)
    scene.verified(claim)
    other = scene.claimed(asphalt)
    with pytest.raises(PermissionDenied):
        scene.verified(other, by=scene.colleague)
    scene.verified(other, by=scene.rep)


def test_a_partner_verifies_the_governments_work_but_not_another_partners(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    lone = scene.milestone(programme, "Marka")
    company = a_partner(scene.agency, "CV Lain")
    scene.joined(programme, an_agreement(scene.unit, company))
    other = a_representative(company)
    with pytest.raises(PermissionDenied):
        scene.verified(scene.claimed(base), by=other)
    scene.verified(scene.claimed(lone), by=other)


def test_a_claim_nobody_looks_at_is_asked_for_once_more(scene: Scene) -> None:
    programme, base, _asphalt = scene.running()
    scene.claimed(base, 40)
    assert claims.remind(now=NOW + timedelta(days=6)) == 0
    assert claims.remind(now=LATER) == 1
    assert claims.remind(now=LATER + timedelta(days=9)) == 0
    assert Message.objects.filter(kind="collaboration.claimed", user=scene.lead).count() == 2
    shown = queries.milestones(programme, LATER)[0]
    assert (shown.waiting_days, shown.is_overdue) == (8, True)


def test_a_withdrawn_claim_gives_back_the_last_answered_one(scene: Scene) -> None:
    _programme, base, _asphalt = scene.running()
    scene.verified(scene.claimed(base, 70), 50)
    claim = scene.claimed(base, 90)
    with pytest.raises(PermissionDenied):
        claims.withdraw(claim=claim, on=TODAY, now=NOW, by=scene.lead)
    claims.withdraw(claim=claim, on=TODAY, now=NOW, by=scene.rep)
    base.refresh_from_db()
    assert (base.claimed, base.verified) == (70, 50)


def test_progress_counts_by_weight(scene: Scene) -> None:
    programme, base, asphalt = scene.running()
    Milestone.objects.filter(pk=asphalt.pk).update(weight=3)
    scene.verified(scene.claimed(base, 90), 50)
    found = queries.standing(programme.milestones.all(), date(2026, 7, 1))
    assert (found.claimed, found.verified, found.planned) == (22, 12, 100)
    assert len(found.late) == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_claim_and_verify_once() -> None:
    scene = Scene()
    _programme, base, _asphalt = scene.running()
    assert _at_once(lambda user: scene.claimed(base, 40, by=user), [scene.rep, scene.rep2]) == 1
    claim = Claim.objects.get()
    people = [scene.lead, scene.colleague]
    assert _at_once(lambda user: scene.verified(claim, 20, by=user), people) == 1
    assert Claim.objects.get().seen_percent == 20


def _at_once(deed, people) -> int:  # type: ignore[no-untyped-def]
    done: list[bool] = []

    def press(user) -> None:  # type: ignore[no-untyped-def]
        try:
            deed(user)
            done.append(True)
        except Refused:
            done.append(False)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == len(people)
    return sum(done)
