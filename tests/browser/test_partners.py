"""A company is written down, checked and spoken for; an agreement goes from the draft to both signatures."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from luwes.accounts.models import User
from luwes.collaboration.actions import papers
from luwes.collaboration.models import Agreement, Partner
from luwes.collaboration.tests.cooperation import NOW, Cooperation, a_pdf
from luwes.core import clock
from luwes.letters.actions import produce
from luwes.letters.models import Letter
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


@pytest.fixture(autouse=True)
def that_day() -> None:
    clock.set_to(NOW)


@pytest.fixture
def here() -> Cooperation:
    here = Cooperation()
    here.checked("PT Rekaan Jaya Sejahtera")
    here.propose("Yayasan Sungai Bersih Rekaan", works="lingkungan")
    return here


def made_paper(row: Agreement) -> None:
    """What the job does between two pages."""
    produce(letter=Letter.objects.get(agreement=row), now=NOW)
    connection.close()


def test_a_partner_is_written_down_checked_and_spoken_for(
    visit: Enter, here: Cooperation, tmp_path: Path
) -> None:
    head = visit(here.head)
    page = head.open(reverse("collaboration:partners"))
    head.look("mitra-daftar")
    page.get_by_role("link", name="Catat mitra").click()
    page.get_by_label("Nama menurut akta").fill("P.T. Rekaan Jaya Sejahtera, Tbk.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("nama yang sama atau mirip").wait_for()
    head.look("mitra-mirip")
    page.get_by_label("Ini mitra lain, bukan yang tercatat di atas").check()
    page.get_by_label("Mengapa ini mitra lain?").fill("Anak perusahaan dengan akta sendiri.")
    page.get_by_role("textbox", name="NPWP").fill("03.234.567.8-322.000")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Mitra dicatat").wait_for()
    made = Partner.objects.latest("pk")
    page.get_by_text("Unggah dokumen", exact=True).click()
    file = tmp_path / "akta.pdf"
    file.write_bytes(a_pdf("akta"))
    page.locator("[name=number]").fill("12")
    page.get_by_label("Berlaku mulai").fill("2019-03-01")
    page.locator("[name=file]").set_input_files(file)
    page.get_by_role("button", name="Unggah").click()
    page.get_by_text("Dokumen ditambahkan").wait_for()

    secretary = visit(here.secretary)
    page = secretary.open("/")
    secretary.look("mitra-beranda-sekretariat")
    for kind in ("business_number", "tax_number"):
        here.paper(made, kind)
    page = secretary.open(reverse("collaboration:partner", args=[made.pk]))
    page.get_by_role("button", name="Sesuai Akta pendirian").click()
    page.get_by_text("Dokumen dinyatakan sesuai.").wait_for()
    secretary.look("mitra-periksa")
    for document in made.documents.filter(checked_at=None):
        papers.approve(document=document, now=NOW, by=here.secretary)
    page.reload()
    page.get_by_role("button", name="Nyatakan aktif").click()
    page.get_by_text("Mitra aktif.").wait_for()
    page.get_by_role("link", name="Tetapkan wakil").click()
    secretary.look("mitra-wakil-baru")
    page.get_by_label("Jabatan di mitra").fill("Direktur Utama")
    page.get_by_label("Boleh menandatangani perjanjian").check()
    page.get_by_label("Nama orangnya").fill("Ratna Rekaan")
    page.locator("[name=username]").fill("ratna.rekaan")
    page.locator("[name=email]").fill("ratna@contoh.id")
    page.get_by_role("button", name="Tetapkan").click()
    page.get_by_text("Wakil mitra ditetapkan.").wait_for()
    secretary.look("mitra-aktif")
    page.get_by_role("link", name="Gabungkan dengan catatan lain").click()
    page.get_by_role("button", name="Gabungkan").wait_for()
    secretary.look("mitra-gabung")


def test_an_agreement_from_the_draft_to_both_signatures(visit: Enter, here: Cooperation) -> None:
    partner = Partner.objects.get(name="PT Rekaan Jaya Sejahtera")
    here.speak(partner)
    head = visit(here.head)
    page = head.open(reverse("collaboration:new_agreement", args=[partner.pk]))
    head.look("perjanjian-baru")
    page.get_by_label("Jenis").select_option("cooperation")
    page.get_by_label("Tentang").fill("Perbaikan Ruas Jalan Rekaan")
    page.get_by_label("Maksud dan tujuan").fill("Jalan yang mantap bagi warga dan angkutan kebun.")
    page.get_by_label("Ruang lingkup").fill("Pembangunan fondasi 2,5 km.\nPelapisan aspal.")
    page.get_by_label("Pembiayaan").fill("Ditanggung masing-masing pihak.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_text("Belum dapat dikirim").wait_for()
    head.look("perjanjian-rancangan")
    row = Agreement.objects.get()
    here.owe(row, "government", "Melapis aspal", amount=10_000_000_000)
    here.owe(row, "partner", "Membangun fondasi jalan sepanjang 2,5 km", days=10, amount=3_500_000_000)  # fmt: skip
    page.reload()
    page.get_by_role("button", name="Kirim untuk ditelaah").click()
    page.get_by_text("Dikirim ke sekretariat").wait_for()
    row.refresh_from_db()
    here.step("offer", row, here.secretary)

    speaker = visit(here.speaker)
    page = speaker.open("/")
    speaker.look("mitra-beranda-wakil")
    page.get_by_role("link", name="Baca dan jawab").first.click()
    speaker.look("perjanjian-ditawarkan")
    page.get_by_role("button", name="Setujui naskah").click()
    page.get_by_label("Nomor dari mitra").fill("021/RJS/II/2025")
    page.get_by_role("button", name="Tandatangani untuk mitra").click()
    page.get_by_text("Menunggu tanda tangan pemerintah").first.wait_for()

    signer = visit(here.signer)
    page = signer.open(reverse("collaboration:agreement", args=[row.pk]))
    signer.look("perjanjian-tanda-tangan")
    page.get_by_role("button", name="Tandatangani", exact=True).click()
    page.get_by_text("Ditandatangani. Naskahnya").wait_for()
    with ThreadPoolExecutor(1) as job:  # Playwright keeps a loop in this thread
        job.submit(made_paper, row).result()

    speaker = visit(here.speaker)
    page = speaker.open(reverse("letters:letter", args=[Letter.objects.get(agreement=row).pk]))
    speaker.look("perjanjian-surat")
    page = speaker.open(reverse("collaboration:agreement", args=[row.pk]))
    page.get_by_text("Laporkan terpenuhi").first.click()
    page.get_by_label("Yang sudah dikerjakan").fill(
        "Fondasi 2,5 km selesai, foto terlampir di program."
    )
    page.get_by_role("button", name="Laporkan").click()
    page.get_by_text("Dilaporkan.").first.wait_for()
    speaker.look("perjanjian-berlaku-wakil")
    head = visit(here.head)
    page = head.open(reverse("collaboration:agreement", args=[row.pk]))
    page.get_by_role("button", name="Terpenuhi").wait_for()
    head.look("perjanjian-berlaku")
    head.open(reverse("collaboration:agreements"))
    head.look("perjanjian-daftar")
