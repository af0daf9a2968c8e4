"""Where a case is sent: who gets it there, who sees it, what goes along, and what counts as evidence."""

from datetime import timedelta

import pytest

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.notifications.models import Message
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.services.actions import ending, forwarding, talking, warnings
from luwes.services.documents import Checked
from luwes.services.models import Case
from luwes.services.queries import desk
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import NOW, TODAY, a_service, a_subject, an_officer, filed

pytestmark = pytest.mark.django_db
PHOTO = Checked("bukti.jpg", "jpeg", b"\xff\xd8jpeg")
LATER = NOW + timedelta(hours=2)


def send(case: Case, unit: OrgUnit, *, alone: bool = False) -> None:
    assert case.officer is not None
    forwarding.forward(
        case=case, agency=unit.agency, unit=None if alone else unit, reason="Bukan kami", now=LATER,
        on=TODAY, by=case.officer.user,
    )  # fmt: skip


def a_case() -> Case:
    service = a_service()
    an_officer(service.unit)
    return filed(service).case


def test_without_a_service_there_a_person_chooses() -> None:
    case, there = a_case(), a_unit("Dinas Lain")
    an_officer(there)
    boss = a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=there.pk)
    send(case, there)
    assert warnings.route_waiting(now=LATER, on=TODAY) == 0
    case.refresh_from_db()
    assert (case.officer, case.state) == (None, "received")
    assert Message.objects.get(user=boss).kind == "services.unroutable"


def test_to_a_government_alone_only_where_somebody_would_see_it() -> None:
    case, there = a_case(), a_unit("Dinas Lain")
    with pytest.raises(Refused, match="Belum ada pengelola layanan"):
        send(case, there, alone=True)
    a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=there.agency_id)
    send(case, there, alone=True)
    assert (case.agency, case.unit) == (there.agency, None)


def test_notes_stay_with_the_government_that_wrote_them() -> None:
    case, there = a_case(), a_unit("Dinas Lain")
    talking.note(case=case, text="Antara kita.", now=NOW, on=TODAY, by=case.officer.user)
    assert "Antara kita." in [one.text for one in desk.entries(case)]
    send(case, there)
    shown = [one.text for one in desk.entries(case)]
    assert "Antara kita." not in shown
    assert "Bukan kami" in shown


def test_the_new_service_promises_an_end_where_there_was_none() -> None:
    subject = a_subject()
    left = a_service(subject=subject, promised=0)
    an_officer(left.unit)
    there = a_service(a_unit("Dinas Lain"), kind=CaseKind.REQUEST, subject=subject, promised=60)
    case = filed(left).case
    assert not case.clocks.filter(kind="finish").exists()
    send(case, there.unit)
    clock = case.clocks.get(kind="finish")
    assert (case.service, clock.minutes, clock.started_at) == (there, 60, LATER)


def test_only_what_shows_the_work_of_this_office_is_evidence() -> None:
    case = a_case()
    assert case.officer is not None
    now = {"now": NOW, "on": TODAY, "by": case.officer.user}
    talking.answer(case=case, text="Contoh formulir.", files=[PHOTO], **now)
    assert ending.needs_evidence(case, desk.entries(case))
    talking.step(case=case, text="Dikerjakan.", files=[PHOTO], **now)
    assert not ending.needs_evidence(case, desk.entries(case))
    send(case, a_unit("Dinas Lain"))
    assert ending.needs_evidence(case, desk.entries(case))


def test_what_was_met_too_late_is_a_breach_though_nobody_warned() -> None:
    case = a_case()
    assert case.officer is not None
    late = NOW + timedelta(days=8)
    talking.ask(case=case, text="Di mana?", now=late, on=TODAY, by=case.officer.user)
    assert [one.breached_at for one in case.clocks.order_by("pk")] == [late, late]
