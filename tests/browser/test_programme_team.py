"""A programme's money and joint team, and interests that keep people out of it, on a phone and a desk."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.collaboration.actions import conflicts
from luwes.collaboration.models import BudgetEntry, ConflictDeclaration
from luwes.collaboration.rules.states import ConflictAnswer, SourceKind
from luwes.collaboration.tests.team_scene import NOW, TODAY, Cooperation, account
from luwes.core import clock
from luwes.organisation.models import UnitShape
from luwes.organisation.tests.builders import a_user
from luwes.people.models import Employee
from luwes.staffing.models import Plan
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def scene() -> Cooperation:
    scene = Cooperation()
    scene.own.agency.area = scene.area
    scene.own.agency.save()
    UnitShape.objects.filter(unit=scene.own.unit).update(name="Dinas Bina Marga Provinsi Rekaan")
    for person, name in zip((*scene.own.people, *scene.near.people), ("Sari Wulandari", "Bagus Prasetyo", "Ningsih", "Ketut Adnyana", "Maria Goretti", "Rahmat Hidayat"), strict=True):  # fmt: skip
        Employee.objects.filter(pk=person.pk).update(name=f"{name} Rekaan")
        person.refresh_from_db()
    return scene


def test_money_is_planned_recorded_and_taken_back(visit: Enter, scene: Cooperation) -> None:
    lead = visit(scene.lead)
    page = lead.open(reverse("collaboration:money", args=[scene.programme.pk]))
    lead.look("anggaran-kosong")
    page.get_by_role("link", name="Tambah sumber").first.click()
    page.get_by_label("Untuk apa").fill("Lapis aspal ruas Tajab–Adijaya 2,5 km")
    page.get_by_label("Rencana (rupiah)").fill("10 miliar")
    page.get_by_role("button", name="Tambah sumber").click()
    page.get_by_text("Tulis rupiah penuh").first.wait_for()
    lead.look("anggaran-sumber-salah")
    page.get_by_label("Rencana (rupiah)").fill("10.000.000.000")
    page.get_by_role("button", name="Tambah sumber").click()
    page.get_by_text("Sumber anggaran ditambahkan.").wait_for()
    scene.source(3_500_000_000, words="Lapis pondasi 2,5 km", kind=SourceKind.IN_KIND, partner=scene.joined)  # fmt: skip
    scene.source(500_000_000, words="Pengawasan bersama", year=2026)
    page.reload()
    for kind, amount, document in (("Diikat", "9.250.000.000", "Kontrak 11/BM/2025"), ("Terealisasi", "2.100.000.000", "SP2D 118/2025")):  # fmt: skip
        page.get_by_role("link", name="Catat Lapis aspal").click()
        page.get_by_label(kind).check()
        page.get_by_label("Jumlah (rupiah)").fill(amount)
        page.get_by_label("Dokumen", exact=True).fill(document)
        lead.look("anggaran-catat")
        page.get_by_role("button", name="Catat").click()
        page.get_by_text("Anggaran dicatat.").wait_for()
    page.get_by_role("link", name="Catat Lapis pondasi").click()
    page.get_by_label("Terealisasi").check()
    page.get_by_label("Jumlah (rupiah)").fill("3.800.000.000")
    page.get_by_label("Dokumen", exact=True).fill("BA 4/PSMI/2025")
    page.get_by_role("button", name="Catat").click()
    page.get_by_role("link", name="Tarik SP2D 118/2025").click()
    page.get_by_label("Mengapa catatan ini salah").fill("Nilainya termasuk uang muka.")
    lead.look("anggaran-tarik")
    page.get_by_role("button", name="Tarik catatan").click()
    page.get_by_text("penarikan catatan").first.wait_for()
    lead.look("anggaran")
    assert sum(row.amount for row in BudgetEntry.objects.filter(kind="realised")) == 3_800_000_000
    partner = visit(scene.representative())
    partner.open(reverse("collaboration:money", args=[scene.programme.pk]))
    partner.look("anggaran-mitra")


def test_the_team_is_planned_decided_and_relieved(visit: Enter, scene: Cooperation) -> None:
    pk = scene.programme.pk
    lead = visit(scene.lead)
    page = lead.open(reverse("collaboration:team", args=[pk]))
    lead.look("tim-program-kosong")
    page.get_by_role("link", name="Tambah tempat").click()
    page.get_by_label("Peran").fill("Pengawas mutu lapis pondasi")
    page.get_by_label("Jumlah orang").fill("6")
    lead.look("tim-program-tempat")
    page.get_by_role("button", name="Tambah tempat").click()
    page.get_by_text("Tempat ditambahkan.").wait_for()
    page.get_by_role("link", name="Catat anggota").click()
    page.get_by_label("Nama").fill("Budi Rekaan")
    page.get_by_label("Peran").fill("Manajer proyek")
    page.get_by_label("Telepon").fill("0812-0000-0000")
    lead.look("tim-program-anggota")
    page.get_by_role("button", name="Catat anggota").click()
    page.get_by_text("Anggota dari mitra dicatat.").wait_for()
    lead.look("tim-program-terbuka")
    scene.declared(scene.own.people[0])
    page.get_by_role("link", name="Susun rencana").click()
    lead.look("tim-program-susun")
    page.get_by_role("button", name="Susun rencana").click()
    page.wait_for_url("**/rencana/*/")
    plan = scene.solved(Plan.objects.get())
    need = scene.programme.seats.get().need_id
    lead.open(reverse("staffing:plan", args=[plan.pk]))
    lead.look("tim-program-rencana")
    why = reverse("staffing:why_not", args=[plan.pk, need])
    lead.open(f"{why}?orang={scene.own.people[0].pk}")
    page.get_by_text("pernyataan benturan kepentingan").first.wait_for()
    lead.look("tim-program-mengapa-bukan")
    lead.open(reverse("staffing:plan", args=[plan.pk]))
    page.get_by_role("button", name="Ajukan rencana").click()
    page.get_by_text("Rencana diajukan.").wait_for()

    decider = visit(scene.own.decider)
    page = decider.open(reverse("staffing:plan", args=[plan.pk]))
    decider.look("tim-program-putuskan-dulu")
    page.get_by_role("link", name="Buat pernyataan").click()
    decider.look("tanpa-benturan")
    page.get_by_role("button", name="Saya tidak punya benturan kepentingan").click()
    page.get_by_role("button", name="Setujui rencana").wait_for()
    decider.look("tim-program-putuskan")

    plan.refresh_from_db()
    orders = scene.ordered(plan)
    served = next(row for row in orders if row.employee_id == scene.own.people[1].pk)
    member = visit(account(served.employee))
    member.open(reverse("staffing:duty", args=[served.pk]))
    member.look("tim-program-tugas")
    scene.declared(served.employee)
    lead = visit(scene.lead)
    lead.open(reverse("home"))
    lead.look("tim-program-beranda")
    lead.open(reverse("collaboration:team", args=[pk]))
    lead.look("tim-program")
    partner = visit(scene.representative())
    partner.open(reverse("collaboration:team", args=[pk]))
    partner.look("tim-program-mitra")


def test_an_interest_is_declared_and_answered(visit: Enter, scene: Cooperation) -> None:
    person = scene.own.people[0]
    own = visit(account(person))
    page = own.open(reverse("collaboration:conflicts"))
    own.look("benturan-kosong")
    page.get_by_role("link", name="Buat pernyataan").click()
    page.locator("[name=partner_text]").fill("jalan")
    page.get_by_label("PT Jalan Rekaan").check()
    page.get_by_label("Hubungan keluarga").check()
    page.get_by_label("Potensial").check()
    page.get_by_label("Penjelasan").fill("Adik saya bekerja di bagian keuangannya.")
    own.look("benturan-nyatakan")
    page.get_by_role("button", name="Kirim kepada atasan").click()
    page.get_by_text("Pernyataan dikirim").wait_for()
    own.look("benturan-saya")
    scene.declared(scene.own.people[1])
    head = visit(scene.own.head)
    page = head.open(reverse("collaboration:conflicts"))
    head.look("benturan-atasan")
    page.get_by_role("link", name="Sari Wulandari").click()
    page.get_by_label("Boleh dengan pengendalian").check()
    page.get_by_label("Pengendalian atau alasan").fill("Tidak memeriksa volume dan tagihan.")
    head.look("benturan-jawab")
    page.get_by_role("button", name="Simpan jawaban").click()
    page.get_by_text("Jawaban disimpan").wait_for()
    row = ConflictDeclaration.objects.exclude(employee=person).get()
    conflicts.answer(
        declaration=row, to=ConflictAnswer.KEPT_OUT, words="", now=NOW, on=TODAY, by=scene.own.head
    )
    head.open(reverse("collaboration:conflicts"))
    head.look("benturan-dijawab")
    auditor = visit(a_user(Role.AUDITOR, name="Pengawas"))
    auditor.open(reverse("collaboration:conflicts"))
    auditor.look("benturan-pengawas")
