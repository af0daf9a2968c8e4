"""A case from its filing to its end: who gets it, what the clocks do, what a citizen can do."""

from datetime import timedelta

import pytest

from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core import secrets
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_unit
from luwes.services import timekeeping
from luwes.services.actions import ending, forwarding, giving, talking
from luwes.services.actions.filing import Where
from luwes.services.documents import Checked
from luwes.services.models import Case, Service
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    a_skill,
    a_subject,
    an_officer,
    filed,
    looks_after,
)

pytestmark = pytest.mark.django_db
PHOTO = Checked("bukti.jpg", "jpeg", b"\xff\xd8jpeg")
LATER = NOW + timedelta(hours=2)


def test_a_case_goes_only_to_an_officer_whose_competency_is_on_record() -> None:
    skill = a_skill()
    service = a_service(skills={skill: 2})
    an_officer(service.unit)
    an_officer(service.unit, (skill, 1))
    able = an_officer(service.unit, (skill, 2))
    case = filed(service).case
    assert (case.officer, case.state) == (able, "assigned")


def test_without_anybody_able_it_waits_and_is_given_when_somebody_is() -> None:
    skill = a_skill()
    service = a_service(skills={skill: 2})
    case = filed(service).case
    assert (case.officer, case.state) == (None, "received")
    able = an_officer(service.unit, (skill, 3))
    giving.route_again(case=case, now=LATER, on=TODAY)
    case.refresh_from_db()
    assert (case.officer, case.state) == (able, "assigned")


def test_the_least_burdened_who_is_there_gets_it() -> None:
    service = a_service()
    first, second, away = (an_officer(service.unit) for _ in range(3))
    a_leave(away, Period(TODAY, TODAY + timedelta(days=1)))
    given = [filed(service).case.officer for _ in range(4)]
    assert given == [first, second, first, second]


def test_nobody_is_handed_a_case_they_may_not_have() -> None:
    skill = a_skill()
    service = a_service(skills={skill: 2})
    able, unable = an_officer(service.unit, (skill, 2)), an_officer(service.unit)
    case = filed(service).case
    with pytest.raises(Refused, match="belum mempunyai kompetensi"):
        giving.hand_over(case=case, to=unable, reason="Cuti", now=NOW, on=TODAY, by=able.user)


@pytest.mark.parametrize(
    ("promised", "clocks"),
    [(0, ["first_answer"]), (1350, ["finish"]), (1351, ["first_answer", "finish"])],
)
def test_what_is_promised_to_end_sooner_is_answered_by_its_end(promised: int, clocks: list[str]) -> None:  # fmt: skip
    case = filed(a_service(promised=promised)).case
    assert list(case.clocks.order_by("pk").values_list("kind", flat=True)) == clocks


def test_the_clock_stands_while_it_waits_for_the_citizen() -> None:
    service = a_service(promised=900)
    officer = an_officer(service.unit)
    case = filed(service).case
    before = case.due_at
    talking.ask(case=case, text="Mana KTP-nya?", now=LATER, on=TODAY, by=officer.user)
    assert (case.state, case.due_at) == ("waiting", None)
    day_after = NOW + timedelta(days=1)
    talking.citizen_says(case=case, text="Ini.", now=day_after)
    assert case.state == "assigned"
    finish = next(s for s in timekeeping.of_case(case, day_after) if s.clock.kind == "finish")
    assert (
        finish.reading.used == 120
    )  # 10.00 to 12.00; the night and the morning of waiting do not count
    assert before is not None
    assert case.due_at is not None
    assert case.due_at > before


def test_closing_needs_evidence_and_the_citizen_may_reopen_for_a_month() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    case = filed(service).case
    with pytest.raises(Refused, match="Lampirkan bukti"):
        ending.close(case=case, text="Beres.", now=LATER, on=TODAY, by=officer.user)
    ending.close(case=case, text="Beres.", files=[PHOTO], now=LATER, on=TODAY, by=officer.user)
    ending.reopen(case=case, text="Belum.", now=LATER + timedelta(days=2))
    assert (case.state, case.reopened, case.officer) == ("assigned", 1, officer)
    with pytest.raises(Refused, match="Lampirkan bukti"):
        ending.close(
            case=case, text="Beres.", now=LATER + timedelta(days=3), on=TODAY, by=officer.user
        )
    ending.close(
        case=case,
        text="Beres.",
        files=[PHOTO],
        now=LATER + timedelta(days=3),
        on=TODAY,
        by=officer.user,
    )
    with pytest.raises(Refused, match="Lebih dari 30 hari"):
        ending.reopen(case=case, text="Belum.", now=LATER + timedelta(days=40))
    ending.confirm(case=case, now=LATER + timedelta(days=41))
    ending.confirm(case=case, now=LATER + timedelta(days=41))
    assert case.entries.filter(kind="confirmed").count() == 1


def test_who_looks_after_it_is_found_by_place_and_by_the_names_in_the_text() -> None:
    subject, city = a_subject(), a_place("18.71", "Bandar Lampung")
    village = a_place("18.71.17.1003", "Way Kandis")
    of_city, of_province = a_unit("Dinas PU Kota"), a_unit("Dinas Bina Marga")
    looks_after(subject, of_city, city)
    looks_after(subject, of_province, city, words="Ratu Dibalau; Soekarno-Hatta")
    mine = a_service(of_province, kind=CaseKind.REPORT, subject=subject, name="Jalan provinsi")
    a_service(of_city, kind=CaseKind.REPORT, subject=subject, name="Jalan kota")
    here = Where(village, "Jl. Ratu Dibalau depan SDN 1")
    assert filed(mine, where=here, text="Lubang").case.unit == of_province
    assert filed(mine, where=Where(village, "Gang Mawar"), text="Lubang").case.unit == of_city


def test_many_reports_of_one_hole_are_one_case_for_the_office() -> None:
    subject = a_subject()
    service = a_service(kind=CaseKind.REPORT, subject=subject)
    where = Where(point=Point(-5.36, 105.28))
    head = filed(service, where=where).case
    for _ in range(3):
        assert filed(service, where=where).case.head == head
    other = filed(service, where=where, is_other=True).case
    assert other.head is None
    assert Case.objects.filter(head=None).count() == 2


def test_it_is_forwarded_with_its_clocks_and_the_same_secret() -> None:
    service = a_service()
    officer = an_officer(service.unit)
    there = a_unit("Dinas Lain")
    receipt = filed(service)
    case = receipt.case
    talking.ask(case=case, text="Di mana?", now=NOW, on=TODAY, by=officer.user)
    forwarding.forward(
        case=case,
        agency=there.agency,
        unit=there,
        reason="Bukan kami",
        now=LATER,
        on=TODAY,
        by=officer.user,
    )
    assert (case.unit, case.officer, case.state) == (there, None, "received")
    assert case.due_at is not None
    assert case.secret_hash == secrets.fingerprint(receipt.secret)


def test_a_report_keeps_its_subject_where_its_government_offers_no_service_for_it() -> None:
    subject, city = a_subject(), a_place("18.71", "Bandar Lampung")
    asked = a_service(a_unit("Dinas PU"), kind=CaseKind.REPORT, subject=subject)
    looks_after(subject, a_unit("Dinas Bina Marga"), city)
    case = filed(asked, kind=CaseKind.REPORT, where=Where(city, "Jalan Rekaan")).case
    assert (case.service, case.subject) == (None, subject)


def test_what_an_officer_writes_down_is_in_the_log_also_when_it_follows_another() -> None:
    subject, city = a_subject(), a_place("18.71", "Bandar Lampung")
    service = a_service(a_unit("Dinas PU"), kind=CaseKind.REPORT, subject=subject)
    where = Where(city, "Jalan Rekaan", Point(-5.36, 105.28))
    officer = an_officer(service.unit).user
    cases = [filed(service, kind=CaseKind.REPORT, where=where, by=officer).case for _ in range(2)]
    assert cases[1].head == cases[0]
    assert Entry.objects.filter(deed="services.filed_for", by=officer).count() == 2


@pytest.mark.parametrize("change", ["closed", "retired"])
def test_what_is_closed_or_taken_out_of_the_catalogue_meanwhile_takes_nothing(change: str) -> None:
    service = a_service()
    if change == "closed":
        Service.objects.filter(pk=service.pk).update(is_open=False)
    else:
        service.versions.update(state="retired")
    with pytest.raises(Refused, match="tidak menerima"):
        filed(service)
    assert not Case.objects.exists()
