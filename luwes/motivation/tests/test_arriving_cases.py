"""Settled cases are told together: an officer's, of a service, in a month; counted, never named."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection

from luwes.core.facts import announce
from luwes.motivation.models import Contribution, Thanks
from luwes.people.models import Employee
from luwes.services import facts
from luwes.services.actions import ending, rating, warnings
from luwes.services.documents import Checked
from luwes.services.models import Case, Service
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import NOW, TODAY, a_service, an_officer, filed

PHOTO = Checked("bukti.jpg", "jpeg", b"\xff\xd8jpeg")
LATER = NOW + timedelta(hours=2)


def closed(service: Service, officer: Employee, now: datetime = LATER) -> Case:
    case = filed(service, now=now - timedelta(hours=1)).case
    assert officer.user
    ending.close(case=case, text="Beres.", files=[PHOTO], now=now, on=TODAY, by=officer.user)
    return case


def confirmed(service: Service, officer: Employee, now: datetime = LATER) -> Case:
    case = closed(service, officer, now)
    ending.confirm(case=case, now=now)
    return case


@pytest.fixture
def service() -> Service:
    return a_service(name="Surat keterangan pindah")


@pytest.mark.django_db
class TestCases:
    def test_an_officer_s_cases_of_a_service_in_a_month_are_one(self, service: Service) -> None:
        officer = an_officer(service.unit)
        for _ in range(3):
            confirmed(service, officer)
        [told] = Contribution.objects.all()
        assert told.words == "3 permohonan Surat keterangan pindah selesai, Februari 2025"
        assert (told.count, told.kind, told.employee) == (3, "case", officer)
        assert told.detail == "semua dikonfirmasi warga"
        assert told.on == TODAY

    def test_months_services_and_kinds_are_told_apart(self, service: Service) -> None:
        officer = an_officer(service.unit)
        confirmed(service, officer)
        # one second before and after midnight of the first of March in Jakarta
        for at in (datetime(2025, 2, 28, 16, 59, 59, tzinfo=UTC), datetime(2025, 2, 28, 17, tzinfo=UTC)):  # fmt: skip
            confirmed(service, officer, at)
        other = a_service(service.unit, kind=CaseKind.WISH, name="Usulan loket")
        confirmed(other, officer)
        told = {(row.words, row.count) for row in Contribution.objects.all()}
        assert told == {
            ("2 permohonan Surat keterangan pindah selesai, Februari 2025", 2),
            ("1 permohonan Surat keterangan pindah selesai, Maret 2025", 1),
            ("1 usulan Usulan loket selesai, Februari 2025", 1),
        }

    def test_what_an_officer_or_a_colleague_wrote_down_is_confirmed_by_nobody(
        self, service: Service
    ) -> None:
        """Who writes a case down at the desk holds the word with which the citizen confirms."""
        officer, colleague = an_officer(service.unit), an_officer(service.unit)
        confirmed(service, officer)
        for who in (officer, colleague):
            case = filed(service, now=LATER - timedelta(hours=1), by=who.user).case
            Case.objects.filter(pk=case.pk).update(officer=officer)
            case.refresh_from_db()
            assert officer.user
            ending.close(
                case=case, text="Beres.", files=[PHOTO], now=LATER, on=TODAY, by=officer.user
            )
            ending.confirm(case=case, now=LATER)
            rating.thank(case=case, words="Petugasnya hebat", now=LATER)
        told = Contribution.objects.get(employee=officer)
        assert told.count == 3
        assert told.detail.startswith("1 dikonfirmasi warga, 2 dicatat petugas, tanpa")
        assert not Thanks.objects.exists()

    def test_told_twice_it_counts_once(self, service: Service) -> None:
        officer = an_officer(service.unit)
        case = confirmed(service, officer)
        ending.confirm(case=case, now=LATER)
        announce(facts.Confirmed(case.pk, officer.pk, LATER))
        assert Contribution.objects.get().count == 1

    def test_a_reopened_case_counts_no_more_until_it_is_settled_again(
        self, service: Service
    ) -> None:
        officer = an_officer(service.unit)
        case, _other = confirmed(service, officer), confirmed(service, officer)
        ending.reopen(case=case, text="Belum.", now=LATER + timedelta(days=1))
        assert Contribution.objects.get().count == 1
        case.refresh_from_db()
        again = LATER + timedelta(days=20)  # in March
        assert officer.user
        ending.close(case=case, text="Kini beres.", files=[PHOTO], now=again, on=TODAY, by=officer.user)  # fmt: skip
        ending.confirm(case=case, now=again)
        assert [row.count for row in Contribution.objects.order_by("on")] == [1, 1]

    def test_the_last_one_reopened_leaves_nothing(self, service: Service) -> None:
        case = confirmed(service, an_officer(service.unit))
        ending.reopen(case=case, text="Belum.", now=LATER + timedelta(days=1))
        assert not Contribution.objects.filter(withdrawn_at=None).exists()

    def test_reopened_before_anybody_settled_it_changes_nothing(self, service: Service) -> None:
        case = closed(service, an_officer(service.unit))
        ending.reopen(case=case, text="Belum.", now=LATER + timedelta(days=1))
        assert not Contribution.objects.exists()

    def test_what_only_time_settled_is_not_said_to_be_the_citizen_s_word(
        self, service: Service
    ) -> None:
        officer = an_officer(service.unit)
        confirmed(service, officer)
        closed(service, officer)
        warnings.confirm_by_time(now=LATER + timedelta(days=8))
        assert Contribution.objects.get().count == 1
        warnings.confirm_by_time(now=LATER + timedelta(days=31))
        first, second = Contribution.objects.order_by("on")
        assert (first.count, second.count) == (1, 1)
        assert second.detail == "1 selesai karena masa konfirmasinya lewat"

    def test_nothing_of_the_citizen_is_told(self, service: Service) -> None:
        officer = an_officer(service.unit)
        case = confirmed(service, officer)
        told = Contribution.objects.get()
        row = " ".join(map(str, vars(told).values()))
        for secret in ("Warga Contoh", "0812", "Mohon surat pindah", case.number):
            assert secret not in row

    def test_a_case_that_nobody_closed_or_that_is_gone_stops_nothing(
        self, service: Service
    ) -> None:
        case = filed(service).case
        announce(facts.Confirmed(case.pk, None, LATER))
        announce(facts.Confirmed(987654321, an_officer(service.unit).pk, LATER))
        announce(facts.Reopened(987654321, None, LATER, LATER))
        assert not Contribution.objects.exists()

    def test_the_past_is_counted_like_the_present(self, service: Service) -> None:
        officer, second = an_officer(service.unit), an_officer(service.unit)
        for person in (officer, officer, second):
            case = filed(service).case
            Case.objects.filter(pk=case.pk).update(officer=person, state="confirmed", confirmed_at=LATER)  # fmt: skip
        for _ in range(2):
            call_command("fill_contributions", "--since", "2025-02-10")
        counts = dict(Contribution.objects.values_list("employee_id", "count"))
        assert counts == {officer.pk: 2, second.pk: 1}


@pytest.mark.django_db(transaction=True)
def test_two_citizens_who_confirm_at_once_are_both_counted() -> None:
    service = a_service(name="Surat keterangan pindah")
    officer = an_officer(service.unit)
    cases = [closed(service, officer) for _ in range(4)]

    def confirm(case: Case) -> None:
        ending.confirm(case=case, now=LATER)
        connection.close()

    threads = [Thread(target=confirm, args=(case,)) for case in cases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Contribution.objects.get().count == 4
