"""A plan from its draft to what both agree on, its changes, and the dialogue about it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from luwes.accounts import access as accounts
from luwes.accounts.models import Grant
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.motivation.actions import (
    beginning,
    changing,
    checking_in,
    planning,
)
from luwes.motivation.models import (
    DialogueTurn,
    Goal,
    PerformancePlan,
)
from luwes.motivation.queries import plans
from luwes.motivation.rules.goals import MOST_GOALS, ChangeKind, GoalKind
from luwes.motivation.rules.values import CoreValue
from luwes.motivation.tests.goal_scene import (
    NOW,
    TODAY,
    YEAR,
    Scene,
    a_draft,
    account,
    answer,
    ask,
    at,
    refused,
    reply,
)
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import SINCE, a_unit, a_user
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    clock.set_to(NOW)
    return Scene()


# ── a draft ──────────────────────────────────────────────────────────


def test_begun_twice_it_is_the_same_draft(scene: Scene) -> None:
    plan = scene.draft()
    again = beginning.begin(employee=scene.person, year=2026, on=TODAY, now=NOW, by=scene.user)
    assert again == plan
    assert (plan.period, plan.unit, plan.state) == (YEAR, scene.division, "draft")


def test_without_a_post_there_is_no_plan(scene: Scene) -> None:
    nobody = an_employee(agency=scene.agency, user=a_user())
    words = refused(beginning.begin, employee=nobody, year=2026, on=TODAY, now=NOW, by=nobody.user)
    assert "Tanpa jabatan" in words


def test_nobody_writes_the_plan_of_another(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        beginning.begin(employee=scene.person, year=2026, on=TODAY, now=NOW, by=scene.head_)
    plan = scene.draft()
    for deed in (planning.add_goal, planning.change_goal):
        key = {"plan": plan} if deed is planning.add_goal else {"goal": plan.goals.get()}
        with pytest.raises(PermissionDenied):
            deed(draft=a_draft("Lain"), on=TODAY, now=NOW, by=scene.head_, **key)  # type: ignore[operator]
    with pytest.raises(PermissionDenied):
        planning.propose(plan=plan, words="", on=TODAY, now=NOW, by=scene.head_)


def test_two_plans_of_somebody_never_overlap(scene: Scene) -> None:
    scene.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        PerformancePlan.objects.create(
            employee=scene.person, unit=scene.other, period=Period(date(2026, 12, 31))
        )
    PerformancePlan.objects.create(
        employee=scene.person, unit=scene.other, period=YEAR, state="closed"
    )


def test_everything_missing_in_a_goal_is_told_at_once(scene: Scene) -> None:
    plan = scene.draft()
    empty = planning.GoalDraft(GoalKind.MAIN, " ", "", "")
    with pytest.raises(Refused) as refusal:
        planning.add_goal(plan=plan, draft=empty, on=TODAY, now=NOW, by=scene.user)
    assert [p.field for p in refusal.value.problems] == ["title", "indicator", "target"]
    assert "sudah ada" in refused(planning.add_goal, plan=plan, draft=a_draft(), on=TODAY, now=NOW, by=scene.user)  # fmt: skip


def test_there_is_an_end_to_goals(scene: Scene) -> None:
    plan = scene.draft()
    for n in range(MOST_GOALS - 1):
        planning.add_goal(plan=plan, draft=a_draft(f"Hasil {n}"), on=TODAY, now=NOW, by=scene.user)
    assert "Paling banyak" in refused(planning.add_goal, plan=plan, draft=a_draft("Satu lagi"), on=TODAY, now=NOW, by=scene.user)  # fmt: skip


def test_a_goal_supports_one_that_the_superior_agreed_to_bring(scene: Scene) -> None:
    boss = scene.head_.employee
    theirs = scene.draft(boss)
    planning.add_goal(plan=theirs, draft=a_draft("Data kota terpadu"), on=TODAY, now=NOW, by=scene.head_)  # fmt: skip
    wanted = Goal.objects.get(title="Data kota terpadu")
    plan = scene.draft()
    mine = a_draft("Data kecamatan", supports=wanted)
    assert "pimpinan" in refused(planning.add_goal, plan=plan, draft=mine, on=TODAY, now=NOW, by=scene.user)  # fmt: skip
    planning.propose(plan=theirs, words="", on=TODAY, now=NOW, by=scene.head_)
    answer(scene, theirs, True, by=scene.chief)
    made = planning.add_goal(plan=plan, draft=mine, on=TODAY, now=NOW, by=scene.user)
    assert made.supports == wanted
    elsewhere = scene.draft(scene.somebody(unit=scene.other))
    assert "pimpinan" in refused(planning.add_goal, plan=elsewhere, draft=mine, on=TODAY, now=NOW, by=account(elsewhere.employee))  # fmt: skip


# ── proposing and answering ──────────────────────────────────────────


def test_without_a_main_goal_nothing_is_proposed(scene: Scene) -> None:
    plan = scene.draft()
    goal = plan.goals.get()
    extra = a_draft("Tambahan saja", kind=GoalKind.EXTRA)
    planning.change_goal(goal=goal, draft=extra, on=TODAY, now=NOW, by=scene.user)
    words = refused(planning.propose, plan=plan, words="", on=TODAY, now=NOW, by=scene.user)
    assert "hasil kerja utama" in words


def test_where_nobody_heads_the_unit_it_is_said_before_proposing(scene: Scene) -> None:
    lonely = a_unit("Dinas Tanpa Kepala", agency=scene.agency)
    plan = scene.draft(scene.somebody(unit=lonely))
    words = refused(planning.propose, plan=plan, words="", on=TODAY, now=NOW, by=account(plan.employee))  # fmt: skip
    assert "kepala unit" in words


def test_a_proposal_reaches_the_nearest_head_and_nobody_else(scene: Scene) -> None:
    scene.proposed()
    assert [m.user for m in Message.objects.filter(kind="motivation.plan")] == [scene.head_]


def test_the_plan_of_a_head_goes_to_the_head_above(scene: Scene) -> None:
    plan = scene.proposed(scene.head_.employee)
    assert [m.user for m in Message.objects.filter(kind="motivation.plan")] == [scene.chief]
    with pytest.raises(PermissionDenied):
        answer(scene, plan, True)
    answer(scene, plan, True, by=scene.chief)
    plan.refresh_from_db()
    assert (plan.state, plan.assessor) == ("agreed", scene.chief)


def test_above_all_units_whoever_heads_the_agency_answers(scene: Scene) -> None:
    mayor = a_user(Role.UNIT_HEAD, scope_kind="agency", scope_id=scene.agency.pk, name="Wali Kota")
    plan = scene.proposed(scene.chief.employee)
    assert Message.objects.get(kind="motivation.plan").user == mayor
    answer(scene, plan, True, by=mayor)


def test_returned_with_words_written_on_proposed_again_agreed(scene: Scene) -> None:
    plan = scene.proposed()
    assert "perlu diperbaiki" in refused(answer, scene, plan, False, " ")
    answer(scene, plan, False, "Targetnya terlalu rendah.")
    planning.change_goal(
        goal=plan.goals.get(), draft=a_draft(target="150 kelurahan"), on=TODAY, now=NOW, by=scene.user
    )  # fmt: skip
    later = NOW + timedelta(hours=1)
    planning.propose(plan=plan, words="Sudah saya naikkan.", on=TODAY, now=later, by=scene.user)
    answer(scene, plan, True, "Baik.", now=later)
    kinds = list(
        DialogueTurn.objects.filter(plan=plan).order_by("pk").values_list("kind", "by__name")
    )
    me, boss = scene.user.name, scene.head_.name
    assert kinds == [("proposed", me), ("returned", boss), ("proposed", me), ("agreed", boss)]
    told = Message.objects.filter(user=scene.user).order_by("pk")
    assert [m.body for m in told] == ["Targetnya terlalu rendah.", "Baik."]
    deeds = {entry.deed for entry in Entry.objects.all()}
    assert {"motivation.plan_returned", "motivation.plan_agreed"} <= deeds
    assert not Entry.objects.filter(reason__contains="rendah").exists()


def test_what_waits_cannot_be_written_on_until_it_is_taken_back(scene: Scene) -> None:
    plan = scene.proposed()
    goal = plan.goals.get()
    words = refused(planning.change_goal, goal=goal, draft=a_draft("Lain"), on=TODAY, now=NOW, by=scene.user)  # fmt: skip
    assert "tidak sedang disusun" in words
    planning.take_back(plan=plan, now=NOW, by=scene.user)
    planning.take_back(plan=plan, now=NOW, by=scene.user)  # a double press
    planning.change_goal(goal=goal, draft=a_draft("Lain"), on=TODAY, now=NOW, by=scene.user)
    assert DialogueTurn.objects.filter(kind="taken_back").count() == 1


def test_an_answer_to_what_was_proposed_anew_since_is_not_taken(scene: Scene) -> None:
    plan = scene.proposed()
    read = planning.stamp(plan)
    planning.take_back(plan=plan, now=NOW, by=scene.user)
    later = NOW + timedelta(minutes=5)
    planning.propose(plan=plan, words="", on=TODAY, now=later, by=scene.user)
    assert "diusulkan ulang" in refused(answer, scene, plan, True, read=read)


def test_a_second_answer_is_told_the_first(scene: Scene) -> None:
    plan = scene.agreed()
    assert "disepakati" in refused(answer, scene, plan, False, "Batal")
    plan.refresh_from_db()
    assert plan.state == "agreed"


@pytest.mark.parametrize("role", [Role.APPROVER, Role.STAFFING_ANALYST, Role.ADMINISTRATOR, Role.AUDITOR])  # fmt: skip
def test_no_other_role_agrees(scene: Scene, role: Role) -> None:
    plan = scene.proposed()
    with pytest.raises(PermissionDenied):
        answer(scene, plan, True, by=a_user(role))


def test_nobody_agrees_to_the_own_plan_whatever_the_role(scene: Scene) -> None:
    plan = scene.proposed()
    for kind, scope in ((EVERYWHERE, ""), ("agency", scene.agency.pk), ("unit", scene.office.pk)):
        Grant.objects.create(
            user=scene.user, role=Role.UNIT_HEAD.value, scope_kind=kind, scope_id=str(scope), period=SINCE
        )  # fmt: skip
    accounts.forget(scene.user)
    with pytest.raises(PermissionDenied):
        answer(scene, plan, True, by=scene.user)


# ── changes ──────────────────────────────────────────────────────────


def test_what_was_agreed_stands_until_the_change_is_agreed(scene: Scene) -> None:
    plan = scene.agreed()
    goal = plan.goals.get()
    change = ask(scene, plan, ChangeKind.CHANGE, goal=goal, draft=a_draft(target="150 kelurahan"))
    goal.refresh_from_db()
    assert goal.target == "126 kelurahan"
    assert Message.objects.filter(user=scene.head_).latest("pk").subject.endswith("mengusulkan perubahan sasaran")  # fmt: skip
    reply(scene, change, True)
    goal.refresh_from_db()
    assert goal.target == "150 kelurahan"
    assert "sudah dijawab" in refused(reply, scene, change, False, "Batal")


def test_a_change_not_agreed_leaves_all_as_it_was(scene: Scene) -> None:
    plan = scene.agreed()
    goal = plan.goals.get()
    change = ask(scene, plan, ChangeKind.CHANGE, goal=goal, draft=a_draft(target="10 kelurahan"))
    assert "mengapa tidak" in refused(reply, scene, change, False)
    reply(scene, change, False, "Terlalu rendah.")
    goal.refresh_from_db()
    assert goal.target == "126 kelurahan"


def test_a_goal_is_added_and_another_dropped_by_agreement(scene: Scene) -> None:
    plan = scene.agreed()
    old = plan.goals.get()
    added = ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko"))
    words = refused(ask, scene, plan, ChangeKind.DROP, goal=old)
    assert "hasil kerja utama" in words  # it is still the only one
    reply(scene, added, True)
    assert added.goal
    reply(scene, ask(scene, plan, ChangeKind.DROP, goal=old), True)
    assert [goal.title for goal in plans.goals_of(plan)] == ["Peta risiko"]


def test_two_changes_that_together_leave_no_main_goal(scene: Scene) -> None:
    plan = scene.agreed()
    first = plan.goals.get()
    reply(scene, ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko")), True)
    second = plan.goals.get(title="Peta risiko")
    one = ask(scene, plan, ChangeKind.DROP, goal=first)
    two = ask(scene, plan, ChangeKind.DROP, goal=second)
    reply(scene, one, True)
    assert "hasil kerja utama" in refused(reply, scene, two, True)
    reply(scene, two, False, "Itu yang utama.")


def test_one_change_of_a_goal_waits_at_a_time(scene: Scene) -> None:
    plan = scene.agreed()
    goal = plan.goals.get()
    change = ask(scene, plan, ChangeKind.CHANGE, goal=goal, draft=a_draft(target="1"))
    assert "masih menunggu" in refused(ask, scene, plan, ChangeKind.CHANGE, goal=goal, draft=a_draft(target="2"))  # fmt: skip
    changing.withdraw(change=change, now=NOW, by=scene.user)
    changing.withdraw(change=change, now=NOW, by=scene.user)
    assert "sudah dijawab" in refused(reply, scene, change, True)
    ask(scene, plan, ChangeKind.CHANGE, goal=goal, draft=a_draft(target="2"))


def test_a_change_needs_a_reason_and_something_that_changes(scene: Scene) -> None:
    plan = scene.agreed()
    with pytest.raises(Refused) as refusal:
        ask(scene, plan, ChangeKind.CHANGE, goal=plan.goals.get(), draft=a_draft(), reason=" ")
    assert [p.field for p in refusal.value.problems] == ["reason", "title"]


def test_titles_as_long_as_they_may_be_stand_in_nobodys_way(scene: Scene) -> None:
    """The subject of a message is cut; the deed goes on."""
    plan, longest = scene.agreed(), "Data " + "terdampak " * 18 + "banjir rekaan A"
    assert len(longest) == 200
    change = ask(scene, plan, ChangeKind.ADD, draft=a_draft(longest))
    reply(scene, change, True)
    refused_one = ask(scene, plan, ChangeKind.ADD, draft=a_draft(longest[:-1] + "B"))
    reply(scene, refused_one, False, "Sudah ada.")
    goal = plan.goals.get(title=longest)
    checking_in.report(plan=plan, goal=goal, words="Mulai.", percent=1, now=NOW, by=scene.user)
    checking_in.give_feedback(plan=plan, goal=goal, words="Baik.", on=TODAY, now=NOW, by=scene.head_)  # fmt: skip
    told = [m.subject for m in Message.objects.filter(subject__contains="Data terdampak")]
    assert len(told) == 4
    assert all(subject.endswith("…") for subject in told)


# ── dialogue ─────────────────────────────────────────────────────────


def test_progress_and_feedback_reach_the_other_side(scene: Scene) -> None:
    plan = scene.agreed()
    goal = plan.goals.get()
    Message.objects.all().delete()
    told = {"plan": plan, "goal": goal, "now": NOW}
    checking_in.report(**told, words="Separuh selesai.", percent=50, by=scene.user)  # type: ignore[arg-type]
    checking_in.give_feedback(**told, words="Bagus, teruskan.", on=TODAY, by=scene.head_)  # type: ignore[arg-type]
    assert [(m.user, m.body) for m in Message.objects.order_by("pk")] == [
        (scene.head_, "Separuh selesai."), (scene.user, "Bagus, teruskan."),
    ]  # fmt: skip
    again = refused(checking_in.give_feedback, **told, words="Bagus, teruskan.", on=TODAY, by=scene.head_)  # fmt: skip
    assert "sudah Anda kirim" in again
    assert plans.last_reports(plan)[goal.pk].percent == 50


def test_feedback_is_for_both_sides_alone(scene: Scene) -> None:
    plan = scene.agreed()
    goal = plan.goals.get()
    for user in (scene.other_head, scene.analyst, scene.user):
        with pytest.raises(PermissionDenied):
            checking_in.give_feedback(plan=plan, goal=goal, words="x", on=TODAY, now=NOW, by=user)
    with pytest.raises(PermissionDenied):
        checking_in.report(plan=plan, goal=goal, words="x", percent=1, now=NOW, by=scene.head_)
    foreign = scene.agreed(scene.somebody()).goals.get()
    with pytest.raises(PermissionDenied):
        checking_in.report(plan=plan, goal=foreign, words="x", percent=1, now=NOW, by=scene.user)


def test_the_superior_writes_what_is_expected_of_behaviour(scene: Scene) -> None:
    plan = scene.proposed()
    words = {CoreValue.SERVING: "Menyapa dulu.", CoreValue.LOYAL: ""}
    checking_in.expect(plan=plan, words=words, on=TODAY, now=NOW, by=scene.head_)
    checking_in.expect(plan=plan, words=words, on=TODAY, now=NOW, by=scene.head_)
    shown = {value.key: value.words for value in plans.values_of(plan)}
    assert len(shown) == 7
    assert shown["serving"] == "Menyapa dulu."
    assert DialogueTurn.objects.filter(kind="expected").count() == 1
    checking_in.expect(plan=plan, words={CoreValue.SERVING: " "}, on=TODAY, now=NOW, by=scene.head_)
    assert not plan.expectations.exists()


def nudge(on: date) -> int:
    return checking_in.nudge(on=on, now=at(on))


def test_after_sixty_days_of_silence_both_are_reminded_once_a_month(scene: Scene) -> None:
    plan, quiet = scene.agreed(), scene.agreed(scene.somebody())
    Message.objects.all().delete()
    assert nudge(TODAY + timedelta(days=59)) == 0
    checking_in.give_feedback(plan=plan, goal=None, words="Baik.", on=TODAY, now=at(TODAY + timedelta(days=30)), by=scene.head_)  # fmt: skip
    day = TODAY + timedelta(days=60)
    Message.objects.all().delete()
    assert nudge(day) == 1
    assert {m.user for m in Message.objects.all()} == {account(quiet.employee), scene.head_}
    assert nudge(day) == 0
    assert nudge(day + timedelta(days=7)) == 0
    assert nudge(day + timedelta(days=31)) == 2
    boss = Message.objects.filter(user=scene.head_).latest("pk")
    assert boss.subject.startswith("2 pegawai")  # one message for all of them


def test_a_head_hears_once_of_all_however_many_are_written_at_a_time(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking_in, "PER_TRANSACTION", 2)
    for _n in range(3):  # by turns in one unit and in the other
        scene.agreed(scene.somebody())
        scene.agreed(scene.somebody(unit=scene.other), by=scene.other_head)
    Message.objects.all().delete()
    assert nudge(TODAY + timedelta(days=60)) == 6
    told = Message.objects.filter(user__in=[scene.head_, scene.other_head])
    assert [m.subject[:9] for m in told] == ["3 pegawai", "3 pegawai"]
    assert Message.objects.count() == 6 + 2
