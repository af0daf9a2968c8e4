"""The four answers, by file, code and number; withdrawal; the command."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from luwes.accounts.rules import Role
from luwes.audit.models import Entry
from luwes.core.errors import Refused
from luwes.letters import actions, verifying
from luwes.letters.models import Letter
from luwes.letters.rules import Verdict
from luwes.letters.tests.builders import (
    DAY,
    NOW,
    a_letter,
    a_person,
    a_signed_letter,
    a_user,
)

pytestmark = pytest.mark.django_db
PAGE = "/surat/periksa/"


def _bytes(letter: Letter) -> bytes:
    return Path(letter.pdf.path).read_bytes()


def _withdrawn(letter: Letter, reason: str = "Salah orang") -> Letter:
    by = a_user("pencabut", Role.APPROVER)
    return actions.withdraw(letter=letter, reason=reason, day=DAY, now=NOW, by=by)


def _text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def _upload(client: Client, data: bytes, name: str = "surat.pdf") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})


# ── the file ─────────────────────────────────────────────────────────


def test_the_file_as_sent_is_genuine() -> None:
    letter = a_signed_letter()
    assert verifying.examine(_bytes(letter)) == (Verdict.GENUINE, letter)


def test_any_change_is_seen() -> None:
    letter = a_signed_letter()
    data = _bytes(letter)
    for changed in (data[:200] + b"x" + data[201:], data + b"\n", data[:-9]):
        assert verifying.examine(changed) == (Verdict.ALTERED, letter)


def test_a_withdrawn_letter_is_withdrawn_and_a_changed_copy_of_it_is_changed() -> None:
    letter = a_signed_letter()
    _withdrawn(letter)
    assert verifying.examine(_bytes(letter))[0] is Verdict.WITHDRAWN
    assert verifying.examine(_bytes(letter) + b" ")[0] is Verdict.ALTERED


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 bukan dari sini", b"\x00\xff" * 999, b"PK\x03\x04", b"x"]
)
def test_what_is_not_ours_is_not_ours(data: bytes) -> None:
    assert verifying.examine(data) == (Verdict.NOT_OURS, None)


def test_a_code_pasted_into_another_file_does_not_make_it_genuine() -> None:
    letter = a_signed_letter()
    forged = b"%PDF-1.7 /surat/periksa/" + letter.token.encode() + b"/"
    assert verifying.examine(forged) == (Verdict.ALTERED, letter)


# ── the page ─────────────────────────────────────────────────────────


def test_the_page_says_sah(client: Client) -> None:
    shown = _text(_upload(client, _bytes(a_signed_letter())))
    assert "<h1>Sah</h1>" in shown
    assert "isinya tidak diubah" in shown
    assert "R… O…" in shown
    assert "Rina" not in shown


def test_only_the_file_tells_that_nothing_was_changed(client: Client) -> None:
    letter = a_signed_letter()
    by_code = client.get(reverse("letters:verify_token", args=[letter.token]))
    by_number = client.get(PAGE, {"number": letter.number, "day": letter.day.isoformat()})
    for answer in (by_code, by_number):
        shown = _text(answer)
        assert "tidak diubah." not in shown
        assert "belum diperiksa" in shown
        assert "unggah berkas PDF-nya" in shown


def test_the_page_says_isi_diubah(client: Client) -> None:
    assert "<h1>Isi diubah</h1>" in _text(_upload(client, _bytes(a_signed_letter()) + b"\n"))


def test_the_page_says_dicabut_with_which_and_why(client: Client) -> None:
    letter = a_signed_letter()
    by = _withdrawn(letter)
    shown = _text(_upload(client, _bytes(letter)))
    assert "<h1>Dicabut</h1>" in shown
    assert by.number in shown
    assert "Salah orang" in shown
    asked = {"number": letter.number, "day": letter.day.isoformat()}
    assert "Salah orang" not in _text(client.get(PAGE, asked))


def test_the_page_says_bukan_surat_kami(client: Client) -> None:
    assert "bukan PDF" in _text(_upload(client, b"PK\x03\x04 zip", "surat.xlsx"))
    assert "<h1>Bukan surat kami</h1>" in _text(_upload(client, b"%PDF-1.7 lain"))


def test_nothing_and_too_much_are_told_beside_the_field(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    assert client.post(PAGE).status_code == 422
    empty = _upload(client, b"")
    assert empty.status_code == 422
    assert "Berkas ini kosong." in _text(empty)
    monkeypatch.setattr("luwes.letters.forms.MOST_BYTES", 10)
    large = _upload(client, b"%PDF-" + b"x" * 20)
    assert large.status_code == 422
    assert "terlalu besar" in _text(large)


def test_the_qr_code_shows_names_whole(client: Client) -> None:
    letter = a_signed_letter(people=[a_person(name=f"Orang {n}") for n in range(7)])
    shown = _text(client.get(reverse("letters:verify_token", args=[letter.token])))
    assert "<h1>Sah</h1>" in shown
    assert "Orang 4" in shown
    assert "dan 2 orang lain" in shown
    assert "Orang 5" not in shown


def test_a_code_nobody_gave_out_is_not_ours(client: Client) -> None:
    shown = _text(client.get(reverse("letters:verify_token", args=["x" * 22])))
    assert "<h1>Bukan surat kami</h1>" in shown
    assert "Kode QR ini bukan milik surat kami." in shown


def test_number_and_day_as_people_type_them(client: Client) -> None:
    a_signed_letter()
    found = client.get(PAGE, {"number": " 800.1.11.1/1/vi.09/2025 ", "day": "2025-02-24"})
    assert "<h1>Sah</h1>" in _text(found)
    wrong = client.get(PAGE, {"number": "800.1.11.1/1/VI.09/2025", "day": "2025-02-25"})
    assert "<h1>Bukan surat kami</h1>" in _text(wrong)
    assert client.get(PAGE, {"number": "", "day": "kemarin"}).status_code == 422


def test_a_letter_not_signed_yet_is_not_called_genuine(client: Client) -> None:
    letter = a_letter()
    shown = _text(client.get(reverse("letters:verify_token", args=[letter.token])))
    assert "<h1>Belum ditandatangani</h1>" in shown
    assert "Rina" not in shown


# ── withdrawal ───────────────────────────────────────────────────────


def test_a_withdrawal_is_a_letter_with_the_next_number() -> None:
    letter = a_signed_letter()
    by = _withdrawn(letter)
    letter.refresh_from_db()
    assert (letter.state, letter.withdrawn_by) == ("withdrawn", by)
    assert (by.kind, by.sequence) == ("withdrawal", letter.sequence + 1)
    assert letter.number in by.as_content()["basis"][0]
    assert Entry.objects.filter(deed="letters.withdrawn", reason="Salah orang").count() == 1


def test_withdrawing_needs_a_reason_and_happens_once() -> None:
    letter = a_signed_letter()
    with pytest.raises(Refused, match="alasan"):
        _withdrawn(letter, "  ")
    by = actions.withdraw(letter=letter, reason="Salah", day=DAY, now=NOW, by=a_user("satu", Role.APPROVER))  # fmt: skip
    for again in (letter, by):
        with pytest.raises(Refused):
            actions.withdraw(letter=again, reason="Lagi", day=DAY, now=NOW, by=a_user(f"u{again.pk}", Role.APPROVER))  # fmt: skip


def test_only_an_authority_withdraws() -> None:
    with pytest.raises(PermissionDenied):
        actions.withdraw(letter=a_signed_letter(), reason="x", day=DAY, now=NOW, by=a_user("lain"))


# ── the command ──────────────────────────────────────────────────────


def _command(path: Path) -> tuple[str, int]:
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_letter", str(path), stdout=said)
    return said.getvalue().strip(), int(ended.value.code or 0)


def test_the_command_says_the_same(tmp_path: Path) -> None:
    letter = a_signed_letter()
    file = tmp_path / "surat.pdf"
    file.write_bytes(_bytes(letter))
    assert _command(file) == (f"sah: {letter.number}", 0)
    file.write_bytes(_bytes(letter) + b"\n")
    assert _command(file) == (f"isi diubah: {letter.number}", 1)
    file.write_bytes(b"bukan apa-apa")
    assert _command(file) == ("bukan surat kami", 1)
    _withdrawn(letter)
    file.write_bytes(_bytes(letter))
    assert _command(file) == (f"dicabut: {letter.number}", 1)
    with pytest.raises(CommandError):
        call_command("verify_letter", str(tmp_path / "tidak-ada.pdf"))
