"""What counts as time: bundles, waiting for a citizen, what is late while it waits, forwarding."""

from datetime import datetime, timedelta

import pytest

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.services import panels, timekeeping
from luwes.services.actions import bundling, ending, forwarding, talking, warnings
from luwes.services.actions.filing import Citizen, Where
from luwes.services.models import Case
from luwes.services.queries import desk
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind, Channel
from luwes.services.tests.builders import NOW, TODAY, a_service, a_subject, an_officer, filed

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)
SPOT = Where(point=Point(-5.36, 105.28))


def used(case: Case, kind: str, at: datetime) -> int:
    return next(s for s in timekeeping.of_case(case, at) if s.clock.kind == kind).reading.used


@pytest.mark.parametrize("where", [Where(), SPOT])  # bundled by hand, and when it came in
def test_what_the_office_bundled_wrongly_runs_from_the_receipt(where: Where) -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head, follower = (filed(service, where=where).case for _ in range(2))
    bundling.bundle(
        cases=[follower], head=head, now=NOW, on=TODAY, by=officer.user, reason="Lubang yang sama."
    )
    bundling.take_out(case=follower, now=LATER, on=TODAY, by=officer.user)
    assert follower.due_at == head.due_at
    assert used(follower, "finish", LATER) == 120


def test_who_follows_next_keeps_the_time_and_its_officer_hears() -> None:
    service = a_service(kind=CaseKind.REPORT, subject=a_subject())
    officer = an_officer(service.unit)
    head = filed(service, where=SPOT).case
    talking.answer(case=head, text="Baik.", now=NOW, on=TODAY, by=officer.user)
    talking.ask(case=head, text="Di mana?", now=LATER, on=TODAY, by=officer.user)
    second = filed(service, where=SPOT, now=LATER).case
    day_after = NOW + timedelta(days=1)
    ending.withdraw(case=head, now=day_after)
    second.refresh_from_db()
    assert (second.state, second.officer) == ("assigned", officer)
    assert used(second, "finish", day_after) == 120
    assert second.clocks.get(kind="first_answer").met_at == NOW
    subject = Message.objects.filter(kind="services.given", user=officer.user).latest("pk").subject
    assert second.number in subject


def test_what_was_late_before_it_waited_is_late_while_it_waits() -> None:
    service = a_service(promised=60)
    officer = an_officer(service.unit)
    case = filed(service).case
    talking.ask(case=case, text="Di mana?", now=LATER, on=TODAY, by=officer.user)
    day_after = NOW + timedelta(days=1)
    assert case.due_at == NOW + timedelta(hours=1)
    assert desk.counts(officer.user, day_after).late == 1
    assert desk.shown([case.pk], day_after, TODAY)[0].is_late
    ending.withdraw(case=case, now=day_after)
    case.refresh_from_db()
    assert case.due_at is None


def test_whoever_does_not_answer_is_reminded_once_and_overseers_see_it() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    boss = a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=service.unit_id)
    case = filed(service).case
    talking.ask(case=case, text="Di mana?", now=NOW, on=TODAY, by=officer.user)
    fifth, sixth = NOW + timedelta(days=7), NOW + timedelta(days=8)  # with a weekend between
    assert warnings.remind(now=fifth) == 0
    assert [warnings.remind(now=sixth), warnings.remind(now=sixth)] == [1, 0]
    told = Message.objects.filter(kind="services.news").latest("pk")
    assert "masih menunggu" in told.subject
    rows = desk.overseen(boss, desk.Filter("lama-menunggu"), sixth)
    assert list(rows) == [case]
    assert "lebih dari 5 hari kerja" in panels.overseen(boss, sixth)[0].title
    talking.citizen_says(case=case, text="Di sini.", now=sixth)
    assert not desk.overseen(boss, desk.Filter("lama-menunggu"), sixth).exists()
    assert panels.overseen(boss, sixth) == []


def test_nobody_is_asked_who_cannot_be_told() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case = filed(service, citizen=Citizen("Warga Contoh"), channel=Channel.DESK).case
    with pytest.raises(Refused, match="tidak meninggalkan cara"):
        talking.ask(case=case, text="Di mana?", now=NOW, on=TODAY, by=officer.user)


def test_forwarding_is_no_answer() -> None:
    service, there = a_service(), a_unit("Dinas Lain")
    officer = an_officer(service.unit)
    an_officer(there)
    case = filed(service).case
    forwarding.forward(
        case=case, agency=there.agency, unit=there, reason="Bukan kami", now=LATER, on=TODAY,
        by=officer.user,
    )  # fmt: skip
    assert case.clocks.get(kind="first_answer").met_at is None
