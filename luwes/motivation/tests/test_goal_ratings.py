"""Rating, receiving, objecting, deciding, the paper, and who may do which."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters import access as letters
from luwes.letters import actions as letter_actions
from luwes.letters.models import Letter
from luwes.motivation.access import goals as access
from luwes.motivation.actions import changing, following, objecting, rating
from luwes.motivation.actions.rating import Judgement
from luwes.motivation.models import Evaluation, PerformancePlan, RatingObjection
from luwes.motivation.rules.evaluating import ObjectionPart
from luwes.motivation.rules.goals import ChangeKind
from luwes.motivation.rules.rating import Rating
from luwes.motivation.tests.goal_scene import (
    DECEMBER,
    RATED_ON,
    SOON,
    TODAY,
    Scene,
    a_draft,
    account,
    at,
    refused,
)
from luwes.notifications.models import Message
from luwes.organisation.models import UnitShape
from luwes.organisation.tests.builders import SINCE, a_user, an_agency

pytestmark = pytest.mark.django_db
R = Rating


@pytest.fixture
def scene() -> Scene:
    return Scene()


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def quarter(scene: Scene, plan: PerformancePlan, n: int, on: date, by: User | None = None) -> Evaluation:  # fmt: skip
    return rating.rate(
        plan=plan, quarter=n, judgement=scene.judgement(plan), on=on, now=at(on), by=by or scene.head_
    )  # fmt: skip


# ── when ─────────────────────────────────────────────────────────────


def test_a_quarter_is_rated_after_it_and_once(scene: Scene) -> None:
    plan = scene.agreed()
    day = date(2026, 4, 1)
    assert "belum selesai" in refused(quarter, scene, plan, 1, day - timedelta(days=1))
    row = quarter(scene, plan, 1, day)
    assert (row.state, row.period) == ("final", Period(date(2026, 1, 1), day))
    assert "sudah dinilai" in refused(quarter, scene, plan, 1, day)
    assert fresh(plan).state == "agreed"
    assert row.letter is None


def test_the_year_is_not_rated_before_december(scene: Scene) -> None:
    assert "Desember" in refused(scene.rated, scene.agreed(), date(2026, 11, 30))
    assert scene.rated(PerformancePlan.objects.get(), date(2026, 12, 1)).predicate == "good"


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2026, 4, 1)])
def test_what_was_not_agreed_is_not_rated(scene: Scene, day: date) -> None:
    plan = scene.proposed()
    assert "belum disepakati" in refused(scene.rated, plan, day)
    assert "belum disepakati" in refused(quarter, scene, plan, 1, day)


def test_a_change_that_waits_is_answered_before_the_year_is_rated(scene: Scene) -> None:
    plan = scene.agreed()
    changing.ask(plan=plan, what=ChangeKind.ADD, draft=a_draft("Peta"), reason="x", on=TODAY, now=at(TODAY), by=scene.user)  # fmt: skip
    assert "usul perubahan" in refused(scene.rated, plan)


def test_reasons_and_realisations_are_asked_all_at_once(scene: Scene) -> None:
    plan = scene.agreed()
    goal = plan.goals.get()
    with pytest.raises(Refused) as refusal:
        rating.rate(
            plan=plan, quarter=None, judgement=Judgement(R.ABOVE, "", R.ABOVE, " ", {}),
            on=RATED_ON, now=DECEMBER, by=scene.head_,
        )  # fmt: skip
    fields = {p.field for p in refusal.value.problems}
    assert fields == {"work_reason", "behaviour_reason", f"goal_{goal.pk}"}


def test_bad_behaviour_is_not_offset(scene: Scene) -> None:
    row = scene.rated(work=R.ABOVE, behaviour=R.BELOW)
    assert row.get_predicate_display() == "Kurang/misconduct"


# ── nobody rates oneself ─────────────────────────────────────────────


@pytest.mark.parametrize("kind", ["unit", "office", "agency", EVERYWHERE])
def test_nobody_rates_oneself_by_a_second_role(scene: Scene, kind: str) -> None:
    plan = scene.agreed()
    scope = {"unit": ("unit", scene.division.pk), "office": ("unit", scene.office.pk),
             "agency": ("agency", scene.agency.pk)}.get(kind, (EVERYWHERE, ""))  # fmt: skip
    for role in (Role.UNIT_HEAD, Role.APPROVER, Role.STAFFING_ANALYST):
        Grant.objects.create(
            user=scene.user, role=role.value, scope_kind=scope[0], scope_id=str(scope[1]), period=SINCE
        )  # fmt: skip
    me = fresh(scene.user)
    with pytest.raises(PermissionDenied):
        scene.rated(plan, by=me)
    with pytest.raises(PermissionDenied):
        quarter(scene, plan, 1, date(2026, 4, 1), by=me)
    by = scene.chief if kind == "unit" else scene.head_  # two heads of one unit: the one above
    objection = scene.objected(scene.rated(plan, by=by))
    with pytest.raises(PermissionDenied):
        decide(objection, me)
    assert objection not in access.open_objections(me, SOON, 50)
    assert not access.assessable(me, RATED_ON).filter(pk=plan.pk).exists()


def test_a_head_does_not_rate_oneself_and_is_rated_above(scene: Scene) -> None:
    plan = scene.agreed(scene.head_.employee, by=scene.chief)
    with pytest.raises(PermissionDenied):
        scene.rated(plan, by=scene.head_)
    row = scene.rated(plan, by=scene.chief)
    assert row.rated_unit == scene.office


def test_no_other_role_rates(scene: Scene) -> None:
    plan = scene.agreed()
    for user in (scene.approver, scene.analyst, scene.other_head, a_user(Role.AUDITOR)):
        with pytest.raises(PermissionDenied):
            scene.rated(plan, by=user)


# ── receiving ────────────────────────────────────────────────────────


def receive(row: Evaluation, on: date, accepts: bool = False) -> None:
    rating.receive(
        evaluation=row, accepts=accepts, on=on, now=at(on), by=account(row.plan.employee)
    )


def settle(on: date) -> None:
    rating.settle(on=on, now=at(on))


def test_reading_it_starts_the_days_to_object_and_pressing_again_does_not(scene: Scene) -> None:
    row = scene.rated()
    receive(row, SOON)
    receive(row, SOON + timedelta(days=5))
    row = fresh(row)
    assert (row.object_until, row.state) == (SOON + timedelta(days=14), "rated")


def test_whoever_accepts_gives_the_days_up_and_it_stands(scene: Scene) -> None:
    row = scene.final()
    assert fresh(row).state == "final"
    receive(row, SOON, accepts=True)  # a second press
    assert Letter.objects.count() == 1
    assert "sudah lewat" in refused(scene.objected, row)


def test_nobody_else_receives_it(scene: Scene) -> None:
    row = scene.rated()
    for user in (scene.head_, scene.chief, scene.analyst):
        with pytest.raises(PermissionDenied):
            rating.receive(evaluation=row, accepts=True, on=SOON, now=at(SOON), by=user)


def test_unread_for_a_week_it_counts_as_received(scene: Scene) -> None:
    row = scene.rated()
    settle(RATED_ON + timedelta(days=6))
    assert fresh(row).received_at is None
    Message.objects.all().delete()
    day = RATED_ON + timedelta(days=7)
    settle(day)
    settle(day)
    row = fresh(row)
    assert row.is_received_by_clock
    assert row.object_until == day + timedelta(days=14)
    assert [m.user for m in Message.objects.all()] == [scene.user]


def test_without_an_objection_it_stands_the_day_after(scene: Scene) -> None:
    row = scene.rated()
    receive(row, SOON)
    last = SOON + timedelta(days=14)
    settle(last)
    assert fresh(row).state == "rated"
    settle(last + timedelta(days=1))
    settle(last + timedelta(days=2))
    assert fresh(row).state == "final"
    assert Letter.objects.count() == 1


# ── objecting ────────────────────────────────────────────────────────


def decide(row: RatingObjection, by: User, on: date = SOON, **values: Any) -> None:
    first = {"changes": False, "words": "Sudah diperiksa."}
    objecting.decide(objection=row, on=on, now=at(on), by=by, **(first | values))  # type: ignore[arg-type]


def test_on_the_last_day_an_objection_is_taken_a_day_later_not(scene: Scene) -> None:
    row, late = scene.rated(), scene.rated(scene.agreed(scene.somebody()))
    for one in (row, late):
        receive(one, SOON)
    last = SOON + timedelta(days=14)
    scene.objected(row, last)
    with pytest.raises(Refused) as refusal:
        scene.objected(late, last + timedelta(days=1))
    assert [p.law for p in refusal.value.problems] == ["PP 30/2019"]


def test_the_last_day_may_be_the_leap_day(scene: Scene) -> None:
    start = date(2027, 2, 1)
    plan = scene.agreed(on=start)
    row = scene.rated(plan, date(2028, 2, 10))
    receive(row, date(2028, 2, 15))
    assert fresh(row).object_until == date(2028, 2, 29)
    assert "sudah lewat" in refused(scene.objected, row, date(2028, 3, 1))
    scene.objected(row, date(2028, 2, 29))


def test_an_objection_is_made_once_and_of_a_year_only(scene: Scene) -> None:
    plan = scene.agreed()
    first = quarter(scene, plan, 1, date(2026, 4, 1))
    assert "penilaian tahunan" in refused(scene.objected, first)
    row = scene.rated(plan)
    scene.objected(row)
    assert "sudah Anda ajukan" in refused(scene.objected, row)
    assert "sedang diperiksa" in refused(receive, row, SOON, True)
    with pytest.raises(PermissionDenied):
        objecting.object_to(evaluation=row, part=ObjectionPart.WORK, reason="x", on=SOON, now=at(SOON), by=scene.head_)  # fmt: skip


def test_an_objection_goes_to_the_nearest_head_above_the_assessor(scene: Scene) -> None:
    row = scene.rated()
    Message.objects.all().delete()
    objection = scene.objected(row)
    assert {m.user for m in Message.objects.filter(link__contains="keberatan")} == {scene.chief}
    assert {m.user for m in Message.objects.all()} == {scene.chief, scene.head_}
    assert access.open_objections(scene.chief, SOON, 50) == [objection]
    for user in (scene.head_, scene.user, scene.approver, scene.other_head, scene.analyst):
        assert access.open_objections(user, SOON, 50) == []
        with pytest.raises(PermissionDenied):
            decide(objection, user)


def test_where_no_head_stands_above_the_authorised_official_decides(scene: Scene) -> None:
    plan = scene.agreed(scene.head_.employee, by=scene.chief)
    objection = scene.objected(scene.rated(plan, by=scene.chief))
    assert Message.objects.filter(kind="motivation.objection", user=scene.approver).exists()
    stranger = a_user(Role.APPROVER, scope_kind="agency", scope_id=an_agency("Lain").pk)
    for user in (scene.chief, stranger):
        with pytest.raises(PermissionDenied):
            decide(objection, user)
    decide(objection, scene.approver)


def test_a_head_above_who_rated_in_place_of_the_nearest_does_not_decide(scene: Scene) -> None:
    """Rated by the head of the department: what stands above that is asked, not the division."""
    objection = scene.objected(scene.rated(by=scene.chief))
    for user in (scene.chief, scene.head_):
        with pytest.raises(PermissionDenied):
            decide(objection, user)
    decide(objection, scene.approver)


def test_an_approver_who_is_rated_does_not_decide_the_own_objection(scene: Scene) -> None:
    mine = scene.somebody("Asisten Rekaan", unit=scene.office)
    user = account(mine)
    Grant.objects.create(user=user, role=Role.APPROVER.value, scope_kind="agency", scope_id=str(scene.agency.pk), period=SINCE)  # fmt: skip
    objection = scene.objected(scene.rated(scene.agreed(mine, by=scene.chief), by=scene.chief))
    with pytest.raises(PermissionDenied):
        decide(objection, user)
    assert not Message.objects.filter(
        user=user, link__contains=f"keberatan/{objection.pk}"
    ).exists()


def test_where_nobody_can_decide_whoever_sees_ratings_is_told(scene: Scene) -> None:
    scene.approver.is_active = False
    scene.approver.save()
    plan = scene.agreed(scene.head_.employee, by=scene.chief)
    scene.objected(scene.rated(plan, by=scene.chief))
    told = Message.objects.filter(subject__contains="tidak ada yang dapat memutus")
    assert [m.user for m in told] == [scene.analyst]


def test_a_rating_is_upheld(scene: Scene) -> None:
    objection = scene.objected()
    assert "alasan keputusan" in refused(decide, objection, scene.chief, words=" ")
    decide(objection, scene.chief)
    row = fresh(objection.evaluation)
    assert (row.state, row.predicate, fresh(objection).state) == ("final", "good", "upheld")
    assert "sudah diputus" in refused(decide, objection, scene.chief)
    assert {m.user for m in Message.objects.filter(body="Sudah diperiksa.")} == {scene.user, scene.head_}  # fmt: skip


def test_a_rating_is_changed_with_the_own_words_and_what_was_before_is_kept(scene: Scene) -> None:
    objection = scene.objected(scene.rated(work=R.BELOW, behaviour=R.ABOVE))
    decide(objection, scene.chief, changes=True, work=R.ABOVE)
    row, kept = fresh(objection.evaluation), fresh(objection)
    assert (row.work, row.behaviour, row.predicate) == ("above", "above", "very_good")
    assert (kept.work_before, kept.predicate_before) == ("below", "improve")
    assert row.letter.payload["signatory"]["name"] == scene.chief.name
    assert "semula hasil kerja di bawah ekspektasi" in row.letter.payload["appraisal"]["notes"][0]


def test_an_objection_never_lowers_a_rating_nor_touches_another_part(scene: Scene) -> None:
    objection = scene.objected(scene.rated(work=R.MEETS, behaviour=R.BELOW))
    assert "memperburuk" in refused(decide, objection, scene.chief, changes=True, work=R.BELOW)
    words = refused(decide, objection, scene.chief, changes=True, work=R.ABOVE, behaviour=R.ABOVE)
    assert "tidak diajukan" in words
    assert "kuatkan" in refused(decide, objection, scene.chief, changes=True, work=R.MEETS)
    assert fresh(objection).state == "asked"


def test_overdue_it_is_told_each_week_and_others_may_decide(scene: Scene) -> None:
    objection = scene.objected()
    late = objection.due + timedelta(days=1)
    settle(objection.due)
    Message.objects.all().delete()
    settle(late)
    settle(late)
    assert {m.user for m in Message.objects.all()} == {scene.chief, scene.approver, scene.user}
    assert Message.objects.count() == 3
    settle(late + timedelta(days=6))
    assert Message.objects.count() == 3
    settle(late + timedelta(days=7))
    assert Message.objects.count() == 6
    decide(objection, scene.approver, on=late)


def test_the_paper_of_an_objection_decided_in_the_early_morning_bears_the_day_here(
    scene: Scene,
) -> None:
    objection, day = scene.objected(), SOON + timedelta(days=1)
    at_four = datetime(day.year, day.month, day.day - 1, 21, 0, tzinfo=UTC)  # 04.00 WIB
    objecting.decide(
        objection=objection, changes=False, words="Sudah diperiksa.", on=day, now=at_four, by=scene.chief
    )  # fmt: skip
    [note] = fresh(objection.evaluation).letter.payload["appraisal"]["notes"]
    assert "10 Desember 2026" in note


# ── the paper ────────────────────────────────────────────────────────


def test_what_stands_gets_a_numbered_paper(scene: Scene) -> None:
    row = fresh(scene.final())
    letter = row.letter
    assert letter.number == "EK/1/KR/2026"
    assert letter.kind == "performance_evaluation"
    appraisal = letter.payload["appraisal"]
    assert appraisal["predicate"] == "Baik"
    assert appraisal["assessor"]["name"] == scene.head_.name
    assert appraisal["goals"][0][1:] == ["Data terdampak banjir mutakhir", "Kelurahan yang diperbarui", "126 kelurahan", "120 kelurahan"]  # fmt: skip
    assert len(appraisal["behaviours"]) == 7
    assert scene.person.full_name not in letter.payload["subject"]


def test_the_paper_is_signed_and_reads_as_it_should(scene: Scene) -> None:
    import io

    from pypdf import PdfReader

    letter = fresh(scene.final()).letter
    letter_actions.produce(letter=letter, now=DECEMBER)
    letter.refresh_from_db()
    pages = PdfReader(io.BytesIO(letter.pdf.read())).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    for wanted in (
        "DOKUMEN EVALUASI KINERJA", "EK/1/KR/2026", "1 Januari 2026 s.d. 31 Desember 2026",
        scene.person.name, scene.head_.name, "126 kelurahan", "Sesuai ekspektasi", "Baik",
        "Berorientasi Pelayanan", "Kolaboratif", "ditandatangani secara elektronik",
    ):  # fmt: skip
        assert wanted in text


def test_only_another_letter_takes_it_back_and_it_is_rated_anew(scene: Scene) -> None:
    row = fresh(scene.final())
    twin = fresh(row)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
    for user in (scene.user, scene.head_, scene.analyst, scene.other_head):
        with pytest.raises(PermissionDenied):
            rating.withdraw(evaluation=row, reason="Keliru", on=SOON, now=at(SOON), by=user)
    rating.withdraw(evaluation=row, reason="Keliru orang", on=SOON, now=at(SOON), by=scene.chief)
    assert "sudah tetap" in refused(rating.withdraw, evaluation=fresh(row), reason="x", on=SOON, now=at(SOON), by=scene.chief)  # fmt: skip
    assert (fresh(row).state, fresh(row.plan).state, fresh(row.letter).state) == ("withdrawn", "agreed", "withdrawn")  # fmt: skip
    again = scene.rated(fresh(row.plan), on=SOON, work=R.ABOVE)
    assert again.predicate == "good"
    scene.objected(again, SOON)


def test_nobody_withdraws_the_own_paper_where_letters_are(scene: Scene) -> None:
    row = fresh(scene.final())
    for user in (scene.user, scene.head_):
        Grant.objects.create(user=user, role=Role.APPROVER.value, scope_kind="agency", scope_id=str(scene.agency.pk), period=SINCE)  # fmt: skip
        words = refused(
            letter_actions.withdraw, letter=row.letter, reason="x", day=SOON, now=at(SOON), by=fresh(user)
        )  # fmt: skip
        assert "orang lain" in words
    assert fresh(row).state == "final"


# ── who reads ────────────────────────────────────────────────────────


def readers(scene: Scene) -> dict[str, User]:
    other = an_agency("Pemerintah Kabupaten Lain")
    return {
        "oneself": scene.user, "head": scene.head_, "chief": scene.chief,
        "other head": scene.other_head, "analyst": scene.analyst, "approver": scene.approver,
        "analyst elsewhere": a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=other.pk),
        "colleague": account(scene.somebody()), "auditor": a_user(Role.AUDITOR),
        "coordinator": a_user(Role.COORDINATOR), "administrator": a_user(Role.ADMINISTRATOR),
        "training": a_user(Role.TRAINING_MANAGER), "committee": a_user(Role.AWARD_COMMITTEE),
        "nobody": a_user(),
    }  # fmt: skip


def test_who_reads_plans_ratings_and_their_papers(scene: Scene) -> None:
    row = fresh(scene.final())
    from luwes.core import clock

    clock.set_to(DECEMBER)
    by_plan, by_rating, by_paper = set(), set(), set()
    for name, user in readers(scene).items():
        if access.readable(user, SOON).filter(pk=row.plan_id).exists():
            by_plan.add(name)
        if access.readable_evaluations(user, SOON).filter(pk=row.pk).exists():
            by_rating.add(name)
        if letters.can_read(user, row.letter):
            by_paper.add(name)
    assert by_plan == by_rating == by_paper == {"oneself", "head", "chief", "analyst"}


def test_the_letter_that_withdraws_a_paper_is_as_closed_as_the_paper(scene: Scene) -> None:
    from luwes.core import clock

    clock.set_to(DECEMBER)
    row = fresh(scene.final())
    rating.withdraw(evaluation=row, reason="Keliru", on=SOON, now=at(SOON), by=scene.chief)
    withdrawal = fresh(row.letter).withdrawn_by
    found = {n for n, user in readers(scene).items() if letters.can_read(user, withdrawal)}
    assert found == {"oneself", "head", "chief", "analyst"}


def test_whoever_decides_reads_what_is_objected_to(scene: Scene) -> None:
    plan = scene.agreed(scene.head_.employee, by=scene.chief)
    row = scene.rated(plan, by=scene.chief)
    assert not access.readable(scene.approver, SOON).filter(pk=plan.pk).exists()
    scene.objected(row)
    assert access.readable(scene.approver, SOON).filter(pk=plan.pk).exists()


def test_the_new_superior_reads_the_old_part_and_rates_only_the_new(scene: Scene) -> None:
    plan = scene.agreed()
    held = scene.person.appointments.get()
    moved = date(2026, 5, 4)
    held.period = Period(held.period.start, moved)
    held.save()
    from luwes.appointments.tests.builders import an_appointment
    from luwes.organisation.tests.builders import a_position

    an_appointment(scene.person, a_position(unit=scene.other), period=Period(moved))
    following.follow(on=moved, now=at(moved))
    plan = fresh(plan)
    assert access.readable(scene.other_head, moved).filter(pk=plan.pk).exists()
    assert not access.can_assess(scene.other_head, plan, moved)
    row = scene.rated(plan, moved)
    assert (row.period.end, row.rated_by) == (moved, scene.head_)


def test_of_a_unit_that_is_no_more_the_head_above_rates(scene: Scene) -> None:
    plan = scene.agreed()
    closed = date(2026, 5, 4)
    held = scene.person.appointments.get()
    held.period = Period(held.period.start, closed)
    held.save()
    shape = UnitShape.objects.get(unit=scene.division)
    shape.period = Period(shape.period.start, closed)
    shape.save()
    day = closed + timedelta(days=14)
    following.follow(on=day, now=at(day))
    row = scene.rated(fresh(plan), day, by=fresh(scene.chief))
    assert row.rated_unit == scene.office


def test_the_log_says_nothing_of_ratings_nor_reasons(scene: Scene) -> None:
    decide(scene.objected(), scene.chief)
    for entry in Entry.objects.filter(deed__startswith="motivation."):
        text = f"{entry.reason} {entry.details}"
        assert "Sebagian besar" not in text
        assert "good" not in text
        assert "meets" not in text


def test_what_an_objection_costs_does_not_grow(scene: Scene) -> None:
    def cost() -> int:
        user = fresh(scene.chief)
        with CaptureQueriesContext(connection) as queries:
            access.open_objections(user, SOON, 50)
        return len(queries)

    scene.objected()
    one = cost()
    for _n in range(4):
        scene.objected(scene.rated(scene.agreed(scene.somebody())))
    assert cost() == one


def test_an_approvers_letters_look_at_heads_with_a_paper_alone(scene: Scene) -> None:
    from luwes.core import clock

    plan = scene.agreed(scene.chief.employee, by=scene.approver)
    assert access.can_assess(fresh(scene.approver), plan, TODAY)
    assert not access.can_assess(fresh(scene.approver), scene.agreed(), TODAY)
    clock.set_to(DECEMBER)
    with CaptureQueriesContext(connection) as before:
        access.own_letters(fresh(scene.approver))
    row = fresh(scene.final(scene.rated(plan, by=scene.approver)))
    assert letters.can_read(fresh(scene.approver), row.letter)
    with CaptureQueriesContext(connection) as after:
        access.own_letters(fresh(scene.approver))
    assert len(before) < len(after)  # the posts of heads are read only where one has a paper
