"""Letters found, read, withdrawn; and checked by anybody at one glance."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import connection
from django.urls import reverse

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.letters import actions
from luwes.letters.models import Letter
from luwes.letters.tests.builders import NOW, a_letter, a_person, a_user
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def a_signed_letter(by: User | None = None) -> Letter:
    """Signed in a thread of its own: the browser's keeps this one's event loop."""
    letter = a_letter(by)

    def sign() -> None:
        actions.produce(letter=letter, now=NOW)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(sign).result()
    letter.refresh_from_db()
    return letter


def test_a_letter_is_found_read_and_withdrawn(visit: Enter) -> None:
    by = a_user()
    a_letter(by, people=[a_person(name=f"Perawat Rekaan {n}") for n in range(12)])
    letter = a_signed_letter(by)
    window = visit(a_user("pejabat", Role.APPROVER))
    page = window.open(reverse("letters:list"))
    window.look("surat-daftar")
    page.get_by_label("Nomor, perihal, nama, atau NIP").fill("rina okta")
    page.get_by_role("button", name="Cari").click()
    page.get_by_text("Surat yang cocok").wait_for()
    page.get_by_role("link", name=letter.number).click()
    page.get_by_role("heading", name="SURAT PERINTAH TUGAS").wait_for()
    window.look("surat")
    page.get_by_role("link", name="Cabut surat").click()
    window.look("surat-cabut")
    page.get_by_label("Alasan pencabutan").fill("Salah orang")
    page.get_by_role("button", name="Cabut surat ini").click()
    page.get_by_text("Surat dicabut dengan").wait_for()
    window.look("surat-dicabut")
    letter.refresh_from_db()
    assert letter.state == "withdrawn"


def test_a_letter_for_many_shows_its_annex(visit: Enter) -> None:
    letter = a_letter(people=[a_person(name=f"Perawat Rekaan {n}") for n in range(12)])
    window = visit(a_user("pengawas", Role.AUDITOR))
    page = window.open(reverse("letters:letter", args=[letter.pk]))
    page.get_by_role("cell", name="Perawat Rekaan 11").wait_for()
    window.look("surat-lampiran")


def _answer(window: Visit, word: str, name: str) -> None:
    window.page.get_by_role("heading", level=1, name=word, exact=True).wait_for()
    window.look(f"periksa-{name}")


def test_anybody_checks_a_letter(visit: Enter, tmp_path: Path) -> None:
    letter = a_signed_letter()
    data = Path(letter.pdf.path).read_bytes()
    files = {
        "asli": data,
        "ubah": data + b"\n",
        "lain": b"%PDF-1.7 lain",
        "acak": b"\x00\xff" * 400,
    }
    for name, content in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    window = visit(None)
    page = window.open(reverse("letters:verify"))
    window.look("periksa")
    for name, word in (("asli", "Sah"), ("ubah", "Isi diubah"), ("lain", "Bukan surat kami"), ("acak", "Bukan surat kami")):  # fmt: skip
        page.locator("input[type=file]").set_input_files(tmp_path / f"{name}.pdf")
        page.get_by_role("button", name="Periksa berkas").click()
        _answer(window, word, name)
        window.open(reverse("letters:verify"))
    page.get_by_label("Nomor surat").fill(letter.number)
    page.get_by_label("Tanggal surat").fill("2025-02-24")
    page.get_by_role("button", name="Periksa nomor").click()
    _answer(window, "Sah", "nomor")
    Letter.objects.filter(pk=letter.pk).update(state="withdrawn", withdrawal_reason="Salah orang")
    window.open(reverse("letters:verify_token", args=[letter.token]))
    _answer(window, "Dicabut", "dicabut")
    page = window.open(reverse("letters:verify"))
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_text("Pilih berkasnya dulu.").first.wait_for()
    window.look("periksa-kosong")
