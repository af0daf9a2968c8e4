"""The officers' desk: the queue, a case from its first answer to its end, what an overseer sees."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.organisation.models import UnitShape
from luwes.organisation.tests.builders import a_unit, a_user
from luwes.people.models import Employee
from luwes.services.actions import talking
from luwes.services.actions.filing import Citizen, Where
from luwes.services.documents import checked
from luwes.services.models import CannedAnswer, Case, Service
from luwes.services.rules.nearness import Point
from luwes.services.rules.states import CaseKind
from luwes.services.tests.builders import (
    NOW,
    TODAY,
    a_place,
    a_service,
    a_skill,
    a_subject,
    an_officer,
    filed,
    looks_after,
)
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
LATER = NOW + timedelta(hours=1)


def a_photo(colour: tuple[int, int, int] = (120, 90, 60)) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(kept, "JPEG")
    return kept.getvalue()


class Scene:
    """A unit with two officers and an overseer; a road that sinks, a case that is late, one that waits."""

    def __init__(self) -> None:
        subject = a_subject("Jalan dan jembatan")
        self.service: Service = a_service(
            a_unit("Dinas Pekerjaan Umum"), kind=CaseKind.REPORT, subject=subject, on_site=True,
            name="Lapor jalan dan jembatan", skills={a_skill("Jalan dan jembatan"): 2}, promised=27_000,
        )  # fmt: skip
        skill = self.service.skills.get().competency
        unit = self.service.unit
        self.waterless = a_service(unit, name="Sambungan air minum", skills={a_skill("Sertifikat air minum"): 3})  # fmt: skip
        self.officer: Employee = an_officer(unit, (skill, 3), name="Desi Permata Rekaan")
        self.late = filed(self.service, text="Jembatan gantung putus talinya", now=NOW - timedelta(days=8)).case  # fmt: skip
        self.asked = filed(self.service, text="Lampu jembatan mati", now=NOW - timedelta(days=1)).case  # fmt: skip
        assert self.officer.user
        talking.ask(case=self.asked, text="Jembatan yang mana?", now=NOW, on=TODAY, by=self.officer.user)  # fmt: skip
        city, village = a_place("18.71", "Bandar Lampung"), a_place("18.71.12.1001", "Way Halim")
        elsewhere = a_unit("Dinas Bina Marga Provinsi")
        point = Point(-5.3801, 105.2702)
        self.case = filed(
            self.service, now=NOW - timedelta(days=2), where=Where(village, "dekat jembatan Way Halim", point),
            text="Jalan amblas dekat jembatan Way Halim.\nBahu jalan amblas kira-kira dua meter setelah hujan kemarin. Motor sudah ada yang jatuh. Tolong segera dipasang tanda.",
            citizen=Citizen("Pelapor Rekaan", "081200000001", is_secret=True),
            files=[checked("foto 1.jpg", a_photo()), checked("foto 2.jpg", a_photo((60, 90, 120)))],
        ).case  # fmt: skip
        self.twin = filed(self.service, text="Aspal turun di jembatan", where=Where(village, "jembatan Way Halim", Point(-5.3811, 105.2702))).case  # fmt: skip
        looks_after(subject, elsewhere, city)
        talking.note(case=self.case, text="UPTD wilayah I: ruas ini jalan kota, tetapi jembatannya milik provinsi.", now=NOW, on=TODAY, by=self.officer.user)  # fmt: skip
        an_officer(unit, (skill, 2), name="Arif Budiman Rekaan")
        an_officer(unit, name="Belum Terlatih Rekaan")
        filed(self.waterless, text="Mohon sambungan air minum")
        CannedAnswer.objects.create(
            agency=self.service.agency, title="Tanda bahaya dipasang",
            text="Terima kasih, {nomor} kami terima. Tanda bahaya di {tempat} dipasang hari ini.",
        )  # fmt: skip
        CannedAnswer.objects.create(agency=self.service.agency, title="Perlu letak yang jelas", text="Di depan apa?")  # fmt: skip


@pytest.fixture(autouse=True)
def that_day(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    clock.set_to(LATER)


def test_an_officer_answers_asks_and_closes(visit: Enter) -> None:
    scene = Scene()
    window = visit(scene.officer.user)
    page = window.open(reverse("services:desk"))
    page.get_by_role("heading", level=1, name="1 perkara lewat tenggat").wait_for()
    window.look("meja-antrean")
    page.get_by_role("link", name="Jalan amblas dekat jembatan Way Halim.").first.click()
    page.get_by_text("Hari libur 2025 belum diisi").first.wait_for()
    page.get_by_role("button", name="Ikuti yang ini").wait_for()
    page.get_by_text("Serahkan kepada petugas lain").click()
    page.get_by_label("Arif Budiman Rekaan").wait_for()
    page.get_by_text("1 petugas tidak dapat menerimanya").wait_for()
    window.look("meja-perkara")
    page.get_by_text("Jawaban siap pakai").first.click()
    page.get_by_role("link", name="Tanda bahaya dipasang").click()
    page.get_by_role("button", name="Kirim balasan").click()
    page.get_by_text("Balasan dikirim.").wait_for()
    page.get_by_text("Tutup dengan bukti", exact=True).click()
    page.get_by_label("Apa yang sudah dilakukan?").fill("Bahu jalan ditimbun dan dipadatkan.")
    page.get_by_role("button", name="Tutup perkara").click()
    page.get_by_text("Lampirkan bukti yang dapat dilihat warga").first.wait_for()
    window.look("meja-tutup-tanpa-bukti")
    page.get_by_label("Apa yang sudah dilakukan?").fill("Bahu jalan ditimbun dan dipadatkan.")
    page.get_by_label("Bukti").set_input_files(
        {"name": "hasil.jpg", "mimeType": "image/jpeg", "buffer": a_photo((90, 120, 60))}
    )
    page.get_by_role("button", name="Tutup perkara").click()
    page.get_by_text("Perkara ditutup.").wait_for()
    window.look("meja-ditutup")
    assert Case.objects.get(pk=scene.case.pk).state == "closed"


def test_a_manager_sees_what_nobody_may_have_and_keeps_answers_and_hours(visit: Enter) -> None:
    scene = Scene()
    boss = a_user(Role.SERVICE_MANAGER, scope_kind="agency", scope_id=scene.service.agency_id)
    UnitShape.objects.filter(unit=scene.service.unit).update(name="Dinas Pekerjaan Umum Rekaan")
    window = visit(boss)
    page = window.open("/")
    page.get_by_text("1 perkara belum ada petugasnya").first.wait_for()
    page = window.open(reverse("services:desk"))
    page.get_by_text("Diperlukan: Sertifikat air minum").wait_for()
    window.look("meja-semua")
    page.get_by_label("Lewat tenggat saja").check()
    page.get_by_role("button", name="Saring").click()
    page.get_by_text("Jembatan gantung putus talinya").wait_for()
    assert page.get_by_text("Mohon sambungan air minum").count() == 0
    page = window.open(reverse("services:canned"))
    window.look("meja-jawaban")
    page.get_by_role("link", name="Tambah jawaban").click()
    page.get_by_label("Judul").fill("Diterima")
    page.get_by_label("Isi").fill("Laporan {nomor} kami terima.")
    window.look("meja-jawaban-baru")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("heading", level=1, name="3 jawaban siap pakai").wait_for()
    page.get_by_role("link", name=scene.service.agency.name).click()
    page.get_by_label("Jumat").fill("07.30-11.30; 13-16")
    page.get_by_label("Dasar").fill("Keputusan Wali Kota Nomor 12 Tahun 2025")
    page.get_by_role("button", name="Tetapkan").click()
    page.get_by_text("Tulis seperti 07.30-12.00, 13.00-16.00.").first.wait_for()
    window.look("meja-jam")
    page.get_by_label("Jumat").fill("07.30-11.30, 13.00-16.00")
    page.get_by_role("button", name="Tetapkan").click()
    page.get_by_text("Jam pelayanan ditetapkan.").wait_for()


def test_a_case_is_answered_without_scripts(visit: Enter) -> None:
    scene = Scene()
    window = visit(scene.officer.user)
    plain = window.page.context.browser.new_context(  # type: ignore[union-attr]
        java_script_enabled=False, locale="id-ID", storage_state=window.page.context.storage_state()
    )
    page = plain.new_page()
    page.goto(window.site + reverse("services:case", args=[scene.case.pk]))
    page.get_by_text("Serahkan kepada petugas lain").click()
    page.get_by_role("link", name="Siapa yang dapat menerimanya?").click()
    page.get_by_label("Arif Budiman Rekaan").wait_for()
    page.get_by_label("Balasan kepada warga").fill("Kami periksa besok.")
    page.get_by_role("button", name="Kirim balasan").click()
    page.get_by_text("Balasan dikirim.").wait_for()
    plain.close()
