"""Who looks after what, kept by those who manage services; words people use; information that takes longer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.places.models import Area
from luwes.services import authority, timekeeping
from luwes.services.actions import duties, talking
from luwes.services.actions.duties import DutyDraft
from luwes.services.models import Case, CaseEntry, Responsibility
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    a_subject,
    an_officer,
    filed,
)

pytestmark = pytest.mark.django_db


def a_keeper(unit: OrgUnit):  # type: ignore[no-untyped-def]
    return a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=unit.agency.pk)


def the_city() -> Area:
    return Area.objects.filter(code="18.71").first() or a_place("18.71", "Kota Bandar Lampung")


def draft(unit: OrgUnit, *names: str, basis: str = "UU 23/2014") -> DutyDraft:
    return DutyDraft(a_subject(), unit, the_city(), names, basis)


def test_what_is_taken_on_counts_from_its_day_and_what_was_before_ends_there() -> None:
    unit = a_unit("Dinas Pekerjaan Umum")
    by = a_keeper(unit)
    duties.take_on(draft=draft(unit), first_day=TODAY, on=TODAY, by=by)
    other = a_unit("UPTD Jalan", agency=unit.agency)
    later = TODAY + timedelta(days=10)
    duties.take_on(draft=draft(other), first_day=later, on=TODAY, by=by)
    for day, wanted in ((TODAY, unit), (later, other)):
        found = authority.whose(a_subject(), the_city(), "jalan berlubang", day)
        assert found is not None
        assert (found.unit, found.found.is_sure) == (wanted, True)
    assert Entry.objects.filter(deed="services.duty_taken").count() == 2


def test_what_is_given_up_stays_on_record_until_that_day() -> None:
    unit = a_unit("Dinas Pekerjaan Umum")
    by = a_keeper(unit)
    row = duties.take_on(draft=draft(unit), first_day=TODAY, on=TODAY, by=by)
    later = TODAY + timedelta(days=5)
    for _press in range(2):
        duties.give_up(row=row, reason="Pindah ke provinsi.", on=later, by=by)
    row.refresh_from_db()
    assert row.period == Period(TODAY, later)
    assert authority.whose(a_subject(), the_city(), "", later) is None
    assert Entry.objects.filter(deed="services.duty_ended").count() == 1


def test_nobody_speaks_for_another_government_nor_for_days_that_are_past() -> None:
    here, there = a_unit("Dinas Pekerjaan Umum"), a_unit("Dinas Bina Marga")
    by = a_keeper(here)
    with pytest.raises(PermissionDenied):
        duties.take_on(draft=draft(there), first_day=TODAY, on=TODAY, by=by)
    with pytest.raises(Refused) as refused:
        duties.take_on(draft=draft(here, basis=" "), first_day=date(2020, 1, 1), on=TODAY, by=by)
    assert {p.field for p in refused.value.problems} == {"first_day", "basis"}
    assert not Responsibility.objects.exists()


def test_the_page_says_where_two_governments_say_the_same(client: Client) -> None:
    here, there = a_unit("Dinas Pekerjaan Umum"), a_unit("Dinas Bina Marga")
    by = a_keeper(here)
    for unit in (here, there):
        Responsibility.objects.create(
            subject=a_subject(), agency=unit.agency, unit=unit, area=the_city(), basis="UU 23/2014",
            period=Period(date(2020, 1, 1)),
        )  # fmt: skip
    client.force_login(by)
    page = client.get(reverse("services:duties")).content.decode()
    assert f"Juga dicatat oleh {there.agency.name}" in page
    assert "Dinas Bina Marga</h3>" not in page


def test_who_manages_one_unit_keeps_no_words_of_all(client: Client) -> None:
    unit = a_unit("Dinas Kependudukan")
    one = a_user(Role.SERVICE_MANAGER, scope_kind="unit", scope_id=unit.pk)
    client.force_login(one)
    assert client.get(reverse("services:words")).status_code == 403
    with pytest.raises(PermissionDenied):
        duties.call(word="kartu kuning", means="ak1", by=one)


# ── information that takes longer (UU 14/2008 ps. 22) ────────────────


def asked() -> tuple[Case, object]:
    service = a_service(kind=CaseKind.INFORMATION, promised=0)
    officer = an_officer(service.unit)
    return filed(service).case, officer.user


def end_of(case: Case):  # type: ignore[no-untyped-def]
    return next(s for s in timekeeping.of_case(case, NOW) if s.clock.kind == "finish")


def test_information_may_take_seven_working_days_more_once_with_the_reason() -> None:
    case, by = asked()
    before = end_of(case).clock.minutes
    talking.extend(case=case, text="Arsip dicari.", now=NOW, on=TODAY, by=by)
    assert end_of(case).clock.minutes == before + 7 * DAY_MINUTES
    assert (
        "Arsip dicari." in CaseEntry.objects.filter(case=case, is_internal=False).latest("pk").text
    )
    with pytest.raises(Refused, match="satu kali"):
        talking.extend(case=case, text="Lagi.", now=NOW, on=TODAY, by=by)


def test_what_is_late_or_no_information_is_not_extended() -> None:
    case, by = asked()
    late = NOW + timedelta(days=40)
    with pytest.raises(Refused, match="belum terlambat"):
        talking.extend(case=case, text="Maaf.", now=late, on=late.date(), by=by)
    service = a_service()
    officer = an_officer(service.unit)
    with pytest.raises(Refused, match="permintaan informasi"):
        talking.extend(case=filed(service).case, text="Lama.", now=NOW, on=TODAY, by=officer.user)
    other = Case.objects.latest("pk")
    assert not talking.may_extend(other, timekeeping.of_case(other, NOW))


def test_a_past_day_shows_the_duties_of_that_day_and_nothing_to_press(client: Client) -> None:
    old, new = a_unit("Dinas Pekerjaan Umum"), a_unit("UPTD Jalan")
    by = a_keeper(old)
    turn = TODAY - timedelta(days=10)
    for unit, period in ((old, Period(date(2020, 1, 1), turn)), (new, Period(turn))):
        Responsibility.objects.create(
            subject=a_subject(), agency=old.agency, unit=unit, area=the_city(), basis="UU 23/2014",
            period=period,
        )  # fmt: skip
    clock.set_to(NOW)
    client.force_login(by)
    then, today = (
        client.get(reverse("services:duties"), {"per": day}).content.decode()
        for day in (turn - timedelta(days=1), TODAY)
    )
    assert "Dinas Pekerjaan Umum</h3>" in then
    assert "UPTD Jalan" not in then
    assert "Akhiri" not in then
    assert "Tambah kewenangan" not in then
    assert "UPTD Jalan</h3>" in today
    assert "Akhiri" in today
