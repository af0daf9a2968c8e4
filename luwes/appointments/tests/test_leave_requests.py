"""Asked, judged, granted, recalled: what is written, what is refused, who may."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments import actions, attending
from luwes.appointments.actions.requests import Decision, Wish
from luwes.appointments.entitlements import Account
from luwes.appointments.models import (
    Holiday,
    Leave,
    LeaveOpening,
    LeavePolicy,
    LeaveRequest,
    WorkWeek,
)
from luwes.appointments.papers_attached import Attached
from luwes.appointments.reference import HOLIDAYS, POLICIES, WEEKS
from luwes.appointments.rules import LeaveKind
from luwes.appointments.rules.entitlement import Certificate, Proof
from luwes.appointments.rules.requests import Answer, below
from luwes.appointments.tests.builders import a_leave, a_request, an_appointment
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.core.secrets import EncryptedField
from luwes.core.tests.racing import at_once
from luwes.letters.models import Letter
from luwes.notifications.models import Message
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import (
    a_group,
    a_minimum,
    a_position,
    a_title,
    a_unit,
    a_user,
)
from luwes.people.models import Employee
from luwes.people.tests.builders import an_employee

NOW = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)  # a Monday, 09.00 WIB
TODAY = date(2025, 3, 3)
WEEK = through(date(2025, 3, 10), date(2025, 3, 14))  # five working days
YES = Decision(Answer.APPROVED)


@dataclass
class Office:
    """A unit of six nurses with a head; Rina asks."""

    unit: OrgUnit = field(default_factory=lambda: a_unit("RSUD Rekaan"))
    people: list[Employee] = field(default_factory=list)

    def __post_init__(self) -> None:
        group = a_group("perawat")
        a_minimum(self.unit, 2)
        for name in ("Rina Rekaan", "Ani", "Ben", "Citra", "Dedi", "Eka"):
            position = a_position(unit=self.unit, title=a_title(group=group))
            person = an_employee(name, agency=self.unit.agency, user=a_user(name=name))
            self.people.append(an_appointment(person, position).employee)
        self.head = self.a_head()
        self.authority = a_user(
            Role.APPROVER, scope_kind="agency", scope_id=self.unit.agency_id, name="Sekda Rekaan"
        )
        self.analyst = a_user(Role.STAFFING_ANALYST)

    @property
    def rina(self) -> Employee:
        return self.people[0]

    def a_head(self) -> User:
        return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=self.unit.pk, name="Kepala RSUD")

    def asks(self, period: Period = WEEK, kind: LeaveKind = LeaveKind.ANNUAL, **wish: Any) -> LeaveRequest:  # fmt: skip
        attached = wish.pop("attached", None)
        told = Wish(kind, period, **({"reason": "Menengok orang tua", "address": "Metro"} | wish))
        assert self.rina.user
        return actions.ask(
            employee=self.rina, wish=told, attached=attached, now=NOW, by=self.rina.user
        )

    def decides(self, row: LeaveRequest, decision: Decision = YES, by: User | None = None) -> None:
        actions.decide(request=row, decision=decision, now=NOW, by=by or self.head)
        row.refresh_from_db()


@pytest.fixture
def office() -> Office:
    return Office()


def fields_of(refusal: pytest.ExceptionInfo[Refused]) -> list[str | None]:
    return [problem.field for problem in refusal.value.problems]


@pytest.mark.django_db
def test_a_request_granted_is_leave_with_a_numbered_letter(office: Office) -> None:
    row = office.asks()
    told = Message.objects.get()
    assert (told.user, "Rina Rekaan meminta cuti" in told.subject) == (office.head, True)
    office.decides(row)
    leave = Leave.objects.get()
    assert (leave.period, leave.letter) == (WEEK, row.letter and row.letter.number)
    assert row.letter.number.startswith("800.1.11.4/")
    assert row.letter.payload["orders"][0].startswith(
        "menjalankan cuti tahunan selama 5 hari kerja"
    )
    assert Message.objects.filter(user=office.rina.user, subject__contains="disetujui").exists()
    balance = Account(office.rina, TODAY).balance(2025)
    assert (balance.left, balance.used, balance.waiting) == (7, 5, 0)


@pytest.mark.django_db
def test_what_waits_is_kept_from_the_balance_and_a_withdrawal_gives_it_back(office: Office) -> None:
    row = office.asks()
    assert Account(office.rina, TODAY).balance(2025).free == 7
    actions.withdraw(request=row, now=NOW, by=office.rina.user)
    actions.withdraw(request=row, now=NOW, by=office.rina.user)
    assert Account(office.rina, TODAY).balance(2025).free == 12
    with pytest.raises(Refused, match="sudah ditarik"):
        office.decides(row)


@pytest.mark.django_db
def test_pressed_twice_there_is_one_request_and_one_leave(office: Office) -> None:
    row = office.asks()
    assert office.asks().pk == row.pk
    office.decides(row)
    office.decides(row)
    assert (LeaveRequest.objects.count(), Leave.objects.count(), Letter.objects.count()) == (
        1,
        1,
        1,
    )


@pytest.mark.django_db
def test_all_that_stands_against_a_wish_is_told_at_once(office: Office) -> None:
    a_leave(office.rina, through(date(2025, 3, 12), date(2025, 3, 12)))
    long = through(date(2025, 3, 10), date(2025, 3, 31))
    with pytest.raises(Refused) as refusal:
        office.asks(long, reason=" ")
    assert fields_of(refusal) == ["over", "first_day", "reason"]


@pytest.mark.django_db
def test_days_gone_by_may_be_asked_only_for_what_nobody_foresees(office: Office) -> None:
    gone = through(date(2025, 2, 25), date(2025, 2, 26))
    with pytest.raises(Refused, match="sudah lewat"):
        office.asks(gone)
    assert office.asks(gone, LeaveKind.SICK, proof=Proof(Certificate.DOCTOR)).pk


@pytest.mark.django_db
def test_another_request_on_the_same_days_is_refused(office: Office) -> None:
    office.asks()
    with pytest.raises(Refused, match="belum diputuskan"):
        office.asks(through(date(2025, 3, 14), date(2025, 3, 17)))


@pytest.mark.django_db
@pytest.mark.parametrize("answer", [Answer.DEFERRED, Answer.REFUSED, Answer.CHANGED])
def test_every_answer_but_yes_needs_its_reason(office: Office, answer: Answer) -> None:
    row = office.asks()
    days = through(date(2025, 3, 12), date(2025, 3, 13))
    with pytest.raises(Refused) as refusal:
        office.decides(row, Decision(answer, period=days))
    assert fields_of(refusal) == ["reason"]
    office.decides(row, Decision(answer, "Banjir", days))
    assert (row.state, Leave.objects.count()) == (answer.value, int(answer is Answer.CHANGED))
    if answer is Answer.CHANGED:
        assert row.granted == days


@pytest.mark.django_db
def test_days_put_off_for_the_service_come_over_to_next_year(office: Office) -> None:
    LeaveOpening.objects.create(employee=office.rina, year=2025, days=0, source="kartu cuti")
    a_leave(office.rina, through(date(2025, 2, 3), date(2025, 2, 4)))
    plain = Account(office.rina, TODAY).balance(2026).carried
    row = office.asks(through(date(2025, 3, 10), date(2025, 3, 19)))
    office.decides(row, Decision(Answer.DEFERRED, "Kepentingan dinas mendesak"))
    assert (plain, row.deferred_days) == (6, 8)
    assert Account(office.rina, TODAY).balance(2026).carried == 8 + 2


@pytest.mark.django_db
def test_a_change_without_other_days_is_refused(office: Office) -> None:
    row = office.asks()
    with pytest.raises(Refused) as refusal:
        office.decides(row, Decision(Answer.CHANGED, "Bergeser"))
    assert fields_of(refusal) == ["first_day"]


@pytest.mark.django_db
def test_below_the_minimum_a_head_grants_only_with_a_reason_that_is_logged(office: Office) -> None:
    a_minimum(office.unit, 5, group=a_group("perawat"))
    a_leave(office.people[1], through(date(2025, 3, 12), date(2025, 3, 12)))
    row = office.asks()
    short = below(attending.without(Account(office.rina, TODAY, row), WEEK))
    assert [(d.day.day, d.present, d.minimum) for d in short] == [(12, 4, 5)]
    with pytest.raises(Refused, match="Pada 1 hari"):
        office.decides(row)
    assert not Leave.objects.filter(employee=office.rina).exists()
    office.decides(row, Decision(Answer.APPROVED, over_minimum="Perawat dari puskesmas membantu"))
    entry = Entry.objects.filter(deed="appointments.leave_decided").get()
    assert entry.reason == "Perawat dari puskesmas membantu"
    assert row.over_minimum == entry.reason


@pytest.mark.django_db
def test_presence_counts_each_person_once_and_only_on_working_days(office: Office) -> None:
    Holiday.objects.create(day=date(2025, 3, 11), name="Libur", kind="national", source="uji")
    days = attending.without(
        Account(office.rina, TODAY), through(date(2025, 3, 8), date(2025, 3, 12))
    )
    assert [(d.day.day, d.present) for d in days] == [(10, 5), (12, 5)]


@pytest.mark.django_db
def test_nobody_decides_the_own_request_and_no_stranger_any(office: Office) -> None:
    row = office.asks()
    other = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=a_unit("Lain").pk)
    for user in (office.rina.user, other, office.analyst, a_user()):
        with pytest.raises(PermissionDenied):
            office.decides(row, by=user)
        with pytest.raises(PermissionDenied):
            actions.give_view(request=row, view=Answer.APPROVED, reason="", now=NOW, by=user)
    with pytest.raises(PermissionDenied):
        actions.withdraw(request=row, now=NOW, by=office.head)
    with pytest.raises(PermissionDenied):
        actions.ask(
            employee=office.rina, wish=Wish(LeaveKind.ANNUAL, WEEK, "x"), attached=None, now=NOW,
            by=office.head,
        )  # fmt: skip


@pytest.mark.django_db
def test_a_view_passes_the_request_on_to_the_authority(office: Office) -> None:
    row = office.asks()
    Message.objects.all().delete()
    actions.give_view(request=row, view=Answer.APPROVED, reason="", now=NOW, by=office.head)
    assert Message.objects.get().user == office.authority
    office.decides(row, by=office.authority)
    assert (row.state, row.viewed_by, row.decided_by) == ("approved", office.head, office.authority)
    with pytest.raises(Refused, match="sudah disetujui"):
        actions.give_view(request=row, view=Answer.REFUSED, reason="x", now=NOW, by=office.head)


@pytest.mark.django_db
def test_unpaid_leave_is_granted_by_the_authority_with_the_consent_of_bkn(office: Office) -> None:
    year = Period(date(2025, 4, 1), date(2026, 4, 1))
    row = office.asks(year, LeaveKind.UNPAID)
    assert Message.objects.get().user == office.authority
    with pytest.raises(PermissionDenied):
        office.decides(row)
    with pytest.raises(Refused) as refusal:
        office.decides(row, by=office.authority)
    assert fields_of(refusal) == ["consent"]
    office.decides(row, Decision(Answer.APPROVED, consent="BKN/1/2025"), office.authority)
    assert "Persetujuan BKN Nomor BKN/1/2025." in row.letter.payload["basis"]


@pytest.mark.django_db
def test_health_stays_out_of_letter_log_and_messages(office: Office) -> None:
    row = office.asks(
        kind=LeaveKind.SICK, reason="Demam berdarah", proof=Proof(Certificate.DOCTOR),
        attached=Attached("application/pdf", "JVBERi0="),
    )  # fmt: skip
    office.decides(row, Decision(Answer.APPROVED))
    told = [str(row.letter.payload), *(m.subject + m.body for m in Message.objects.all())]
    told += [str(entry.as_sealed()) for entry in Entry.objects.all()]
    assert not [text for text in told if "sakit" in text.lower() or "demam" in text.lower()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason, proof FROM appointments_leaverequest")
        assert "Demam" not in str(cursor.fetchall())
    assert isinstance(LeaveRequest._meta.get_field("address"), EncryptedField)


@pytest.mark.django_db
def test_a_recall_gives_the_days_back_tells_the_person_and_makes_a_letter(office: Office) -> None:
    row = office.asks()
    office.decides(row)
    back = date(2025, 3, 12)
    restored = actions.recall(
        leave=row.leave, on=back, reason="Banjir", now=datetime(2025, 3, 11, tzinfo=UTC),
        by=office.head,
    )  # fmt: skip
    row.refresh_from_db()
    assert (restored, row.state, row.recalled_on) == (3, "recalled", back)
    assert row.recall_letter.kind == "leave_recall"
    assert "sisa cuti 3 hari kerja" in row.recall_letter.payload["orders"][1]
    assert Account(office.rina, TODAY).balance(2025).left == 10
    assert Message.objects.filter(user=office.rina.user, body__contains="3 hari kerja").exists()


@pytest.mark.django_db
def test_leave_called_off_before_it_begins_withdraws_its_letter(office: Office) -> None:
    row = office.asks()
    office.decides(row)
    restored = actions.recall(leave=row.leave, on=TODAY, reason="Banjir", now=NOW, by=office.head)
    row.refresh_from_db()
    row.letter.refresh_from_db()
    assert (restored, row.leave, row.letter.state) == (5, None, "withdrawn")
    assert not Leave.objects.exists()
    assert Account(office.rina, TODAY).balance(2025).left == 12


@pytest.mark.django_db
def test_recorded_leave_meets_the_same_quota_and_goes_beyond_it_with_a_reason(
    office: Office,
) -> None:
    values = {
        "employee": office.rina,
        "kind": LeaveKind.ANNUAL,
        "letter": "1",
        "by": office.analyst,
    }
    three_weeks = through(date(2025, 3, 10), date(2025, 3, 28))
    with pytest.raises(Refused) as refusal:
        actions.record_leave(period=three_weeks, **values)
    assert fields_of(refusal) == ["over"]
    actions.record_leave(period=three_weeks, over_because="Sisa 2024 menurut kartu", **values)
    assert Entry.objects.get().reason == "Sisa 2024 menurut kartu"


@pytest.mark.django_db
def test_a_leave_is_judged_by_the_rule_of_its_first_day(office: Office) -> None:
    LeavePolicy.objects.create(
        status="pns", period=Period(date(2025, 3, 11)), source="aturan rekaan", annual_days=3
    )
    assert office.asks(through(date(2025, 3, 10), date(2025, 3, 13))).pk
    with pytest.raises(Refused):
        office.asks(through(date(2025, 4, 14), date(2025, 4, 17)))


@pytest.mark.django_db
def test_a_unit_of_six_days_counts_saturdays(office: Office) -> None:
    both_weekend = through(date(2025, 3, 14), date(2025, 3, 17))
    assert Account(office.rina, TODAY).work.count(both_weekend) == 2
    WorkWeek.objects.create(unit_kind="", days=6, period=Period(date(2000, 1, 1)), source="uji")
    assert Account(office.rina, TODAY).work.count(both_weekend) == 3


@pytest.mark.django_db
def test_an_opening_balance_is_at_most_what_the_law_lets_over(office: Office) -> None:
    values = {"employee": office.rina, "year": 2025, "source": "kartu", "on": TODAY}
    with pytest.raises(Refused):
        actions.set_opening(days=13, by=office.analyst, **values)
    actions.set_opening(days=6, by=office.analyst, **values)
    actions.set_opening(days=5, by=office.analyst, **values)
    balance = Account(office.rina, TODAY).balance(2025)
    assert (balance.left, balance.assumed) == (17, False)


@pytest.mark.django_db
def test_the_terms_are_loaded_once_and_keep_what_offices_changed() -> None:
    by = a_user(Role.STAFFING_ANALYST)
    terms: dict[str, Any] = {"policies": POLICIES, "weeks": WEEKS, "days": HOLIDAYS, "by": by}
    assert actions.load_terms(**terms) == len(POLICIES) + len(WEEKS) + len(HOLIDAYS)
    Holiday.objects.filter(day=date(2025, 1, 1)).update(name="Tahun Baru")
    assert actions.load_terms(**terms) == 0
    assert Holiday.objects.get(day=date(2025, 1, 1)).name == "Tahun Baru"


@pytest.mark.django_db
def test_a_holiday_stands_once_and_is_kept_by_whose_it_is(office: Office) -> None:
    own = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=office.unit.agency_id)
    values: dict[str, Any] = {
        "day": date(2025, 3, 18), "name": "Hari jadi", "kind": "national", "source": "Pergub",
        "is_assumed": False,
    }  # fmt: skip
    with pytest.raises(PermissionDenied):
        actions.add_holiday(agency=None, by=own, **values)
    row = actions.add_holiday(agency=office.unit.agency, by=own, **values)
    with pytest.raises(Refused):
        actions.add_holiday(agency=office.unit.agency, by=own, **values)
    assert not Account(office.rina, TODAY).work.is_work(date(2025, 3, 18))
    actions.drop_holiday(holiday=row, by=own)
    assert not Holiday.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_heads_at_once_decide_once() -> None:
    office = Office()
    row = office.asks()
    other = office.a_head()
    no = Decision(Answer.REFUSED, "Kurang orang")
    said = at_once(
        lambda: actions.decide(request=LeaveRequest.objects.get(pk=row.pk), decision=YES, now=NOW, by=office.head),
        lambda: actions.decide(request=LeaveRequest.objects.get(pk=row.pk), decision=no, now=NOW, by=other),
    )  # fmt: skip
    row.refresh_from_db()
    assert sorted(map(bool, said)) == [False, True]  # one is done, the other refused
    assert Leave.objects.count() == int(row.state == "approved")


@pytest.mark.django_db(transaction=True)
def test_asked_and_recorded_at_once_never_overlap() -> None:
    office = Office()
    row = a_request(office.rina, WEEK)
    said = at_once(
        lambda: actions.decide(request=row, decision=YES, now=NOW, by=office.head),
        lambda: actions.record_leave(
            employee=Employee.objects.get(pk=office.rina.pk), kind=LeaveKind.ANNUAL, period=WEEK,
            letter="1", by=office.analyst,
        ),
    )  # fmt: skip
    assert sorted(map(bool, said)) == [False, True]  # one is done, the other refused
    assert Leave.objects.count() == 1
