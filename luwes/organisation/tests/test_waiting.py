"""What of the organisation waits on the first page, and for whom."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.organisation import actions, waiting
from luwes.organisation.models import WorkloadAnalysis
from luwes.organisation.tests.builders import (
    a_group,
    a_position,
    a_proposal,
    a_unit,
    a_user,
    a_workload,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 3, tzinfo=UTC)


def told(user: User) -> list[tuple[str, str]]:
    found = waiting.minimums(user, NOW) + waiting.analyses(user, NOW)
    return [(item.title, item.url) for item in found]


def test_a_proposal_waits_for_those_who_check_and_comes_back_to_who_asked() -> None:
    unit = a_unit("Dinas Kesehatan")
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    analyst, stranger = a_user(Role.STAFFING_ANALYST), a_user()
    proposal = a_proposal(unit, 3, by=head)
    page = f"/organisasi/{unit.pk}/minimum/"
    assert told(analyst) == [("Usulan minimum hadir Dinas Kesehatan", page)]
    assert told(head) == told(stranger) == []
    actions.return_minimum(proposal=proposal, reason="terlalu banyak", now=NOW, by=analyst)
    assert told(head) == [("Usulan minimum hadir Dinas Kesehatan dikembalikan", page)]
    assert told(analyst) == []


def test_many_proposals_are_a_few_and_a_way_to_all() -> None:
    unit, by = a_unit(), a_user()
    for n in range(6):
        a_proposal(unit, n, by=by, group=a_group(f"k{n}"))
    found = told(a_user(Role.STAFFING_ANALYST))
    assert len(found) == waiting.MOST + 1
    assert found[-1] == ("Masih ada usulan minimum hadir lain", "/minimum/usulan/")


def test_an_analysis_waits_for_its_head_then_for_who_checks() -> None:
    unit = a_unit("Dinas")
    below = a_unit("Seksi", parent=unit)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=unit.agency_id)
    for place in (unit, below):
        a_workload(a_position(unit=place))
    a_workload(a_position(unit=unit), year=2025)  # over: nobody is asked any more
    a_workload(a_position(unit=a_unit("Dinas Lain", agency=unit.agency)))
    WorkloadAnalysis.objects.update(headcount=2)
    words = "2 analisis beban kerja 2027 menunggu tanda tangan Anda"
    assert told(head) == [(words, f"/organisasi/{unit.pk}/abk/2027/")]
    assert told(analyst) == []
    actions.sign_unit(unit=unit, year=2027, now=NOW, by=head)
    assert told(head) == []
    page = f"/abk/?instansi={unit.agency_id}&tahun=2027"
    assert told(analyst) == [("2 analisis beban kerja 2027 menunggu Anda periksa", page)]
    assert told(a_user(Role.APPROVER)) == []


def test_it_asks_little_and_nothing_of_those_without_a_part() -> None:
    unit = a_unit()
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    for user, most in ((head, 6), (a_user(Role.STAFFING_ANALYST), 4), (a_user(), 1)):
        with CaptureQueriesContext(connection) as caught:
            told(user)
        assert len(caught) <= most, (user, len(caught))
