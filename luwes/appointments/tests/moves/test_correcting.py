"""The first day of a decree put right afterwards; what rested on it; as-of-date answers and the log."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from luwes.appointments.actions import moves as actions
from luwes.appointments.models import Appointment, MoveCorrection
from luwes.appointments.rules.moves import MoveKind
from luwes.appointments.tests.builders import a_leave
from luwes.appointments.tests.moves.scene import DAY, NOW, TODAY, Scene, holds
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.letters.models import Letter

pytestmark = pytest.mark.django_db
PAST = date(2026, 2, 2)


def a_swap(scene: Scene) -> tuple:
    posts = [scene.post(f"Kepala Seksi {n}") for n in range(2)]
    people = [scene.holder(post, name) for post, name in zip(posts, ("Satu", "Dua"), strict=True)]
    request = scene.rotate(
        (people[0], posts[1]), (people[1], posts[0]), on=PAST, late_reason="SK terlambat"
    )
    scene.effective(request)
    return request, people, posts


@pytest.mark.parametrize("new", [date(2026, 1, 15), date(2026, 2, 20), date(2026, 4, 1)])
def test_a_swap_is_moved_to_another_day(new: date) -> None:
    scene = Scene()
    request, people, posts = a_swap(scene)
    made = actions.correct(
        request=request,
        effective_on=new,
        reason="Salah ketik",
        now=NOW,
        on=TODAY,
        by=scene.approver,
    )
    for person, old, now in zip(people, posts, reversed(posts), strict=True):
        assert holds(person, new - DAY) == [old]
        assert holds(person, new) == [now]
    assert made.letter
    assert made.letter.amends == Letter.objects.get(kind="move_decree")
    assert "2 Februari 2026 menjadi" in str(made.letter.as_content()["orders"])
    assert Appointment.objects.count() == 4


def test_what_rested_on_the_old_day_is_kept_by_name() -> None:
    scene = Scene()
    request, people, _posts = a_swap(scene)
    a_leave(people[0], Period(TODAY, TODAY + 3 * DAY))
    later = scene.submit(scene.rotate((people[1], scene.post()), on=date(2026, 6, 1)))
    made = actions.correct(
        request=request,
        effective_on=date(2026, 2, 9),
        reason="Salah",
        now=NOW,
        on=TODAY,
        by=scene.approver,
    )
    assert [(r["name"], r["words"]) for r in made.affected] == [
        ("Satu", "cuti"), ("Dua", f"usul mutasi {later.number} (diajukan)"),
    ]  # fmt: skip


def test_what_cannot_be_corrected_is_refused() -> None:
    scene = Scene()
    request, people, _posts = a_swap(scene)
    for new, reason in (
        (date(2026, 2, 9), " "),
        (PAST, "Sama"),
        (date(2020, 1, 1), "Sebelum menjabat"),
    ):
        with pytest.raises(Refused):
            actions.correct(
                request=request,
                effective_on=new,
                reason=reason,
                now=NOW,
                on=TODAY,
                by=scene.approver,
            )
    with pytest.raises(PermissionDenied):
        actions.correct(
            request=request,
            effective_on=date(2026, 2, 9),
            reason="x",
            now=NOW,
            on=TODAY,
            by=scene.analyst,
        )
    scene.effective(scene.rotate((people[0], scene.post()), on=date(2026, 3, 20)))
    with pytest.raises(Refused):  # the new post has ended meanwhile
        actions.correct(
            request=request,
            effective_on=date(2026, 3, 25),
            reason="x",
            now=NOW,
            on=TODAY,
            by=scene.approver,
        )
    assert not MoveCorrection.objects.exists()


def test_somebody_who_came_between_stands_in_the_way() -> None:
    scene = Scene()
    target, person = scene.post(), scene.holder(scene.post(), "Satu")
    before = scene.holder(target, "Terdahulu")
    Appointment.objects.filter(employee=before).update(period=Period(date(2022, 1, 3), PAST))
    request = scene.rotate((person, target), on=PAST, late_reason="x")
    scene.effective(request)
    with pytest.raises(Refused) as refusal:
        actions.correct(
            request=request,
            effective_on=PAST - timedelta(days=9),
            reason="x",
            now=NOW,
            on=TODAY,
            by=scene.approver,
        )
    assert "Terdahulu memegang" in str(refusal.value)


def test_an_ended_acting_mandate_can_be_corrected_too() -> None:
    scene = Scene()
    vacant, person = scene.post(), scene.holder(scene.post())
    request = scene.draft("Plt.", on=PAST, late_reason="x")
    scene.add(request, person, MoveKind.ACTING, vacant, last_day=date(2026, 4, 30))
    scene.effective(request)
    actions.correct(
        request=request,
        effective_on=date(2026, 2, 9),
        reason="x",
        now=NOW,
        on=TODAY,
        by=scene.approver,
    )
    assert Appointment.objects.get(kind="acting").period == Period(
        date(2026, 2, 9), date(2026, 5, 1)
    )
