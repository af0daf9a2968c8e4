"""What the judgement of a promotion reads of somebody's years: final ratings, by year and paper."""

from datetime import date

import pytest

from luwes.appointments import year_ratings
from luwes.appointments.rules.moves import YearRating
from luwes.core import clock
from luwes.core.periods import Period
from luwes.motivation.models import Evaluation, PerformancePlan
from luwes.motivation.rules.rating import Rating
from luwes.motivation.tests.goal_scene import DECEMBER, Scene

pytestmark = pytest.mark.django_db
TMT = date(2027, 3, 1)


@pytest.fixture
def scene() -> Scene:
    clock.set_to(DECEMBER)
    return Scene()


def read(scene: Scene, on: date = TMT) -> list[YearRating]:
    return year_ratings.of_people([scene.person.pk], on).get(scene.person.pk, [])


@pytest.mark.parametrize(
    ("work", "behaviour", "is_good"),
    [
        (Rating.ABOVE, Rating.ABOVE, True), (Rating.MEETS, Rating.MEETS, True),
        (Rating.BELOW, Rating.MEETS, False), (Rating.ABOVE, Rating.BELOW, False),
    ],
)  # fmt: skip
def test_a_year_is_good_or_not_by_its_final_predicate(
    scene: Scene, work: Rating, behaviour: Rating, is_good: bool
) -> None:
    row = scene.final(scene.rated(work=work, behaviour=behaviour))
    row.refresh_from_db()
    assert row.letter
    assert read(scene) == [YearRating(2026, is_good, (row.letter.number,))]


def test_what_may_still_be_objected_to_or_came_later_tells_nothing(scene: Scene) -> None:
    row = scene.rated()
    assert read(scene) == []
    scene.final(row)
    assert read(scene, date(2026, 12, 1)) == []  # before it was final
    Evaluation.objects.update(state="withdrawn")
    assert read(scene) == []


def test_parts_of_a_year_that_differ_are_left_to_people(scene: Scene) -> None:
    first = scene.final(scene.rated())
    PerformancePlan.objects.update(period=Period(date(2026, 1, 1), date(2026, 7, 1)))
    Evaluation.objects.update(period=Period(date(2026, 1, 1), date(2026, 7, 1)))
    later = PerformancePlan.objects.create(
        employee=scene.person, unit=scene.other, state="rated",
        period=Period(date(2026, 7, 1), date(2027, 1, 1)),
    )  # fmt: skip
    second = Evaluation.objects.get(pk=first.pk)
    second.pk, second.plan, second.period, second.letter = None, later, later.period, None
    second.predicate = "improve"
    second.save()
    [year] = read(scene)
    assert (year.year, year.is_good) == (2026, None)
    Evaluation.objects.filter(plan=later).update(predicate="very_good")
    assert [row.is_good for row in read(scene)] == [True]
