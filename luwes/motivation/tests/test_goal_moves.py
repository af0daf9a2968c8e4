"""What becomes of a plan when its person moves, acts elsewhere, leaves, or is found to have stayed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.accounts import access as accounts
from luwes.accounts.models import Grant
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.each import SomeFailedError
from luwes.core.periods import Period
from luwes.motivation import jobs
from luwes.motivation.actions import (
    beginning,
    following,
    planning,
)
from luwes.motivation.models import (
    DialogueTurn,
)
from luwes.motivation.rules.goals import ChangeKind
from luwes.motivation.tests.goal_scene import (
    MOVED,
    NOW,
    TODAY,
    YEAR,
    Scene,
    a_draft,
    answer,
    ask,
    at,
    follow,
    move,
    refused,
)
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_position, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    clock.set_to(NOW)
    return Scene()


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
