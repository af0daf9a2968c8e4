"""A plan from its draft to what both agree on, its changes, and the dialogue about it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from luwes.accounts import access as accounts
from luwes.accounts.models import Grant, User
from luwes.accounts.rules import EVERYWHERE, Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.models import Appointment
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.each import SomeFailedError
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.motivation import jobs
from luwes.motivation.access import goals as access
from luwes.motivation.actions import (
    beginning,
    changing,
    checking_in,
    contributing,
    following,
    planning,
)
from luwes.motivation.models import (
    Contribution,
    DialogueTurn,
    Goal,
    GoalChange,
    PerformancePlan,
)
from luwes.motivation.queries import plans
from luwes.motivation.rules.contributions import ContributionKind
from luwes.motivation.rules.goals import MOST_GOALS, ChangeKind, GoalKind
from luwes.motivation.rules.values import CoreValue
from luwes.motivation.tests.goal_scene import NOW, TODAY, YEAR, Scene, a_draft, account, at
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import SINCE, a_position, a_unit, a_user
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    clock.set_to(NOW)
    return Scene()


def refused(deed: object, *args: object, **values: object) -> str:
    with pytest.raises(Refused) as refusal:
        deed(*args, **values)  # type: ignore[operator]
    return str(refusal.value)


def answer(scene: Scene, plan: PerformancePlan, agrees: bool, words: str = "", **values: object) -> None:  # fmt: skip
    first = {"by": scene.head_, "read": planning.stamp(plan), "on": TODAY, "now": NOW}
    planning.answer(plan=plan, agrees=agrees, words=words, **(first | values))  # type: ignore[arg-type]


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


def ask(scene: Scene, plan: PerformancePlan, what: ChangeKind, **values: object) -> GoalChange:
    first = {"reason": "Wilayah bertambah.", "on": TODAY, "now": NOW, "by": scene.user}
    return changing.ask(plan=plan, what=what, **(first | values))  # type: ignore[arg-type]


def reply(scene: Scene, change: GoalChange, agrees: bool, words: str = "") -> None:
    changing.answer(change=change, agrees=agrees, words=words, on=TODAY, now=NOW, by=scene.head_)


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


# ── moving ───────────────────────────────────────────────────────────

MOVED = date(2026, 5, 4)


def move(scene: Scene, on: date = MOVED, kind: Kind = Kind.DEFINITIVE) -> None:
    """From the division to the other one."""
    if kind is Kind.DEFINITIVE:
        held = scene.person.appointments.get()
        held.period = Period(held.period.start, on)
        held.save()
    an_appointment(scene.person, a_position(unit=scene.other), period=Period(on), kind=kind)


def follow(on: date) -> int:
    return following.follow(on=on, now=at(on))


def test_a_move_closes_the_plan_on_that_day_and_another_begins(scene: Scene) -> None:
    plan = scene.agreed()
    change = ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko"))
    move(scene)
    assert follow(MOVED - timedelta(days=1)) == 0
    Message.objects.all().delete()
    assert follow(MOVED) == 1
    assert follow(MOVED) == 0
    plan.refresh_from_db()
    change.refresh_from_db()
    assert (plan.period, plan.state, change.state) == (Period(date(2026, 1, 1), MOVED), "agreed", "withdrawn")  # fmt: skip
    assert {m.user for m in Message.objects.all()} == {scene.user, scene.head_}
    new = beginning.begin(employee=scene.person, year=2026, on=MOVED, now=at(MOVED), by=scene.user)
    assert (new.unit, new.period) == (scene.other, Period(MOVED, date(2027, 1, 1)))


def test_a_new_plan_is_begun_even_before_the_night_has_followed_the_move(scene: Scene) -> None:
    plan = scene.agreed()
    move(scene)
    new = beginning.begin(employee=scene.person, year=2026, on=MOVED, now=at(MOVED), by=scene.user)
    plan.refresh_from_db()
    assert plan.period.end == new.period.start == MOVED


def test_a_draft_goes_along_to_the_new_superior(scene: Scene) -> None:
    plan = scene.proposed()
    move(scene)
    follow(MOVED)
    plan.refresh_from_db()
    assert (plan.state, plan.unit, plan.period.start) == ("draft", scene.other, MOVED)
    assert plan.goals.count() == 1
    with pytest.raises(PermissionDenied):
        answer(scene, plan, True)
    planning.propose(plan=plan, words="", on=MOVED, now=at(MOVED), by=scene.user)
    answer(scene, plan, True, by=scene.other_head, on=MOVED, now=at(MOVED))


def test_the_old_superior_has_nothing_to_say_about_the_new_plan(scene: Scene) -> None:
    scene.agreed()
    move(scene)
    follow(MOVED)
    new = beginning.begin(employee=scene.person, year=2026, on=MOVED, now=at(MOVED), by=scene.user)
    planning.add_goal(plan=new, draft=a_draft(), on=MOVED, now=at(MOVED), by=scene.user)
    planning.propose(plan=new, words="", on=MOVED, now=at(MOVED), by=scene.user)
    with pytest.raises(PermissionDenied):
        answer(scene, new, True, on=MOVED, now=at(MOVED))
    answer(scene, new, True, by=scene.other_head, on=MOVED, now=at(MOVED))


def test_before_the_night_has_followed_a_move_the_old_superior_agrees_to_nothing(
    scene: Scene,
) -> None:
    plan = scene.proposed()
    move(scene)
    words = refused(answer, scene, plan, True, on=MOVED, now=at(MOVED))
    assert "tidak bertugas lagi" in words


def test_whoever_no_longer_heads_the_unit_has_nothing_to_say_and_the_successor_has(
    scene: Scene,
) -> None:
    plan = scene.proposed()
    grant = Grant.objects.get(user=scene.head_)
    grant.period = Period(grant.period.start, TODAY)
    grant.save()
    new = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=scene.division.pk, name="Kepala Baru")
    accounts.forget(scene.head_)
    with pytest.raises(PermissionDenied):
        answer(scene, plan, True)
    answer(scene, plan, True, by=new)


def test_the_nightly_jobs_do_what_the_days_bring(scene: Scene) -> None:
    plan = scene.agreed()
    move(scene)
    clock.set_to(at(MOVED + timedelta(days=70)))
    jobs.follow_homes(timestamp=0)
    jobs.settle_ratings(timestamp=0)
    jobs.nudge(timestamp=0)
    plan.refresh_from_db()
    assert plan.period.end == MOVED


@pytest.mark.parametrize("kind", [Kind.ACTING, Kind.DAILY, Kind.SECONDED])
def test_acting_elsewhere_changes_no_plan(scene: Scene, kind: Kind) -> None:
    plan = scene.agreed()
    move(scene, kind=kind)
    assert follow(MOVED) == 0
    plan.refresh_from_db()
    assert (plan.unit, plan.period) == (scene.division, YEAR)


def test_a_post_that_was_only_renamed_changes_no_plan(scene: Scene) -> None:
    """Its holder holds another row since the same day as before."""
    plan = scene.agreed()
    held = scene.person.appointments.get()
    held.position = a_position(unit=scene.other)
    held.unit = scene.other
    held.save()
    assert follow(MOVED) == 1
    plan.refresh_from_db()
    assert (plan.state, plan.unit, plan.period) == ("agreed", scene.other, YEAR)
    assert follow(MOVED) == 0


def test_whoever_leaves_keeps_what_was_agreed_to_be_rated(scene: Scene) -> None:
    plan, draft = scene.agreed(), scene.draft(scene.somebody())
    for person in (scene.person, draft.employee):
        held = person.appointments.get()
        held.period = Period(held.period.start, MOVED)
        held.save()
    assert follow(MOVED + timedelta(days=13)) == 0  # a decree may come a few days late
    assert follow(MOVED + timedelta(days=14)) == 2
    plan.refresh_from_db()
    draft.refresh_from_db()
    assert (plan.state, plan.period.end, draft.state) == ("agreed", MOVED, "closed")


def test_who_has_left_is_not_waited_for(scene: Scene) -> None:
    plan = scene.agreed()
    end_post(scene, MOVED)
    scene.person.is_current = False
    scene.person.save()
    assert follow(MOVED) == 1
    plan.refresh_from_db()
    assert plan.period.end == MOVED


def end_post(scene: Scene, on: date) -> Appointment:
    held = scene.person.appointments.get()
    held.period = Period(held.period.start, on)
    held.save()
    return held


def test_a_contract_renewed_some_days_late_ends_no_plan(scene: Scene) -> None:
    plan = scene.agreed()
    change = ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko"))
    held = end_post(scene, MOVED)
    assert follow(MOVED + timedelta(days=2)) == 0
    again = MOVED + timedelta(days=3)
    an_appointment(scene.person, held.position, period=Period(again))
    for day in (again, again + timedelta(days=30)):
        assert follow(day) == 0
    plan.refresh_from_db()
    change.refresh_from_db()
    assert (plan.state, plan.period, change.state) == ("agreed", YEAR, "asked")


@pytest.mark.parametrize("is_agreed", [True, False])
def test_a_plan_goes_on_where_the_post_turns_out_to_have_gone_on(
    scene: Scene, is_agreed: bool
) -> None:
    plan = scene.agreed() if is_agreed else scene.draft()
    held = end_post(scene, MOVED)
    follow(MOVED + timedelta(days=14))
    an_appointment(scene.person, held.position, period=Period(MOVED))
    day = MOVED + timedelta(days=15)
    assert follow(day) == 1
    assert follow(day) == 0
    plan.refresh_from_db()
    assert (plan.state, plan.period) == ("agreed" if is_agreed else "draft", YEAR)
    assert DialogueTurn.objects.filter(plan=plan, kind="reopened").count() == 1


def test_after_a_gap_or_another_plan_what_was_ended_stays_so(scene: Scene) -> None:
    plan = scene.agreed()
    held = end_post(scene, MOVED)
    follow(MOVED + timedelta(days=14))
    again = an_appointment(scene.person, held.position, period=Period(MOVED + timedelta(days=1)))
    day = MOVED + timedelta(days=15)
    assert follow(day) == 0
    beginning.begin(employee=scene.person, year=2026, on=day, now=at(day), by=scene.user)
    again.period = Period(MOVED)
    again.save()
    assert follow(day) == 0
    plan.refresh_from_db()
    assert plan.period.end == MOVED


def test_one_plan_that_cannot_be_followed_holds_no_other_up(scene: Scene) -> None:
    broken, plan = scene.agreed(scene.somebody()), scene.agreed()
    for person in (broken.employee, scene.person):
        held = person.appointments.get()
        held.period = Period(held.period.start, MOVED)
        held.save()
    forbid = "ALTER TABLE motivation_performanceplan ADD CHECK (id <> %s OR upper(period) > '2026-06-01')"  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(forbid, [broken.pk])
    with pytest.raises(SomeFailedError, match="1 of 2"):
        follow(MOVED + timedelta(days=14))
    plan.refresh_from_db()
    assert plan.period.end == MOVED


def test_a_move_on_the_leap_day(scene: Scene) -> None:
    start, leap = date(2028, 1, 10), date(2028, 2, 29)
    plan = scene.agreed(on=start)
    move(scene, leap)
    follow(leap)
    plan.refresh_from_db()
    assert plan.period == Period(date(2028, 1, 1), leap)
    assert plan.period.last_day == date(2028, 2, 28)
    new = beginning.begin(employee=scene.person, year=2028, on=leap, now=at(leap), by=scene.user)
    assert new.period.start == leap


def test_whoever_moves_on_the_first_day_of_the_year_agrees_with_the_new_superior(
    scene: Scene,
) -> None:
    day = date(2026, 12, 10)
    scene.agreed()
    plan = beginning.begin(employee=scene.person, year=2027, on=day, now=at(day), by=scene.user)
    planning.add_goal(plan=plan, draft=a_draft(), on=day, now=at(day), by=scene.user)
    planning.propose(plan=plan, words="", on=day, now=at(day), by=scene.user)
    answer(scene, plan, True, on=day, now=at(day))
    new_year = date(2027, 1, 1)
    move(scene, new_year)
    follow(new_year)
    plan.refresh_from_db()
    assert (plan.state, plan.unit, plan.agreed_at) == ("draft", scene.other, None)


def test_a_decree_asks_for_one_look_however_many_it_moves(scene: Scene) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    from luwes.appointments import facts
    from luwes.core.facts import announce

    scene.agreed()
    for n in range(3):
        announce(facts.Appointed(n))
    announce(facts.Ended(scene.person.appointments.get().pk))
    assert ProcrastinateJob.objects.filter(task_name=following.FOLLOW).count() == 1


# ── above whom no head stands ────────────────────────────────────────


def test_the_authority_answers_and_rates_a_head_above_whom_no_head_stands(scene: Scene) -> None:
    chief = scene.chief.employee
    plan = scene.proposed(chief)
    assert plans.superiors(plan, TODAY) == [scene.approver]
    assert list(access.assessable(scene.approver, TODAY)) == [plan]
    answer(scene, plan, True, by=scene.approver)
    plan.refresh_from_db()
    assert (plan.state, plan.assessor) == ("agreed", scene.approver)


def test_the_authority_has_no_say_where_a_head_stands_above(scene: Scene) -> None:
    below = scene.proposed(scene.head_.employee)
    scene.proposed()
    assert not access.assessable(scene.approver, TODAY).exists()
    with pytest.raises(PermissionDenied):
        answer(scene, below, True, by=scene.approver)


def the_daily_head(scene: Scene) -> User:
    """Somebody of the division who heads it too for some days (Plh.)."""
    grant = {"role": Role.UNIT_HEAD.value, "scope_kind": "unit", "scope_id": str(scene.division.pk)}
    Grant.objects.create(user=scene.user, period=SINCE, **grant)
    return User.objects.get(pk=scene.user.pk)


def test_another_head_of_the_same_unit_is_no_superior_of_its_head(scene: Scene) -> None:
    """Neither of both answers for the other; the head above does."""
    daily = the_daily_head(scene)
    boss, mine = scene.proposed(scene.head_.employee), scene.proposed()
    other = scene.proposed(scene.somebody())
    assert {m.user for m in Message.objects.filter(link__endswith=f"/{boss.pk}/")} == {scene.chief}
    assert plans.superiors(boss, TODAY) == plans.superiors(mine, TODAY) == [scene.chief]
    assert list(access.assessable(daily, TODAY)) == [other]
    for plan, by in ((boss, daily), (mine, scene.head_)):
        with pytest.raises(PermissionDenied):
            answer(scene, plan, True, by=by)
        answer(scene, plan, True, by=scene.chief)


def test_of_two_heads_of_the_topmost_unit_neither_answers_but_the_authority(scene: Scene) -> None:
    grant = {"role": Role.UNIT_HEAD.value, "scope_kind": "unit", "scope_id": str(scene.office.pk)}
    daily = account(scene.somebody("Sekretaris Rekaan", unit=scene.office))
    Grant.objects.create(user=daily, period=SINCE, **grant)
    plan = scene.proposed(scene.chief.employee)
    assert plans.superiors(plan, TODAY) == [scene.approver]
    assert list(access.assessable(scene.approver, TODAY)) == [plan]
    with pytest.raises(PermissionDenied):
        answer(scene, plan, True, by=User.objects.get(pk=daily.pk))
    answer(scene, plan, True, by=scene.approver)


def test_a_head_of_the_unit_who_stands_above_it_too_answers(scene: Scene) -> None:
    grant = {"role": Role.UNIT_HEAD.value, "scope_kind": "unit", "scope_id": str(scene.division.pk)}
    Grant.objects.create(user=scene.chief, period=SINCE, **grant)
    plan = scene.proposed(scene.head_.employee)
    assert plans.superiors(plan, TODAY) == [scene.chief]
    answer(scene, plan, True, by=User.objects.get(pk=scene.chief.pk))


# ── evidence beside goals ────────────────────────────────────────────


def came(scene: Scene, goal: Goal, on: date) -> Contribution:
    row = contributing.note(
        employee=scene.person, kind=ContributionKind.DUTY, source=("test", str(on)), words="Bukti",
        on=on, now=NOW,
    )  # fmt: skip
    Contribution.objects.filter(pk=row.pk).update(goal=goal)
    return row


def test_evidence_beside_a_dropped_goal_is_there_when_the_days_are_rated(scene: Scene) -> None:
    plan = scene.agreed()
    old = plan.goals.get()
    row = came(scene, old, TODAY)
    reply(scene, ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko")), True)
    kept = came(scene, plan.goals.get(title="Peta risiko"), TODAY + timedelta(days=1))
    reply(scene, ask(scene, plan, ChangeKind.DROP, goal=old), True)
    assert plans.other_proofs(plan, in_line=True) == [row]
    kept.refresh_from_db()
    assert kept.goal


def test_evidence_beside_a_goal_dropped_from_a_draft_stands_alone(scene: Scene) -> None:
    plan = scene.draft()
    row = came(scene, plan.goals.get(), TODAY)
    planning.drop_goal(goal=plan.goals.get(), now=NOW, by=scene.user)
    assert plans.other_proofs(plan, in_line=True) == [row]


def test_evidence_of_days_after_a_move_is_the_new_plans(scene: Scene) -> None:
    plan = scene.agreed()
    before, after = (came(scene, plan.goals.get(), MOVED + timedelta(days=n)) for n in (-1, 0))
    move(scene)
    follow(MOVED + timedelta(days=3))
    for row in (before, after):
        row.refresh_from_db()
    assert (before.goal, after.goal) == (plan.goals.get(), None)


def test_many_proofs_of_one_goal_hide_none_of_another_and_the_rest_is_counted(
    scene: Scene,
) -> None:
    plan = scene.agreed()
    busy = plan.goals.get()
    reply(scene, ask(scene, plan, ChangeKind.ADD, draft=a_draft("Peta risiko")), True)
    quiet = plan.goals.get(title="Peta risiko")
    old = came(scene, quiet, TODAY)
    for n in range(plans.MOST_PROOFS + 3):
        came(scene, busy, TODAY + timedelta(days=1 + n))
    found = plans.proofs([busy.pk, quiet.pk], in_line=True)
    assert list(found[quiet.pk].rows) == [old]
    assert (len(found[busy.pk].rows), found[busy.pk].total) == (plans.MOST_PROOFS, plans.MOST_PROOFS + 3)  # fmt: skip
    page = signed_in(scene.head_).get(reverse("motivation:plan", args=[plan.pk])).content.decode()
    assert f"{plans.MOST_PROOFS + 3} bukti" in page
    assert "dan 3 bukti lagi yang lebih lama" in page
