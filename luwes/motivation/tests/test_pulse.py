"""The weekly question: answered once, told to nobody, opened when the week is over, of five at least."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.appointments.tests.builders import an_appointment
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.core.periods import Period
from luwes.motivation import jobs
from luwes.motivation.actions import pulsing
from luwes.motivation.models import (
    PulseBox,
    PulseQuestion,
    PulseResult,
    PulseRound,
    PulseTurn,
)
from luwes.motivation.queries import pulse as pulse_queries
from luwes.motivation.rules.pulse import BANK, FEWEST_QUESTIONS, Topic, week_of
from luwes.motivation.tests.caring import DAY, NOW, Office, account
from luwes.organisation.models import OrgUnit
from luwes.organisation.tests.builders import a_position, a_unit, a_user, an_agency
from luwes.people.models import Employee

MONDAY = date(2025, 2, 24)
WEEK = timedelta(days=7)
pytestmark = pytest.mark.django_db


class Asked(Office):
    """A round that is open, and people to answer it."""

    def __init__(self, week: date = MONDAY) -> None:
        super().__init__()
        self.week = week
        made = pulsing.open_round(agency=self.agency, week=week)
        assert made
        self.round = made

    def say(self, person: Employee, value: int, *, on: date | None = None) -> bool:
        return pulsing.answer(round=self.round, value=value, on=on or self.week, by=account(person))

    def many(self, unit: OrgUnit, *values: int) -> list[Employee]:
        found = []
        for value in values:
            found.append(self.person(f"Pegawai Rekaan {Employee.objects.count()}", unit=unit))
            assert self.say(found[-1], value)
        return found

    def close(self) -> dict[str, int]:
        pulsing.turn(on=self.week + WEEK)
        self.round.refresh_from_db()
        return {
            f"{row.unit_id or 'all'} {row.kind}": row.answers
            for row in PulseResult.objects.filter(round=self.round)
        }


# ── anonymous ────────────────────────────────────────────────────────


def test_no_table_joins_a_person_to_an_answer() -> None:
    """Which rows know of people, which of answers, and no row of both; nor any time, user or history."""
    person = {f.name for f in PulseTurn._meta.get_fields()}
    box = {f.name for f in PulseBox._meta.get_fields()}
    assert person == {"id", "round", "employee"}
    assert box == {"id", "round", "unit", "top", "sealed"}
    for model in (PulseTurn, PulseBox, PulseRound, PulseResult):
        for field in model._meta.get_fields():
            assert not isinstance(field, models.DateTimeField)
            assert field.related_model not in {Employee, apps.get_model("accounts", "User")} or model is PulseTurn  # fmt: skip
    history = [m for m in apps.get_models() if m.__name__.startswith("Pulse") and m.__name__.endswith("Event")]  # fmt: skip
    assert not history


def test_an_answer_writes_the_turn_and_the_box_of_the_group_and_nothing_else() -> None:
    asked = Asked()
    person = asked.person()
    with CaptureQueriesContext(connection) as cost:
        asked.say(person, 4)
    writes = [q["sql"] for q in cost.captured_queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    tables = {re.search(r'(?:INTO|UPDATE) "([a-z_]+)"', sql)[1] for sql in writes}  # type: ignore[index]
    assert tables == {"motivation_pulseturn", "motivation_pulsebox"}
    assert not Entry.objects.filter(deed__contains="pulse").exists()


def test_which_counter_moved_cannot_be_read_from_the_row() -> None:
    """PostgreSQL marks turn and box with one number (xmin): so the box must tell nothing."""
    asked = Asked()
    sealed, lengths = set(), set()
    for value in (1, 5, 5, 3):
        asked.say(asked.person(f"Pegawai {value} {len(sealed)}"), value)
        with connection.cursor() as cursor:
            cursor.execute("SELECT sealed, xmin FROM motivation_pulsebox")
            [(text, mark)] = cursor.fetchall()
            cursor.execute("SELECT xmin FROM motivation_pulseturn ORDER BY id DESC LIMIT 1")
            assert cursor.fetchone()[0] == mark
        sealed.add(text)
        lengths.add(len(text))
    assert len(sealed) == 4
    assert len(lengths) == 1
    assert PulseBox.objects.get().counts == (1, 0, 1, 0, 2)


def test_turns_and_boxes_are_in_no_log_and_the_backup_leaves_them_out() -> None:
    """What is unlogged (u) is in no write-ahead log, base backup or replica; a dump is told to leave it out."""
    running = (settings.ROOT / "docs" / "running.md").read_text()
    for model in (PulseTurn, PulseBox):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = %s", [table])
            assert cursor.fetchone() == ("u",)
        assert f"--exclude-table-data={table}" in running


def test_queries_of_an_answer_are_the_same_whatever_the_answer() -> None:
    asked = Asked()
    shapes = set()
    asked.say(asked.person("Pertama"), 3)
    for value in (1, 2, 3, 4, 5):
        person = asked.person(f"Pegawai {value}")
        with CaptureQueriesContext(connection) as cost:
            asked.say(person, value)
        told = [q["sql"] for q in cost.captured_queries]
        assert not any(re.search(r"pulse(box|turn).*\b(value|answer)\b", sql) for sql in told)
        shapes.add(tuple(re.sub(r"'[^']*'|\d+", "?", sql) for sql in told))
    assert len(shapes) == 1


def test_after_the_week_neither_who_answered_nor_what_is_left() -> None:
    asked = Asked()
    asked.many(asked.ward, 1, 2, 3, 4)
    assert not asked.close()  # four are too few
    assert not PulseBox.objects.exists()
    assert not PulseTurn.objects.exists()


# ── answering ────────────────────────────────────────────────────────


def test_the_second_answer_of_a_week_does_not_count() -> None:
    asked = Asked()
    person = asked.person()
    assert asked.say(person, 5)
    assert not asked.say(person, 1)
    assert not asked.say(person, 1, on=MONDAY + 6 * DAY)
    assert PulseBox.objects.get().counts == (0, 0, 0, 0, 1)


def test_an_answer_for_last_week_is_refused_before_and_after_its_close() -> None:
    asked = Asked()
    person = asked.person()
    for _attempt in range(2):
        with pytest.raises(Refused, match="sudah ditutup"):
            asked.say(person, 5, on=MONDAY + WEEK)
        asked.close()
    with pytest.raises(Refused, match="sudah ditutup"):
        asked.say(person, 5)
    assert not PulseTurn.objects.exists()
    assert not PulseResult.objects.exists()


def test_an_answer_is_one_of_five() -> None:
    asked = Asked()
    for value in (0, 6, -1):
        with pytest.raises(Refused):
            asked.say(asked.person(), value)


def test_people_of_another_government_strangers_and_who_has_left_have_no_turn() -> None:
    asked = Asked()
    gone = asked.person(is_current=False)
    other = asked.person("Lain")
    other.agency = an_agency("Pemerintah Kota Lain")
    other.save()
    for user in (account(gone), account(other), a_user()):
        with pytest.raises(PermissionDenied):
            pulsing.answer(round=asked.round, value=3, on=MONDAY, by=user)


def test_whoever_moves_in_the_week_answers_once_and_without_a_post_counts_for_the_whole() -> None:
    asked = Asked()
    person = asked.person()
    asked.say(person, 2)
    Appointment.objects.filter(employee=person).update(period=Period(date(2020, 1, 1), MONDAY + DAY))  # fmt: skip
    an_appointment(person, a_position(unit=asked.department), period=Period(MONDAY + DAY))
    assert not asked.say(person, 5, on=MONDAY + 2 * DAY)
    homeless = asked.person("Tanpa jabatan")
    Appointment.objects.filter(employee=homeless).delete()
    asked.say(homeless, 4)
    boxes = {box.unit_id: box.counts for box in PulseBox.objects.all()}
    assert boxes == {asked.ward.pk: (0, 1, 0, 0, 0), None: (0, 0, 0, 1, 0)}


def test_units_deeper_than_the_second_level_count_in_it() -> None:
    asked = Asked()
    deep = a_unit("Ruang Rekaan", parent=a_unit("Seksi Rekaan", parent=asked.ward))
    asked.many(deep, 3)
    box = PulseBox.objects.get()
    assert (box.unit, box.top) == (asked.ward, asked.department)


@pytest.mark.django_db(transaction=True)
def test_one_person_at_two_phones_at_once_counts_once() -> None:
    asked = Asked()
    person = asked.person()
    others = [asked.person(f"Pegawai {n}") for n in range(4)]

    def press(who: Employee) -> bool:
        try:
            return asked.say(who, 4)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(press, [person, person, *others]))
    assert sum(found) == 5
    assert PulseBox.objects.get().counts == (0, 0, 0, 5, 0)


# ── the week's end ───────────────────────────────────────────────────


def test_a_week_is_told_once_and_a_second_run_changes_nothing() -> None:
    asked = Asked()
    asked.many(asked.ward, 3, 3, 3, 3, 4)
    found = asked.close()
    ward, department = asked.ward.pk, asked.department.pk
    assert found == {"all group": 5, f"{department} group": 5, f"{ward} group": 5}
    assert {row.tenths for row in PulseResult.objects.all()} == {30}
    before = list(PulseResult.objects.values()), list(PulseRound.objects.values())
    pulsing.turn(on=MONDAY + WEEK)
    pulsing.close(round_id=asked.round.pk)
    assert (list(PulseResult.objects.values()), list(PulseRound.objects.values())) == before


def test_a_unit_that_shrinks_to_four_answers_hides_and_so_does_its_neighbour() -> None:
    asked = Asked()
    other = a_unit("Dinas Sosial Rekaan", agency=asked.agency)
    clinic = a_unit("Klinik Rekaan", parent=asked.department)
    asked.many(asked.ward, 3, 3, 3, 3)
    asked.many(clinic, 4, 4, 4, 4, 4, 4)
    asked.many(other, 5, 5, 5, 5, 5)
    found = asked.close()
    assert found == {"all group": 15, f"{asked.department.pk} group": 10, f"{other.pk} group": 5}


def test_the_database_itself_keeps_no_figure_of_four() -> None:
    asked = Asked()
    with pytest.raises(Exception, match="pulse_result_of_five_at_least"):
        PulseResult.objects.create(round=asked.round, kind="group", answers=4, tenths=30)


def test_the_next_week_has_another_question_and_a_missed_monday_is_made_up() -> None:
    asked = Asked()
    pulsing.turn(on=MONDAY + WEEK + 3 * DAY)
    rounds = PulseRound.objects.filter(agency=asked.agency).order_by("week")
    assert [row.week for row in rounds] == [MONDAY, MONDAY + WEEK]
    assert [row.is_closed for row in rounds] == [True, False]
    assert rounds[0].question_id != rounds[1].question_id
    assert PulseQuestion.objects.filter(agency=asked.agency).count() == len(BANK)


def test_the_job_opens_this_week_for_every_government() -> None:
    Office()
    an_agency("Pemerintah Kota Lain")
    jobs.pulse(0)
    jobs.pulse(0)
    weeks = PulseRound.objects.values_list("week", flat=True)
    assert list(weeks) == [week_of(clock.today())] * 2


# ── the bank ─────────────────────────────────────────────────────────


def test_questions_are_added_and_withdrawn_as_long_as_enough_are_left() -> None:
    asked = Asked()
    made = pulsing.add_question(agency=asked.agency, topic=Topic.PRIDE, words="  Saya   senang. ", by=asked.bkd)  # fmt: skip
    assert made.words == "Saya senang."
    with pytest.raises(Refused, match="sudah ada"):
        pulsing.add_question(agency=asked.agency, topic=Topic.PRIDE, words="saya SENANG.", by=asked.bkd)  # fmt: skip
    rows = list(PulseQuestion.objects.filter(agency=asked.agency).order_by("pk"))
    for row in rows[: len(rows) - FEWEST_QUESTIONS]:
        pulsing.set_asked(question=row, is_asked=False, now=NOW, by=asked.bkd)
    with pytest.raises(Refused, match="Paling sedikit 9"):
        pulsing.set_asked(question=rows[-1], is_asked=False, now=NOW, by=asked.bkd)
    pulsing.set_asked(question=rows[0], is_asked=True, now=NOW, by=asked.bkd)
    pulsing.set_asked(question=rows[0], is_asked=True, now=NOW, by=asked.bkd)
    assert Entry.objects.filter(deed="motivation.pulse_question_returned").count() == 1


def test_only_who_keeps_the_bank_of_a_government_changes_it() -> None:
    asked = Asked()
    elsewhere = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=0)
    for user in (asked.head, asked.top, elsewhere, a_user()):
        with pytest.raises(PermissionDenied):
            pulsing.add_question(agency=asked.agency, topic=Topic.LOAD, words="Ya", by=user)


# ── pages ────────────────────────────────────────────────────────────


@pytest.fixture
def now() -> Asked:
    """A round of the week that the pages' clock shows."""
    return Asked(week_of(clock.today()))


def test_the_question_is_answered_by_one_tap_without_a_script(client: Client, now: Asked) -> None:
    person = now.person()
    client.force_login(account(person))
    url = reverse("motivation:answer_pulse")
    page = client.get(url).content.decode()
    assert now.round.question.words in page
    assert "tidak ada catatan siapa menjawab apa" in page
    given = {"round": now.round.pk, "value": "4"}
    assert client.post(url, given).status_code == 302
    after = client.get(url).content.decode()
    assert "Terima kasih, terhitung." in after
    assert "sudah menjawab pekan ini" in after
    client.post(url, {**given, "value": "1"})
    assert "Anda sudah menjawab pekan ini." in client.get(url).content.decode()
    assert PulseBox.objects.get().counts == (0, 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("asked", "back"),
    [("/beban/saya/", "/beban/saya/"), ("https://lain.example/", "/denyut/jawab/"), ("//lain.example", "/denyut/jawab/")],
)  # fmt: skip
def test_it_leads_back_to_the_page_with_the_question_and_to_no_other_site(
    client: Client, now: Asked, asked: str, back: str
) -> None:
    client.force_login(account(now.person()))
    given = {"round": now.round.pk, "value": "4", "next": asked}
    assert client.post(reverse("motivation:answer_pulse"), given)["Location"] == back


def test_answers_look_alike_from_outside(client: Client, now: Asked) -> None:
    """What is sent back, and where to, does not depend on what was answered."""
    seen = set()
    for value in ("1", "5"):
        client.force_login(account(now.person(f"Pegawai {value}")))
        sent = client.post(reverse("motivation:answer_pulse"), {"round": now.round.pk, "value": value})  # fmt: skip
        seen.add((sent.status_code, sent["Location"], len(sent.content)))
    assert len(seen) == 1


def test_an_old_page_and_nonsense_count_nothing(client: Client, now: Asked) -> None:
    person = now.person()
    client.force_login(account(person))
    other = PulseRound.objects.create(agency=an_agency("Lain"), week=now.week, question=now.round.question)  # fmt: skip
    url = reverse("motivation:answer_pulse")
    assert client.post(url, {"round": other.pk, "value": "3"}).status_code == 404
    for given in ({"round": now.round.pk, "value": "9"}, {"value": "3"}, {}):
        assert client.post(url, given).status_code == 302
    now.round.week -= WEEK
    now.round.save()
    client.post(url, {"round": now.round.pk, "value": "3"})
    assert not PulseTurn.objects.exists()


Look = Callable[[Client], str]


def told(asked: Asked) -> None:
    """Last week told: the ward with six, another unit with too few."""
    asked.many(asked.ward, 3, 3, 3, 3, 3, 3)
    asked.many(a_unit("Klinik Kecil Rekaan", parent=asked.department), 1, 1, 5, 5, 5)
    asked.many(a_unit("Dinas Kecil Rekaan", agency=asked.agency), 1, 2)
    asked.close()


def test_results_are_read_in_reach_and_small_groups_show_what_is_above(client: Client) -> None:
    asked = Asked(week_of(clock.today()) - WEEK)
    told(asked)
    client.force_login(asked.bkd)
    page = client.get(reverse("motivation:pulse")).content.decode()
    assert "Dinas Kecil Rekaan" in page
    assert "Tidak ditampilkan" in page
    client.force_login(asked.head)
    mine = client.get(reverse("motivation:pulse"))
    assert mine.status_code == 200
    above = {"unit": asked.department.pk}
    assert client.get(reverse("motivation:pulse"), above).status_code == 404
    client.force_login(account(asked.person("Siapa pun")))
    assert client.get(reverse("motivation:pulse")).status_code == 403


def test_a_deep_unit_reads_the_group_in_which_it_counts(client: Client) -> None:
    asked = Asked(week_of(clock.today()) - WEEK)
    deep = a_unit("Seksi Rekaan", parent=asked.ward)
    asked.many(deep, 4, 4, 4, 4, 4, 4)
    asked.close()
    client.force_login(asked.a_head(deep, "Kepala Seksi Rekaan"))
    page = client.get(reverse("motivation:pulse")).content.decode()
    assert "terhitung dalam Puskesmas Rekaan" in " ".join(page.split())


def test_the_results_cost_the_same_for_one_week_as_for_twenty(client: Client) -> None:
    asked = Asked(week_of(clock.today()) - WEEK)
    asked.many(asked.ward, 3, 3, 3, 3, 3, 3)
    asked.close()
    client.force_login(asked.bkd)
    client.get(reverse("motivation:pulse"))
    costs = []
    for more in (0, 19):
        for n in range(more):
            row = PulseRound.objects.create(
                agency=asked.agency, week=asked.week - (n + 1) * WEEK, question=asked.round.question,
                is_closed=True,
            )  # fmt: skip
            PulseResult.objects.create(round=row, kind="group", answers=9, tenths=30)
            unit = a_unit(f"Dinas {n} Rekaan", agency=asked.agency)
            PulseResult.objects.create(round=row, unit=unit, kind="group", answers=9, tenths=30)
        with CaptureQueriesContext(connection) as cost:
            client.get(reverse("motivation:pulse"))
        costs.append(len(cost))
    assert costs[0] == costs[1]


def test_the_bank_is_kept_on_its_page(client: Client, now: Asked) -> None:
    client.force_login(now.bkd)
    url = reverse("motivation:pulse_bank")
    assert client.get(url).status_code == 200
    assert client.post(url, {"topic": "pride", "words": ""}).status_code == 422
    assert client.post(url, {"topic": "pride", "words": "Saya senang."}).status_code == 302
    row = PulseQuestion.objects.get(words="Saya senang.")
    client.post(reverse("motivation:set_pulse_question", args=[row.pk]), {"deed": "rest"})
    row.refresh_from_db()
    assert row.withdrawn_at
    client.force_login(now.head)
    assert client.get(url).status_code == 403


def test_only_the_figures_of_the_line_are_read() -> None:
    asked = Asked(week_of(clock.today()) - WEEK)
    asked.many(asked.ward, 3, 3, 3, 3, 3, 3)
    asked.close()
    node = pulse_queries.Node(asked.agency.pk, asked.ward.pk, asked.department.pk)
    with CaptureQueriesContext(connection) as cost:
        [week] = pulse_queries.weeks_of(node)
    assert week.told.result
    assert week.told.result.unit_id == asked.ward.pk
    assert '"unit_id" IN' in cost.captured_queries[-1]["sql"]
