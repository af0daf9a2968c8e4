"""Two at once on a real database."""

import pytest

from luwes.core.tests.racing import at_once
from luwes.motivation.actions import beginning, changing, objecting, planning, rating
from luwes.motivation.models import (
    DialogueTurn,
    Evaluation,
    GoalChange,
    PerformancePlan,
    RatingObjection,
)
from luwes.motivation.rules.goals import ChangeKind
from luwes.motivation.tests.goal_scene import (
    DECEMBER,
    NOW,
    RATED_ON,
    SOON,
    TODAY,
    Scene,
    a_draft,
    at,
)

pytestmark = pytest.mark.django_db(transaction=True)


def plan() -> PerformancePlan:
    return PerformancePlan.objects.select_related("employee", "unit").get()


def test_two_assessors_at_once_answer_once() -> None:
    scene = Scene()
    read = planning.stamp(scene.proposed())

    def answer(agrees: bool, by: object) -> None:
        planning.answer(
            plan=plan(), agrees=agrees, words="Kata", read=read, on=TODAY, now=NOW, by=by
        )  # type: ignore[arg-type]

    said = at_once(lambda: answer(True, scene.head_), lambda: answer(False, scene.chief))
    assert sorted(bool(words) for words in said) == [False, True]
    assert DialogueTurn.objects.filter(kind__in=["agreed", "returned"]).count() == 1


def test_a_double_press_begins_and_proposes_once() -> None:
    scene = Scene()
    at_once(*[lambda: beginning.begin(employee=scene.person, year=2026, on=TODAY, now=NOW, by=scene.user)] * 2)  # fmt: skip
    planning.add_goal(plan=plan(), draft=a_draft(), on=TODAY, now=NOW, by=scene.user)
    said = at_once(*[lambda: planning.propose(plan=plan(), words="", on=TODAY, now=NOW, by=scene.user)] * 2)  # fmt: skip
    assert sorted(bool(words) for words in said) == [False, True]
    assert DialogueTurn.objects.filter(kind="proposed").count() == 1


def test_taken_back_while_the_assessor_agrees_ends_in_one_of_both() -> None:
    scene = Scene()
    read = planning.stamp(scene.proposed())
    said = at_once(
        lambda: planning.take_back(plan=plan(), now=NOW, by=scene.user),
        lambda: planning.answer(plan=plan(), agrees=True, words="", read=read, on=TODAY, now=NOW, by=scene.head_),
    )  # fmt: skip
    assert sorted(bool(words) for words in said) == [False, True]
    assert plan().state in {"draft", "agreed"}


def test_two_heads_at_once_rate_a_year_once() -> None:
    scene = Scene()
    scene.agreed()
    said = at_once(*[lambda by=by: scene.rated(plan(), by=by) for by in (scene.head_, scene.chief)])
    assert sorted(bool(words) for words in said) == [False, True]
    assert Evaluation.objects.count() == 1


def test_a_double_objection_and_a_double_decision() -> None:
    scene = Scene()
    scene.rated()

    def row() -> Evaluation:
        return Evaluation.objects.select_related("plan__employee", "plan__unit").get()

    said = at_once(*[lambda: scene.objected(row())] * 2)
    assert sorted(bool(words) for words in said) == [False, True]

    def decide() -> None:
        objection = RatingObjection.objects.select_related("evaluation__plan__employee").get()
        objecting.decide(objection=objection, changes=False, words="Sudah.", on=SOON, now=at(SOON), by=scene.chief)  # fmt: skip

    said = at_once(decide, decide)
    assert sorted(bool(words) for words in said) == [False, True]
    assert row().letter is not None


def test_accepted_while_the_clock_lets_it_stand_gives_one_paper() -> None:
    scene = Scene()
    row = scene.rated()
    rating.receive(evaluation=row, accepts=False, on=RATED_ON, now=DECEMBER, by=scene.user)
    late = RATED_ON.replace(day=30)
    at_once(
        lambda: rating.settle(on=late, now=at(late)),
        lambda: rating.receive(evaluation=Evaluation.objects.get(), accepts=True, on=late, now=at(late), by=scene.user),
    )  # fmt: skip
    from luwes.letters.models import Letter

    assert Letter.objects.count() == 1


def test_two_changes_of_one_goal_at_once_leave_one_waiting() -> None:
    scene = Scene()
    scene.agreed()

    def ask(target: str) -> None:
        row = plan()
        changing.ask(
            plan=row, what=ChangeKind.CHANGE, goal=row.goals.get(), draft=a_draft(target=target),
            reason="x", on=TODAY, now=NOW, by=scene.user,
        )  # fmt: skip

    said = at_once(lambda: ask("1"), lambda: ask("2"))
    assert sorted(bool(words) for words in said) == [False, True]
    assert GoalChange.objects.count() == 1
