"""Signals of load: begun and ended each night, answered by the superior, gone on to the next above."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.models import Grant, User
from luwes.accounts.rules import Role
from luwes.appointments.models import LeaveOpening
from luwes.appointments.rules import LeaveKind
from luwes.appointments.tests.builders import a_leave
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period, through
from luwes.motivation import jobs
from luwes.motivation.actions import load_answering, load_watching
from luwes.motivation.models import LoadAnswer, LoadSignal
from luwes.motivation.queries import load_lists, loading
from luwes.motivation.rules.load import Answer, Key
from luwes.motivation.tests.caring import DAY, NOW, TODAY, Office, a_shift, account, signal_of
from luwes.notifications.models import Message
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.services.models import Case
from luwes.staffing import rosters
from luwes.staffing.models import Presence

pytestmark = pytest.mark.django_db


def watch(on: date = TODAY) -> int:
    return load_watching.watch(on=on, now=NOW + (on - TODAY))


def load_of(person: Employee, on: date = TODAY):  # type: ignore[no-untyped-def]
    now = NOW + (on - TODAY)
    return loading.loads_of([person], rosters.policy_on(on), on=on, now=now)[person.pk]


def told(user: User) -> list[str]:
    return list(Message.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


# ── figures ──────────────────────────────────────────────────────────


def test_whoever_only_does_the_usual_work_is_not_even_read() -> None:
    office = Office()
    quiet = office.person("Siti Rekaan")
    busy = office.overworked()
    assert list(loading.carrying(TODAY, NOW)) == [busy]
    watch()
    assert not LoadSignal.objects.filter(employee=quiet).exists()


def test_days_of_a_duty_without_a_clock_run_until_today() -> None:
    office = Office()
    load = load_of(office.overworked(days=9))
    assert (load.running, load.away, load.rotation) == (9, 9, 9)


def test_leave_breaks_the_run_and_a_weekend_at_home_too() -> None:
    office = Office()
    person = office.person()
    a_leave(person, through(TODAY - 3 * DAY, TODAY - 3 * DAY), kind=LeaveKind.REST)
    office.duty(person, TODAY - 2 * DAY, TODAY)
    assert load_of(person).running == 3
    assert load_of(office.person("Budi Rekaan")).running == 1  # a Monday


def test_served_hours_go_by_check_ins_before_the_rota() -> None:
    office = Office()
    person = office.person()
    row = office.duty(person, TODAY - 3 * DAY, TODAY + 3 * DAY)
    came = NOW - 2 * DAY
    for kind, at in (("in", came), ("out", came + timedelta(hours=15))):
        Presence.objects.create(assignment=row, kind=kind, at=at, by=office.bkd, method="officer", key=uuid4())  # fmt: skip
    a_shift(row, came, 8)
    a_shift(row, NOW + DAY, 10)
    load = load_of(person)
    assert (load.shift, load.ordered) == (15, 10 + 7.5)  # and the Friday after it at home
    assert load.week == 15 + 4 * 7.5  # Monday to Thursday before the duty at the own post
    assert load.running == 0


def test_a_part_beside_the_own_post_adds_to_it() -> None:
    office = Office()
    person = office.person()
    office.duty(person, TODAY - DAY, TODAY + 20 * DAY, load=40, beside=True)
    office.duty(person, TODAY + 2 * DAY, TODAY + 9 * DAY, load=20, beside=True)
    load = load_of(person)
    assert (load.percent, load.away) == (160, 0)


def test_open_cases_and_those_past_their_time_are_counted() -> None:
    office = Office()
    person = office.person()
    for n, due in enumerate((NOW - DAY, NOW + DAY, None)):
        Case.objects.create(
            number=f"L-{n}", secret_hash="", kind="complaint", consent_at=NOW, consent_words="Ya",
            agency=office.agency, unit=office.ward, officer=person, state="assigned",
            received_at=NOW, due_at=due,
        )  # fmt: skip
    load = load_of(person)
    assert (load.cases, load.overdue) == (3, 1)


def test_annual_leave_beyond_what_comes_over_is_lost_with_the_year() -> None:
    office = Office()
    december = date(2025, 12, 1)
    pns = office.person(nip="198501012010012001")
    pppk = office.person("Budi Rekaan", employment="pppk", nip="199001012020211001")
    for person in (pns, pppk):
        office.duty(person, december - DAY, december + DAY)
        LeaveOpening.objects.create(employee=person, year=2025, days=0)
    a_leave(pns, through(date(2025, 6, 2), date(2025, 6, 6)))  # a working week
    assert (load_of(pns, december).leave, load_of(pppk, december).leave) == (1, 12)
    assert load_of(pns, date(2025, 9, 30)).leave == 0


# ── nights ───────────────────────────────────────────────────────────


def test_a_signal_begins_with_its_time_to_answer_and_the_head_and_the_person_hear() -> None:
    office = Office()
    person = office.overworked()
    assert watch() == 1
    row = signal_of(person)
    assert (row.level, row.figure, row.limit, row.state) == ("warn", 9, 6, "open")
    assert row.due_on == date(2025, 2, 27)  # three working days after a Monday
    assert row.unit == office.ward
    assert told(office.head) == ["motivation.load"]
    assert told(account(person)) == ["motivation.load_own"]
    assert not told(office.top)
    assert not told(office.bkd)
    assert "9" not in Message.objects.get(user=office.head).body


def test_a_head_hears_once_of_all_however_many_are_looked_at_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(load_watching, "BATCH", 2)
    office = Office()
    clinic = a_unit("Klinik Rekaan", parent=office.department)
    other = office.a_head(clinic, "Kepala Klinik Rekaan")
    for n in range(3):
        office.overworked(f"Perawat Rekaan {n}")
        office.overworked(f"Bidan Rekaan {n}", unit=clinic)
    assert watch() == 6
    for head in (office.head, other):
        assert Message.objects.get(user=head).subject.startswith("Beban kerja 3 pegawai")


def test_the_same_night_twice_changes_nothing() -> None:
    office = Office()
    office.overworked()
    watch()
    before = list(LoadSignal.objects.values()), Message.objects.count()
    assert watch() == 0
    assert (list(LoadSignal.objects.values()), Message.objects.count()) == before


def test_a_head_hears_once_of_many_people() -> None:
    office = Office()
    for n in range(3):
        office.overworked(f"Pegawai Rekaan {n}")
    watch()
    message = Message.objects.get(user=office.head)
    assert "3 pegawai" in message.subject


def test_what_grows_into_a_danger_is_asked_again_and_sooner() -> None:
    office = Office()
    person = office.overworked(days=9)
    office.duty(person, TODAY + 4 * DAY, TODAY + 5 * DAY)
    watch()
    answered(signal_of(person), office.head, day=TODAY + 7 * DAY)
    assert watch(TODAY + 3 * DAY) == 0
    assert watch(TODAY + 4 * DAY) == 1  # the thirteenth day
    row = signal_of(person)
    assert (row.level, row.state, row.due_on) == ("danger", "open", date(2025, 3, 3))


def test_what_is_within_its_limits_again_is_over_and_may_begin_anew() -> None:
    office = Office()
    person = office.overworked()
    watch()
    watch(TODAY + 6 * DAY)  # the duty is over, and Saturday was free
    row = signal_of(person)
    assert (row.state, row.over_on) == ("over", TODAY + 6 * DAY)
    office.duty(person, TODAY + 4 * DAY, TODAY + 12 * DAY)
    watch(TODAY + 12 * DAY)
    assert LoadSignal.objects.filter(employee=person, key="running").count() == 2


def test_of_whoever_leaves_nothing_waits() -> None:
    office = Office()
    person = office.overworked()
    watch()
    person.is_current = False
    person.save()
    watch(TODAY + DAY)
    assert signal_of(person).state == "over"


def test_an_answer_that_did_not_help_in_its_time_is_asked_about_again() -> None:
    office = Office()
    person = office.overworked(days=7)
    watch()
    answered(signal_of(person), office.head, kind=Answer.RELIEVED)
    assert watch(TODAY + 3 * DAY) == 0
    assert signal_of(person).state == "answered"
    office.duty(person, TODAY + 4 * DAY, TODAY + 5 * DAY)
    assert watch(TODAY + 4 * DAY) == 1
    assert signal_of(person).state == "open"
    assert signal_of(person).answers.count() == 1


# ── unanswered ───────────────────────────────────────────────────────


def test_unanswered_it_goes_on_to_the_next_head_and_the_personnel_office_once() -> None:
    office = Office()
    person = office.overworked()
    watch()
    late = date(2025, 2, 28)
    assert load_watching.raise_unanswered(on=late - DAY, now=NOW) == 0
    with pytest.raises(PermissionDenied):
        answered(signal_of(person), office.bkd)
    assert load_watching.raise_unanswered(on=late, now=NOW + 4 * DAY) == 1
    assert load_watching.raise_unanswered(on=late, now=NOW + 4 * DAY) == 0
    assert told(office.top) == ["motivation.load_raised"]
    assert told(office.bkd) == ["motivation.load_raised"]
    assert told(office.head) == ["motivation.load"]
    answered(signal_of(person), office.bkd, on=late)
    assert signal_of(person).state == "answered"


def test_without_any_superior_it_reaches_the_personnel_office_at_once() -> None:
    office = Office()
    lonely = a_unit("Unit tanpa kepala", agency=office.agency)
    person = office.overworked(unit=lonely)
    watch()
    assert signal_of(person).is_raised
    assert told(office.bkd) == ["motivation.load_raised"]
    answered(signal_of(person), office.bkd)


def test_when_the_superiors_leave_it_goes_on_although_it_is_not_late() -> None:
    office = Office()
    person = office.overworked()
    watch()
    for head in (office.head, office.top):
        Grant.objects.filter(user=head).update(period=Period(date(2020, 1, 1), TODAY))
    assert load_watching.raise_unanswered(on=TODAY, now=NOW) == 1
    assert told(office.bkd) == ["motivation.load_raised"]
    assert signal_of(person).is_raised


def test_of_a_head_the_next_above_is_asked_and_never_the_head() -> None:
    office = Office()
    person = office.overworked("Kepala Puskesmas Rekaan", user=office.head)
    watch()
    assert told(office.top) == ["motivation.load"]
    with pytest.raises(PermissionDenied):
        answered(signal_of(person), office.head)
    answered(signal_of(person), office.top)


def test_the_personnel_officer_never_answers_for_themselves() -> None:
    office = Office()
    person = office.overworked(unit=a_unit("Tanpa kepala", agency=office.agency), user=office.bkd)
    watch()
    with pytest.raises(PermissionDenied):
        answered(signal_of(person), office.bkd)
    assert "motivation.load_raised" not in told(office.bkd)


# ── answers ──────────────────────────────────────────────────────────


def answered(
    row: LoadSignal, by: User, *, kind: Answer = Answer.DAY_OFF, on: date = TODAY, **values: object
) -> LoadAnswer:
    given = {"day": on + DAY, "until": None, "reason": ""} | values
    return load_answering.answer(
        signal=row, kind=kind, on=on, now=NOW + (on - TODAY), by=by, **given
    )  # type: ignore[arg-type]


def test_an_answer_is_kept_logged_without_its_reason_and_told_to_the_person() -> None:
    office = Office()
    person = office.overworked()
    watch()
    row = signal_of(person)
    answered(row, office.head, kind=Answer.ACCEPTED, until=TODAY + 5 * DAY, reason="Banjir belum surut")  # fmt: skip
    made = LoadAnswer.objects.get()
    assert (made.kind, made.until, made.day, made.by) == ("accepted", TODAY + 5 * DAY, None, office.head)  # fmt: skip
    entry = Entry.objects.get(deed="motivation.load_answered")
    assert entry.details == {"answer": "accepted", "signal": row.pk}
    assert not entry.reason
    assert told(account(person))[-1] == "motivation.load_answered"


def test_two_heads_at_once_the_second_is_refused() -> None:
    office = Office()
    person = office.overworked()
    watch()
    answered(signal_of(person), office.head)
    with pytest.raises(Refused, match="sudah dijawab"):
        answered(signal_of(person), office.top)
    assert LoadAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        (Answer.DAY_OFF, {"day": None}, "day"),
        (Answer.DAY_OFF, {"day": TODAY - DAY}, "day"),
        (Answer.DAY_OFF, {"day": TODAY + 15 * DAY}, "day"),
        (Answer.ACCEPTED, {"until": None, "reason": "x"}, "until"),
        (Answer.ACCEPTED, {"until": TODAY + 15 * DAY, "reason": "x"}, "until"),
        (Answer.ACCEPTED, {"until": TODAY + 5 * DAY, "reason": " "}, "reason"),
        (Answer.SHARED, {"reason": ""}, "reason"),
    ],
)
def test_an_answer_says_until_when_and_why(
    kind: Answer, values: dict[str, object], field: str
) -> None:
    office = Office()
    person = office.overworked()
    watch()
    with pytest.raises(Refused) as refusal:
        answered(signal_of(person), office.head, kind=kind, **values)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert signal_of(person).state == "open"


def test_who_may_answer_and_who_may_not() -> None:
    office = Office()
    person = office.overworked()
    watch()
    other = office.a_head(a_unit("Dinas lain", agency=office.agency), "Kepala lain")
    elsewhere = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=0)
    for user in (account(person), other, elsewhere, a_user(), a_user(Role.COORDINATOR)):
        with pytest.raises(PermissionDenied):
            answered(signal_of(person), user)


# ── the person ───────────────────────────────────────────────────────


def say(person: Employee, words: str = "Dua pos sekaligus") -> LoadSignal:
    return load_answering.say_too_much(
        employee=person, words=words, on=TODAY, now=NOW, by=account(person)
    )


def test_the_person_says_that_it_is_too_much_and_the_head_must_answer() -> None:
    office = Office()
    person = office.person()
    row = say(person)
    assert (row.key, row.level, row.due_on) == (Key.OWN.value, "warn", date(2025, 2, 27))
    assert told(office.head) == ["motivation.load"]
    assert not told(account(person))
    with pytest.raises(Refused, match="sudah menyampaikannya"):
        say(person)
    watch()
    assert signal_of(person, "own").state == "open"  # no figure ends it
    answered(row, office.head, kind=Answer.SHARED, reason="Separuh kepada Budi")
    watch(TODAY + 3 * DAY)
    assert signal_of(person, "own").state == "answered"
    watch(TODAY + 4 * DAY)
    assert signal_of(person, "own").state == "over"
    say(person)


def test_words_are_sealed_and_neither_in_messages_nor_in_the_log() -> None:
    office = Office()
    person = office.person()
    row = say(person, "sakit punggung")
    with connection.cursor() as cursor:
        cursor.execute("SELECT own_words FROM motivation_loadsignal WHERE id = %s", [row.pk])
        assert "punggung" not in cursor.fetchone()[0]
    texts = [m.subject + m.body for m in Message.objects.all()]
    texts += [f"{e.reason}{e.details}{e.object_label}" for e in Entry.objects.all()]
    assert not any("punggung" in text for text in texts)


def test_only_the_person_adds_words_and_takes_back() -> None:
    office = Office()
    person = office.overworked()
    watch()
    row = signal_of(person)
    with pytest.raises(PermissionDenied):
        load_answering.add_words(signal=row, words="x", by=office.head)
    load_answering.add_words(signal=row, words="Anak saya kecil", by=account(person))
    assert signal_of(person).own_words == "Anak saya kecil"
    with pytest.raises(PermissionDenied):
        load_answering.take_back(signal=row, on=TODAY, by=account(person))  # a figure is no word
    own = say(person)
    load_answering.take_back(signal=own, on=TODAY, by=account(person))
    load_answering.take_back(signal=own, on=TODAY, by=account(person))
    assert Entry.objects.filter(deed="motivation.load_taken_back").count() == 1
    with pytest.raises(Refused):
        load_answering.add_words(signal=own, words="lagi", by=account(person))


# ── cost ─────────────────────────────────────────────────────────────


def night(people: int) -> int:
    office = Office()
    for n in range(people):
        office.overworked(f"Pegawai Rekaan {n}")
    with CaptureQueriesContext(connection) as cost:
        watch()
    with CaptureQueriesContext(connection) as again:
        watch(TODAY + DAY)
    with CaptureQueriesContext(connection) as raising:
        load_watching.raise_unanswered(on=TODAY + 9 * DAY, now=NOW)
    return len(cost) + len(again) + len(raising)


def test_a_night_costs_as_much_for_three_hundred_people_as_for_three() -> None:
    few = night(3)
    assert night(300) <= few + 6  # messages are sent by tens: their jobs are written in batches


def test_the_job_at_its_hour_finds_who_serves_on_the_clock_without_a_day_off() -> None:
    office = Office()
    person = office.person("Perawat Rekaan")
    row = office.duty(person, TODAY - 15 * DAY, TODAY + 3 * DAY)
    for n in range(-15, 4):
        a_shift(row, NOW.replace(hour=0) + n * DAY, 12)  # 07.00 to 19.00 WIB
    clock.set_to(NOW.replace(hour=18, minute=30) - DAY)  # 01.30 WIB of this day
    jobs.watch_load(0)
    signal = signal_of(person)
    assert (signal.level, signal.figure, signal.since) == ("danger", 15, TODAY)


def test_the_job_does_both(monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office()
    today = clock.today()
    person = office.person()
    office.duty(person, today - 9 * DAY, today + DAY)
    jobs.watch_load(0)
    jobs.watch_load(0)
    assert LoadSignal.objects.filter(employee=person, key="running").count() == 1


# ── pages ────────────────────────────────────────────────────────────


@pytest.fixture
def here() -> Office:
    """Signals of today as the clock of the pages has it."""
    return Office()


def today_signal(office: Office, name: str = "Rina Rekaan", **values: object) -> LoadSignal:
    person = office.person(name)
    given = {
        "unit": office.ward, "key": "running", "level": "warn", "figure": 9, "limit": 6,
        "law": "kebijakan Luwes", "since": clock.today(), "due_on": clock.today() + 3 * DAY,
    }  # fmt: skip
    return LoadSignal.objects.create(employee=person, **(given | values))


def test_the_head_answers_on_the_page_of_the_signal(client: Client, here: Office) -> None:
    row = today_signal(here)
    client.force_login(here.head)
    page = client.get(reverse("motivation:load")).content.decode()
    assert "1 isyarat beban menunggu jawaban Anda" in page
    assert "9 hari, batasnya 6" in " ".join(page.split())
    url = reverse("motivation:load_signal", args=[row.pk])
    wrong = client.post(url, {"kind": "accepted"})
    assert wrong.status_code == 422
    right = {"kind": "day_off", "day": (clock.today() + DAY).isoformat()}
    assert client.post(url, right).status_code == 302
    assert client.post(url, right).status_code in {302, 403, 422}
    assert LoadAnswer.objects.count() == 1
    assert "Tidak ada isyarat beban yang menunggu Anda" in client.get(reverse("motivation:load")).content.decode()  # fmt: skip


def test_the_person_sees_figure_answer_and_reason_but_not_others(client: Client, here: Office) -> None:  # fmt: skip
    row = today_signal(here)
    other = today_signal(here, "Budi Rekaan")
    LoadAnswer.objects.create(signal=row, kind="accepted", until=clock.today() + DAY, reason="Banjir", by=here.head, at=clock.now())  # fmt: skip
    client.force_login(account(row.employee))
    page = client.get(reverse("motivation:own_load")).content.decode()
    assert "Banjir" in page
    assert "kebijakan Luwes" in page
    assert client.get(reverse("motivation:load_signal", args=[other.pk])).status_code == 404
    assert client.get(reverse("motivation:load_words", args=[other.pk])).status_code == 404
    assert client.get(reverse("motivation:load")).status_code == 403
    client.post(reverse("motivation:own_load"), {"words": "Dua pos"})
    assert LoadSignal.objects.get(employee=row.employee, key="own").own_words == "Dua pos"


def test_what_the_person_said_is_read_by_whoever_answers_alone(
    client: Client, here: Office
) -> None:
    row = today_signal(here, own_words="Anak saya sakit", state="answered")

    def shows(user: User) -> bool:
        client.force_login(user)
        answer = client.get(reverse("motivation:load_signal", args=[row.pk]))
        assert answer.status_code == 200
        return "Anak saya sakit" in answer.content.decode()

    assert shows(here.head)
    assert not shows(here.bkd)  # counts, and answers only what went past the heads
    LoadSignal.objects.filter(pk=row.pk).update(is_raised=True)
    assert shows(here.bkd)
    LoadSignal.objects.filter(pk=row.pk).update(state="over")
    assert not shows(here.bkd)
    assert not shows(here.head)
    LoadAnswer.objects.create(signal=row, kind="relieved", by=here.head, at=clock.now())
    assert shows(here.head)


def test_the_list_costs_the_same_for_one_row_as_for_thirty(client: Client, here: Office) -> None:
    client.force_login(here.head)
    client.get(reverse("motivation:load"))
    costs = []
    for many in (1, 30):
        for n in range(many):
            today_signal(here, f"Pegawai Rekaan {many} {n}")
        with CaptureQueriesContext(connection) as cost:
            client.get(reverse("motivation:load"))
        costs.append(len(cost))
    assert costs[0] == costs[1]


def test_counts_by_unit_and_the_sheet(client: Client, here: Office) -> None:
    today_signal(here)
    today_signal(here, "Budi Rekaan", level="danger", key="rest")
    client.force_login(here.bkd)
    page = client.get(reverse("motivation:load_overview")).content.decode()
    assert "2 isyarat beban, 2 menunggu jawaban" in page
    assert "Dinas Kesehatan Rekaan" in page
    assert "Rina" not in page
    inner = client.get(reverse("motivation:load_overview"), {"unit": here.department.pk})
    assert "Puskesmas Rekaan" in inner.content.decode()
    answer = client.get(reverse("motivation:load_overview_xlsx"))
    assert answer["Content-Disposition"].endswith('.xlsx"')
    client.force_login(here.head)
    assert client.get(reverse("motivation:load_overview"), {"unit": here.department.pk}).status_code == 404  # fmt: skip


def test_what_is_most_urgent_stands_first(here: Office) -> None:
    rows = {
        level: today_signal(here, f"Pegawai {level}", level=level).pk
        for level in ("notice", "danger", "warn")
    }
    found = [row.pk for row in load_lists.all_alive(here.head, clock.today())]
    assert found == [rows["danger"], rows["warn"], rows["notice"]]


def test_a_notice_is_no_task_and_the_rota_is_for_who_answers(client: Client, here: Office) -> None:
    row = today_signal(here)
    url = reverse("motivation:load_signal", args=[row.pk])
    client.force_login(here.head)
    assert "Menunggu jawaban Anda" in client.get(url).content.decode()
    client.force_login(here.bkd)  # reads it, and answers only what went past the heads
    seen = client.get(url).content.decode()
    assert "Mengatur hari liburnya" not in seen
    LoadSignal.objects.update(level="notice")
    client.force_login(here.head)
    page = client.get(url).content.decode()
    assert "Menunggu jawaban Anda" not in page
    assert "Mengatur hari liburnya" in page
    listed = client.get(reverse("motivation:load"), {"unit": here.ward.pk}).content.decode()
    assert f'href="?lihat=semua&amp;unit={here.ward.pk}"' in listed
