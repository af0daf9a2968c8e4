"""The PDF: what stands on it, that its signature is good, that making it again changes nothing."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from luwes.letters import actions, keys, paper
from luwes.letters.content import drawable
from luwes.letters.models import Letter
from luwes.letters.tests.builders import NOW, a_letter, a_person, a_signed_letter, a_user

pytestmark = pytest.mark.django_db


def _bytes(letter: Letter) -> bytes:
    return Path(letter.pdf.path).read_bytes()


def _words(data: bytes) -> list[str]:
    """The text of each page, blanks made one."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]


def test_a_letter_for_one_says_who_where_and_by_whose_word() -> None:
    pages = _words(_bytes(a_signed_letter()))
    assert len(pages) == 1
    for wanted in (
        "PEMERINTAH PROVINSI LAMPUNG", "SURAT PERINTAH TUGAS", "Nomor: 800.1.11.1/1/VI.09/2025",
        "Undang-Undang Nomor 24 Tahun 2007", "Rina Oktaviani", "19900412 201502 2 003",
        "Penata (III/c)", "a.n. GUBERNUR LAMPUNG", "SEKRETARIS DAERAH", "24 Februari 2025",
        "Tembusan", "Halaman 1 dari 1",
    ):  # fmt: skip
        assert wanted in pages[0]


def test_a_letter_for_many_has_an_annex_over_several_pages() -> None:
    people = [a_person(name=f"Pegawai Rekaan {n}") for n in range(70)]
    pages = _words(_bytes(a_signed_letter(people=people)))
    assert len(pages) > 3
    assert "sejumlah 70 orang" in pages[0]
    assert "Pegawai Rekaan" not in pages[0]
    assert "DAFTAR NAMA YANG DITUGASKAN" in pages[1]
    annex = " ".join(pages[1:])
    assert {int(n) for n in re.findall(r"Pegawai Rekaan (\d+)", annex)} == set(range(70))
    assert all("Nama / NIP" in page for page in pages[1:-1])


def test_the_signature_of_an_annex_never_stands_alone() -> None:
    for heads in (26, 27, 28, 29, 30):
        people = [a_person(name=f"Pegawai Rekaan {n}") for n in range(heads)]
        last = _words(_bytes(a_signed_letter(a_user(f"u{heads}"), people=people)))[-1]
        assert f"Pegawai Rekaan {heads - 1} " in last
        assert "SEKRETARIS DAERAH" in last


def test_threads_of_one_worker_make_letters_side_by_side() -> None:
    people = [a_person(name=f"Pegawai Rekaan {n}") for n in range(40)]
    letter = a_letter(people=people)
    alone = paper.render(letter, sample=True, certified=False)
    with ThreadPoolExecutor(4) as threads:
        made = [
            threads.submit(paper.render, letter, sample=True, certified=False) for _ in range(16)
        ]
        assert {one.result() for one in made} == {alone}


def test_pppk_have_a_grade_and_no_rank() -> None:
    text = _words(_bytes(a_signed_letter(people=[a_person(rank="", grade="IX")])))[0]
    assert "pangkat" not in text
    assert "golongan : IX" in text


def _signature(data: bytes) -> Any:
    reader = PdfFileReader(io.BytesIO(data))
    trusted = keys.key().signer.signing_cert
    context = ValidationContext(trust_roots=[trusted], allow_fetching=False)
    return validate_pdf_signature(reader.embedded_signatures[0], context)


def test_the_signature_is_good_and_covers_the_whole_file() -> None:
    letter = a_signed_letter()
    status = _signature(_bytes(letter))
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    assert letter.signer == keys.key().name


def test_a_changed_byte_breaks_the_signature() -> None:
    data = bytearray(_bytes(a_signed_letter()))
    data[len(data) // 10] ^= 1
    reader = PdfFileReader(io.BytesIO(bytes(data)), strict=False)
    assert not validate_pdf_signature(reader.embedded_signatures[0]).intact


def test_made_again_a_letter_stays_as_it_is() -> None:
    letter = a_signed_letter()
    before = _bytes(letter)
    assert actions.produce(letter=letter, now=NOW) is False
    assert _bytes(letter) == before


def test_a_letter_of_the_demonstration_says_so() -> None:
    assert not settings.LUWES_SIGNING_P12
    assert "CONTOH" in _words(_bytes(a_signed_letter()))[0]


def test_markup_and_scripts_in_a_name_stay_text() -> None:
    letter = a_letter(people=[a_person(name="#strong[Budi] <script>alert(1)</script> $x$")])
    actions.produce(letter=letter, now=NOW)
    letter.refresh_from_db()
    assert "#strong[Budi] <script>alert(1)</script> $x$" in _words(_bytes(letter))[0]


def test_letters_that_the_typeface_lacks_get_their_plain_form() -> None:
    assert drawable("Dr. Ĝita 李\u200b") == "Dr. Ĝita ?"


def test_lost_jobs_are_asked_for_again() -> None:
    a_letter()
    assert actions.ask_again(before=NOW) == 0
    assert actions.ask_again(before=NOW.replace(year=2026)) == 1
