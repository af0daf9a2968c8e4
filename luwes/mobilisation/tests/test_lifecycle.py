"""Statuses in their course: replaced, extended, reminded of, lapsed with people in the field."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from luwes.accounts.tests.builders import signed_in
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.mobilisation import actions, lifecycle, panels, queries
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.mobilisation.rules import Status
from luwes.mobilisation.tests.builders import (
    DUTY,
    NOW,
    a_city,
    a_coordinator,
    a_need,
    a_plan,
    a_status,
    an_assignment,
    an_incident,
)
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import an_agency
from luwes.staffing.actions import plans

pytestmark = pytest.mark.django_db

ENDS = date(2025, 3, 10)  # the first day after DUTY


def given(incident: Incident, status: Status, period: Period, **values: Any) -> EmergencyStatus:
    return actions.set_status(
        incident=incident, status=status, period=period, source="",
        **({"authority": "Gubernur Lampung", "decree": "300/2", "by": a_coordinator()} | values),
    )  # fmt: skip


def test_the_next_decree_ends_the_one_before_and_keeps_what_that_one_said() -> None:
    incident = an_incident()
    first = a_status(incident, status="alert")
    other = a_status(incident, status="alert", authority="Wali Kota")
    given(incident, Status.RESPONSE, through(date(2025, 3, 1), date(2025, 3, 14)))
    first.refresh_from_db()
    other.refresh_from_db()
    assert first.period.last_day == date(2025, 2, 28)
    assert first.decreed_until == DUTY.last_day
    assert other.period == DUTY
    assert other.decreed_until is None


def test_back_to_the_response_needs_a_reason_which_is_kept() -> None:
    incident = an_incident()
    a_status(incident, status="transition")
    again = through(date(2025, 3, 1), date(2025, 3, 7))
    with pytest.raises(Refused, match="di luar urutan"):
        given(incident, Status.RESPONSE, again)
    row = given(incident, Status.RESPONSE, again, because="Banjir datang lagi.")
    assert row.because == "Banjir datang lagi."
    now = lifecycle.of(incident, list(queries.statuses(incident)), date(2025, 3, 2), people_out=0)
    assert [step.word for step in now.steps] == ["", "now", "done"]
    assert [step.status for step in now.nexts] == ["transition"]


def told() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("subject", flat=True))


def test_leads_are_reminded_three_days_and_one_day_before_and_when_it_is_over_once_each() -> None:
    agency = an_agency()
    incident = an_incident(agency=agency)
    a_status(incident)
    a_coordinator(agency)
    a_coordinator(an_agency("Kabupaten lain"))
    counts = []
    for days in range(-6, 4):
        for _again in range(2):
            actions.remind_of_statuses(on=ENDS + timedelta(days=days))
        counts.append(len(told()))
    assert counts == [0, 0, 1, 1, 2, 2, 3, 3, 3, 3]
    assert "sudah berakhir 9 Maret 2025" in told()[-1]


def test_an_extension_begins_its_own_reminders_and_the_old_ones_stop() -> None:
    agency = an_agency()
    incident = an_incident(agency=agency)
    first = a_status(incident)
    a_coordinator(agency)
    given(incident, Status.RESPONSE, Period(ENDS, ENDS + timedelta(days=7)), extends=first)
    assert actions.remind_of_statuses(on=ENDS) == 0
    assert actions.remind_of_statuses(on=ENDS + timedelta(days=3)) == 1


def test_no_plan_begins_after_the_status_lapsed_until_it_is_extended() -> None:
    incident = an_incident()
    status = a_status(incident)
    a_need(incident, a_city(), period=Period(date(2025, 2, 24), date(2025, 4, 1)))
    late = NOW + timedelta(days=20)
    with pytest.raises(Refused, match="berakhir 9 Maret 2025") as refusal:
        a_draft(incident, late)
    assert [problem.law for problem in refusal.value.problems] == ["Perpres 17/2018"]
    given(incident, Status.RESPONSE, Period(ENDS, date(2025, 4, 1)), extends=status)
    assert a_draft(incident, late).state == "draft"


def test_a_ground_without_a_status_lets_people_be_planned_again() -> None:
    incident = an_incident()
    a_status(incident)
    a_need(incident, a_city(), period=Period(date(2025, 2, 24), date(2025, 4, 1)))
    given(
        incident, Status.CERTAIN, Period(date(2025, 3, 12), date(2025, 4, 1)),
        authority="Kepala BNPB", because="Korban masih dicari.",
    )  # fmt: skip
    assert a_draft(incident, NOW + timedelta(days=20)).state == "draft"


def test_where_no_status_was_ever_set_people_are_planned_and_it_is_flagged() -> None:
    incident = an_incident()
    a_need(incident, a_city())
    assert a_draft(incident, NOW).state == "draft"


def a_draft(incident: Incident, now: datetime) -> Any:
    return plans.make(owner_kind="incident", owner_id=incident.pk, now=now, by=a_coordinator())


def test_the_board_says_how_many_are_out_when_the_status_lapsed_and_what_to_do() -> None:
    agency = an_agency()
    incident = an_incident(agency=agency)
    status = a_status(incident)
    need = a_need(incident, a_city())
    an_assignment(need, a_plan(incident))
    page = signed_in(a_coordinator(agency)).get(f"/kejadian/{incident.pk}/").content.decode()
    assert "dan satu orang masih bertugas" in page
    assert f"perpanjang={status.pk}" in page


def test_an_extension_is_one_tap_and_follows_without_a_gap() -> None:
    agency = an_agency()
    incident = an_incident(agency=agency)
    status = a_status(incident)
    client = signed_in(a_coordinator(agency))
    form = client.get(f"/kejadian/{incident.pk}/status/?perpanjang={status.pk}").context["form"]
    assert form.initial["first_day"] == ENDS
    assert form.initial["authority"] == status.authority
    asked = client.get(f"/kejadian/{incident.pk}/status/?lanjut=transition").context["form"]
    assert asked.initial["status"] == "transition"


def test_the_first_page_tells_of_a_status_that_ends() -> None:
    agency = an_agency()
    incident = an_incident(agency=agency)
    a_status(incident)
    by = a_coordinator(agency)
    assert not panels.waits(by, NOW)
    near = panels.waits(by, NOW + timedelta(days=11))
    assert localdate(NOW + timedelta(days=11)) == date(2025, 3, 7)
    assert "berakhir 9 Maret 2025" in near[0].title
    over = panels.waits(by, NOW + timedelta(days=30))
    assert "sudah berakhir" in over[0].title
    assert not panels.waits(a_coordinator(an_agency("Kabupaten lain")), NOW)
