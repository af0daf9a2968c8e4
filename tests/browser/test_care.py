"""Load answered, days of recovery picked and agreed, the weekly question answered and read."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.core import clock
from luwes.core.periods import Period
from luwes.motivation.actions import pulsing, recovering
from luwes.motivation.models import LoadAnswer, LoadSignal, PulseRound, RecoveryOffer
from luwes.motivation.rules.pulse import week_of
from luwes.motivation.tests.caring import Office, account
from luwes.organisation.tests.builders import a_unit
from luwes.people.models import Employee
from luwes.staffing.actions import field
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
DAY = timedelta(days=1)


@pytest.fixture
def office() -> Office:
    return Office()


def a_signal(office: Office, name: str, **values: object) -> LoadSignal:
    given = {
        "unit": office.ward, "key": "running", "level": "warn", "figure": 9, "limit": 6,
        "law": "kebijakan Luwes, bukan hukum", "since": clock.today() - 2 * DAY,
        "due_on": clock.today() + DAY,
    }  # fmt: skip
    return LoadSignal.objects.create(employee=office.person(name), **(given | values))


def some_signals(office: Office) -> LoadSignal:
    row = a_signal(office, "Rina Oktaviani Rekaan")
    a_signal(office, "Budi Hartono Rekaan", key="rest", level="danger", figure=6.5, limit=8, due_on=clock.today() - DAY, is_raised=True)  # fmt: skip
    a_signal(office, "Dewi Anggraini Rekaan", key="own", figure=None, limit=None, law="kebijakan Luwes", own_words="Dua pos sekaligus dan aduan menumpuk.")  # fmt: skip
    other = a_signal(office, "Made Suartika Rekaan", key="week", level="notice", figure=46.5, limit=37.5, law="Perpres 21/2023", due_on=None)  # fmt: skip
    LoadAnswer.objects.create(signal=other, kind="accepted", until=clock.today() + 5 * DAY, reason="Banjir belum surut; sesudahnya dua hari libur.", by=office.head, at=clock.now())  # fmt: skip
    return row


def test_a_head_answers_what_is_too_much(visit: Enter, office: Office) -> None:
    some_signals(office)
    window = visit(office.head)
    page = window.open(reverse("motivation:load"))
    window.look("beban")
    page.get_by_role("link", name="Dewi Anggraini Rekaan").click()
    page.get_by_text("Dua pos sekaligus").wait_for()
    page.get_by_role("button", name="Sampaikan jawaban").click()
    page.get_by_text("Yang Anda putuskan:").first.wait_for()
    window.look("beban-salah")
    page.get_by_label("Dibagi kepada orang lain").check()
    page.get_by_label("Alasan").fill("Aduan dibagi kepada dua petugas lain.")
    window.look("beban-isyarat")
    page.get_by_role("button", name="Sampaikan jawaban").click()
    page.get_by_text("Jawaban disampaikan kepada pegawai.").wait_for()
    window.look("beban-dijawab")
    page = window.open(reverse("motivation:load") + "?lihat=semua")
    window.look("beban-semua")


def test_the_person_sees_the_load_and_says_that_it_is_too_much(visit: Enter, office: Office) -> None:  # fmt: skip
    row = some_signals(office)
    LoadAnswer.objects.create(signal=row, kind="day_off", day=clock.today() + DAY, by=office.head, at=clock.now())  # fmt: skip
    window = visit(account(row.employee))
    page = window.open(reverse("motivation:own_load"))
    page.get_by_text("9 hari, batasnya 6").wait_for()
    window.look("beban-saya")
    page.get_by_label("Apa yang terlalu berat?").fill("Jadwal malam dan loket siang.")
    page.get_by_role("button", name="Sampaikan: terlalu berat").click()
    page.get_by_text("Atasan Anda diminta menjawab.").wait_for()
    page.get_by_role("link", name="Tambahkan keterangan").first.click()
    page.get_by_label("Keterangan Anda").fill("Saya juga mengajar hari Rabu.")
    window.look("beban-kata")
    page.get_by_role("button", name="Sampaikan").click()
    page.get_by_text("Saya juga mengajar hari Rabu.").wait_for()
    window.look("beban-saya-kata")


def test_counts_by_unit(visit: Enter, office: Office) -> None:
    some_signals(office)
    a_signal(office, "Joko Susilo Rekaan", unit=a_unit("Dinas Sosial Rekaan", agency=office.agency))
    window = visit(office.bkd)
    page = window.open(reverse("motivation:load_overview"))
    page.get_by_role("heading", level=1).get_by_text("5 isyarat beban").wait_for()
    window.look("beban-ringkasan")
    page.get_by_role("link", name="Dinas Kesehatan Rekaan", exact=True).click()
    page.get_by_role("link", name="Puskesmas Rekaan", exact=True).wait_for()


def test_days_of_recovery_are_picked_and_moved(visit: Enter) -> None:
    flood = Flood()
    flood.agency.seat = "Bandar Lampung"
    flood.agency.save()
    period = Period(flood.today - 14 * DAY, flood.today)
    row = flood.sent("completed", name="Rina Oktaviani", period=period)
    field.confirm_return(assignment=row, note="", now=flood.now, by=flood.head)
    offer = RecoveryOffer.objects.get()
    own = visit(row.employee.user)
    page = own.open(reverse("motivation:own_recovery"))
    own.look("pemulihan")
    page.get_by_role("link", name="Pilih harinya").click()
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    own.look("pemulihan-pilih")
    page.get_by_role("button", name="Ajukan hari ini").click()
    page.get_by_text("diam berarti setuju").first.wait_for()
    own.look("pemulihan-menunggu")
    boss = visit(flood.head)
    page = boss.open(reverse("motivation:load"))
    boss.look("beban-pemulihan")
    page.get_by_role("link", name="Rina Oktaviani").click()
    page.get_by_label("Tetapkan hari lain").check()
    others = [day.isoformat() for day in recovering.settable(offer, flood.today)[-2:]]
    for day in others:
        page.locator(f"input[value='{day}']").check()
    boss.look("pemulihan-jawab")
    page.get_by_role("button", name="Sampaikan jawaban").click()
    page.get_by_text("Tulis alasan memindahkan harinya").first.wait_for()
    page.get_by_label("Alasan memindahkan").fill("Pelayanan ramai pekan ini.")
    page.get_by_role("button", name="Sampaikan jawaban").click()
    page.get_by_text("Istirahatnya berlaku").wait_for()
    boss.open(reverse("motivation:recovery", args=[offer.pk]))
    boss.look("pemulihan-atasan")
    own = visit(row.employee.user)
    page = own.open(reverse("motivation:own_recovery"))
    page.get_by_text("Pelayanan ramai pekan ini.").wait_for()
    own.look("pemulihan-disetujui")


def answered(office: Office, person: Employee, value: int, on: date) -> None:
    row = PulseRound.objects.get(agency=office.agency, week=on)
    pulsing.answer(round=row, value=value, on=row.week, by=account(person))


def test_the_question_is_answered_and_groups_are_read(visit: Enter, office: Office) -> None:
    this = week_of(clock.today())
    small = a_unit("Klinik Kecil Rekaan", parent=office.department)
    social = a_unit("Dinas Sosial Rekaan", agency=office.agency)
    people = [office.person(f"Pegawai Rekaan {n}") for n in range(7)]
    others = [office.person(f"Pekerja Rekaan {n}", unit=social) for n in range(22)]
    few = [office.person(f"Perawat Rekaan {n}", unit=small) for n in range(2)]
    for back in (3, 2, 1):
        week = this - timedelta(weeks=back)
        pulsing.open_round(agency=office.agency, week=week)
        for n, person in enumerate((*people, *others, *few)):
            answered(office, person, 1 + (n * back + n // 3) % 5, week)
        pulsing.turn(on=week + timedelta(weeks=1))
    own = visit(account(people[0]))
    page = own.open(reverse("motivation:answer_pulse"))
    own.look("denyut-jawab")
    page.get_by_role("button", name="Setuju", exact=True).click()
    page.get_by_text("Terima kasih, terhitung.").wait_for()
    own.look("denyut-terjawab")
    boss = visit(office.bkd)
    page = boss.open(reverse("motivation:pulse"))
    page.get_by_text("Dinas Sosial Rekaan").wait_for()
    boss.look("denyut")
    page.get_by_role("link", name="Dinas Kesehatan Rekaan").click()
    page.get_by_text("Klinik Kecil Rekaan").wait_for()
    boss.look("denyut-unit")
    boss.open(reverse("motivation:pulse_bank"))
    boss.look("denyut-pertanyaan")
