"""Parts of a year after a move: which are earlier ones, and what the last assessor sees of them."""

from datetime import date

import pytest
from django.urls import reverse

from luwes.accounts.tests.builders import signed_in
from luwes.core import clock
from luwes.core.periods import Period
from luwes.motivation.models import Evaluation, PerformancePlan
from luwes.motivation.rules.parts import Part, before
from luwes.motivation.rules.rating import Rating
from luwes.motivation.tests.goal_scene import DECEMBER, Scene, account, at

JULY, NEXT = date(2026, 7, 1), date(2027, 1, 1)
LAST = Period(JULY, NEXT)


@pytest.mark.parametrize(
    ("period", "counts"),
    [
        (Period(date(2026, 1, 1), JULY), True),
        (Period(date(2026, 3, 1), date(2026, 5, 1)), True),  # days without a post follow
        (Period(date(2025, 1, 1), date(2026, 1, 1)), False),  # another year
        (Period(date(2026, 1, 1), date(2026, 7, 2)), False),  # not over yet
        (LAST, False),
        (Period(date(2026, 1, 1)), False),
    ],
)
def test_earlier_parts_of_the_same_year(period: Period, counts: bool) -> None:
    assert bool(before(LAST, [Part(1, 1, period)])) is counts


def test_the_earliest_part_comes_first() -> None:
    first = Part(2, 1, Period(date(2026, 1, 1), date(2026, 3, 1)))
    second = Part(1, 1, Period(date(2026, 3, 1), JULY))
    assert before(LAST, [second, first]) == [first, second]
    assert (first.days, second.days) == (59, 122)


@pytest.mark.django_db
def test_the_last_assessor_and_the_person_see_how_the_part_before_was_rated() -> None:
    clock.set_to(DECEMBER)
    scene = Scene()
    early = scene.agreed()
    scene.final(scene.rated(early, work=Rating.ABOVE, behaviour=Rating.ABOVE))
    for model in (PerformancePlan, Evaluation):
        model.objects.update(period=Period(date(2026, 1, 1), JULY))
    scene.person.appointments.update(unit=scene.other)
    late = PerformancePlan.objects.create(
        employee=scene.person, unit=scene.other, period=LAST, state="agreed",
        proposed_at=at(JULY), agreed_at=at(JULY),
    )  # fmt: skip
    late.goals.create(title="Bantuan tersalur", indicator="Penerima", target="100")
    page = signed_in(scene.other_head).get(reverse("motivation:rate", args=[late.pk]))
    text = page.content.decode()
    assert "Bagian tahun ini sebelum pindah" in text
    assert "Bidang Data Rekaan" in text
    assert "181 hari" in text
    assert "Sangat Baik" in text.split('id="bagian-tahun"')[1].split("</section>")[0]
    row = scene.rated(late, by=scene.other_head)
    for reader in (account(scene.person), scene.other_head):
        shown = signed_in(reader).get(reverse("motivation:evaluation", args=[row.pk]))
        assert "Bagian tahun ini sebelum pindah" in shown.content.decode()
    assert row.predicate == "good"  # its own: nothing is computed from the part before


@pytest.mark.django_db
def test_a_part_that_is_not_rated_yet_says_so_and_whoever_stayed_sees_no_parts() -> None:
    clock.set_to(DECEMBER)
    scene = Scene()
    plan = scene.agreed()
    address = reverse("motivation:rate", args=[plan.pk])
    client = signed_in(scene.head_)
    assert 'id="bagian-tahun"' not in client.get(address).content.decode()
    plan.period = LAST
    plan.save()
    PerformancePlan.objects.create(
        employee=scene.person, unit=scene.other, state="agreed", proposed_at=at(date(2026, 1, 5)),
        period=Period(date(2026, 1, 1), JULY), agreed_at=at(date(2026, 1, 5)),
    )  # fmt: skip
    text = client.get(address).content.decode()
    assert "Belum dinilai" in text.split('id="bagian-tahun"')[1].split("</section>")[0]
