"""Reports of one thing follow one case, and come out of it again."""

from datetime import timedelta

import pytest

from luwes.core.errors import Refused
from luwes.services import access
from luwes.services.actions import bundling, ending, forwarding, talking
from luwes.services.actions.filing import Where
from luwes.services.models import Case
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_service,
    a_subject,
    an_officer,
    filed,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
SPOT = Where(point=Point(-5.36, 105.28))


def test_bundled_cases_follow_one_head_and_their_clocks_stand() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head, second, third = (filed(service).case for _ in range(3))
    bundling.bundle(cases=[third], head=second, now=LATER, on=TODAY, by=officer.user)
    assert bundling.bundle(cases=[second], head=head, now=LATER, on=TODAY, by=officer.user) == 1
    assert bundling.bundle(cases=[second], head=head, now=LATER, on=TODAY, by=officer.user) == 0
    found = Case.objects.filter(head=head)
    assert {(c.pk, c.state, c.due_at, c.officer) for c in found} == {
        (second.pk, "bundled", None, None), (third.pk, "bundled", None, None),
    }  # fmt: skip
    second.refresh_from_db()
    assert access.can_see(officer.user, second, TODAY)
    with pytest.raises(Refused, match="tidak terbuka"):
        bundling.bundle(cases=[head], head=second, now=LATER, on=TODAY, by=officer.user)
    with pytest.raises(Refused, match="mengikuti perkara lain"):
        talking.answer(case=second, text="Baik.", now=LATER, on=TODAY, by=officer.user)


def test_only_the_same_thing_is_bundled_and_never_with_itself() -> None:
    officer = an_officer((service := a_service(kind=CaseKind.REPORT, subject=a_subject())).unit)
    other = a_service(service.unit, kind=CaseKind.REPORT, subject=a_subject("Sampah"))
    case, waste = filed(service).case, filed(other).case
    with pytest.raises(Refused, match="bukan tentang hal yang sama"):
        bundling.bundle(cases=[waste], head=case, now=NOW, on=TODAY, by=officer.user)
    with pytest.raises(Refused, match="dirinya sendiri"):
        bundling.bundle(cases=[case], head=case, now=NOW, on=TODAY, by=officer.user)


def test_what_comes_out_of_a_bundle_is_given_and_its_clock_begins() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head = filed(service, where=SPOT).case
    follower = filed(service, where=SPOT).case
    assert follower.head == head
    bundling.take_out(case=follower, now=LATER, on=TODAY)
    assert (follower.head, follower.officer, follower.state) == (None, officer, "assigned")
    assert follower.due_at is not None
    assert head.due_at is not None
    assert follower.due_at > head.due_at
    with pytest.raises(Refused, match="tidak sedang digabung"):
        bundling.take_out(case=follower, now=LATER, on=TODAY)


def test_a_withdrawn_head_leaves_its_place_to_the_next() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head, second, third = (filed(service, where=SPOT).case for _ in range(3))
    ending.withdraw(case=head, now=LATER)
    for case in (second, third):
        case.refresh_from_db()
    assert (second.head, second.officer, second.state) == (None, officer, "assigned")
    assert third.head == second
    assert filed(service, where=SPOT, now=LATER).case.head == second


def test_what_follows_a_forwarded_case_goes_along() -> None:
    service, there = a_service(kind=CaseKind.REPORT, subject=a_subject()), a_service().unit
    officer = an_officer(service.unit)
    head, follower = (filed(service, where=SPOT).case for _ in range(2))
    forwarding.forward(
        case=head, agency=there.agency, unit=there, reason="Jalan provinsi", now=LATER, on=TODAY,
        by=officer.user,
    )  # fmt: skip
    follower.refresh_from_db()
    assert (follower.agency, follower.unit) == (there.agency, there)
