"""Moving people: a chain of five from its draft to its day; a Plt. extended once and refused twice."""

from collections.abc import Callable
from datetime import date, timedelta

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.actions import moves as actions
from luwes.appointments.models import MoveRequest, MoveStep
from luwes.appointments.rules.moves import FreezeKind, MoveKind
from luwes.appointments.tests.moves.scene import K, Scene, holds
from luwes.core import clock
from luwes.core.periods import Period, add_months
from luwes.organisation.tests.builders import a_minimum, a_unit, a_user
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
DAY = timedelta(days=1)


def a_scene() -> Scene:
    return Scene(today=clock.today(), now=clock.now())


def test_a_chain_of_five_is_approved_and_becomes_effective(visit: Enter) -> None:
    scene = a_scene()
    tmt = scene.today + timedelta(days=30)
    other = a_unit("Badan Keuangan Rekaan", agency=scene.agency)
    a_minimum(other, 0)
    names = ("Perencanaan", "Pelayanan", "Pengawasan", "Keuangan", "Umum", "Data")
    posts = [scene.post(f"Kepala Seksi {name}") for name in names]
    posts[-1] = scene.post("Kepala Subbidang Data", unit=other)
    people = [
        scene.holder(post, name) for post, name in
        zip(posts, ("Dewi Anggraini", "Budi Hartono", "Sutrisno", "Rina Marlina", "Ahmad Fauzi"), strict=False)
    ]  # fmt: skip
    window = visit(scene.analyst)
    page = window.open("/mutasi/")
    window.look("mutasi-kosong")
    page.get_by_role("link", name="Usul baru").click()
    page.get_by_label("Perihal").fill("Penataan pejabat pengawas")
    page.get_by_label("Berlaku mulai (TMT)").fill(tmt.isoformat())
    page.get_by_label("Dasar").fill("Rapat tim penilai kinerja")
    window.look("mutasi-baru")
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_role("heading", name="Siapa pindah ke mana?").wait_for()
    page.get_by_label("Ketik untuk mencari").nth(0).fill("Dewi")
    page.get_by_role("radio", name="Dewi Anggraini").check()
    page.get_by_label("Jenis").select_option("rotation")
    page.get_by_label("Ketik untuk mencari").nth(1).fill("Seksi Pelayanan")
    page.get_by_role("radio", name="Kepala Seksi Pelayanan").check()
    window.look("mutasi-tambah")
    page.get_by_role("button", name="Tambahkan dan selesai").click()
    page.get_by_text("Dewi Anggraini masuk dalam usul.").wait_for()
    request = MoveRequest.objects.get()
    for person, post in zip(people[1:], posts[2:], strict=True):
        scene.add(request, person, MoveKind.ROTATION, post)
    page.reload()
    page.get_by_text("Rangkaian 5 orang").wait_for()
    page.get_by_role("heading", name="Semua pemeriksaan lolos; siap diajukan").wait_for()
    window.look("mutasi-rangkaian")
    page.get_by_role("button", name="Ajukan").click()
    page.get_by_text("Usul diajukan.").wait_for()
    window.look("mutasi-diajukan")
    head = visit(scene.head)
    page = head.open("/")
    page.get_by_role("link", name="Tinjau").click()
    page.get_by_role("heading", name="1 orang pindah dari atau ke Dinas Rekaan").wait_for()
    head.look("mutasi-kepala")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Persetujuan dicatat.").wait_for()
    receiving = MoveStep.objects.select_related("request", "unit").get(kind="receiving_head")
    actions.decide(
        step=receiving, paper="", paper_day=None, note="", now=scene.now, on=scene.today,
        by=a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=other.pk, name="Sari Puspita"),
    )  # fmt: skip
    scene.decide(MoveStep.objects.select_related("request", "unit").get(kind="verification"))
    signer = visit(scene.approver)
    step = MoveStep.objects.get(kind="signature")
    page = signer.open(f"/mutasi/langkah/{step.pk}/")
    signer.look("mutasi-tanda-tangan")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_role("button", name="Terbitkan keputusan").click()
    page.get_by_text("Keputusan terbit").first.wait_for()
    signer.look("mutasi-keputusan")
    scene.its_day(request)
    page.reload()
    page.get_by_role("heading", name="5 orang pindah sejak").wait_for()
    signer.look("mutasi-berlaku")
    assert [holds(person, tmt) for person in people] == [[post] for post in posts[1:]]
    page.get_by_role("link", name="Betulkan TMT").click()
    page.get_by_label("TMT yang benar").fill((tmt + DAY).isoformat())
    page.get_by_label("Alasan").fill("Salah ketik dalam usul")
    signer.look("mutasi-betulkan")
    page.get_by_role("button", name="Betulkan TMT").click()
    page.get_by_text("TMT dibetulkan.").wait_for()
    page = signer.open(f"/pegawai/{people[0].pk}/")
    page.get_by_role("heading", name="Mutasi").wait_for()
    signer.look("mutasi-profil")


def test_a_plt_is_extended_once_and_refused_twice(visit: Enter) -> None:
    scene = a_scene()
    vacant, person = (
        scene.post("Kepala Bidang Pelayanan", K.ADMINISTRATOR),
        scene.holder(scene.post("Kepala Seksi Data"), "Sutrisno"),
    )
    first = add_months(scene.today, -3)

    def order(on: date, months: int = 3) -> MoveRequest:
        request = scene.draft("Plt. Kepala Bidang Pelayanan", on=on, late_reason="Surat terlambat")
        last = add_months(request.effective_on, months) - DAY
        scene.add(request, person, MoveKind.ACTING, vacant, last_day=last)
        return request

    scene.effective(order(first))
    scene.effective(order(scene.today))
    window = visit(scene.analyst)
    page = window.open("/mutasi/plt-plh/")
    page.get_by_text("2 surat perintah").wait_for()
    window.look("mutasi-plt")
    for months in (3, 9):
        refused = order(add_months(scene.today, months), 1)
        page = window.open(f"/mutasi/{refused.pk}/")
        page.get_by_role("button", name="Ajukan").click()
        page.get_by_role("heading", name="Belum dapat dilakukan").wait_for()
        page.get_by_text("tunjuk orang lain").first.wait_for()
    window.look("mutasi-plt-ditolak")
    page.get_by_role("link", name="Tarik").click()
    window.look("mutasi-tarik")


def test_checks_are_answered_by_name_and_registers_are_read(visit: Enter) -> None:
    scene = a_scene()
    tmt = scene.today + timedelta(days=30)
    rising = scene.holder(
        scene.post("Kepala Seksi Data"), "Budi Hartono", since=add_months(scene.today, -12)
    )
    target = scene.post("Kepala Bidang Pelayanan", K.ADMINISTRATOR)
    request = scene.draft("Promosi administrator", on=tmt)
    scene.add(request, rising, MoveKind.PROMOTION, target)
    actions.set_freeze(
        agency=scene.agency, kind=FreezeKind.ELECTION, period=Period(tmt, add_months(tmt, 8)),
        basis="Tahapan pemilihan", consent="", by=scene.analyst,
    )  # fmt: skip
    window = visit(scene.analyst)
    page = window.open(f"/mutasi/{request.pk}/")
    page.get_by_text("perlu persetujuan tertulis Menteri").first.wait_for()
    window.look("mutasi-pemeriksaan")
    page.get_by_role("link", name="Jawab Predikat kinerja").click()
    page.get_by_label("Jawaban dan dasarnya").fill("SKP 2024 dan 2025 baik, arsip BKD")
    window.look("mutasi-jawab")
    page.get_by_role("button", name="Jawab atas nama saya").click()
    page.get_by_text("SKP 2024 dan 2025 baik, arsip BKD").wait_for()
    window.open("/mutasi/larangan/")
    window.look("mutasi-larangan")
    window.open("/mutasi/aturan/")
    window.look("mutasi-aturan")
    old = scene.post("Kepala Seksi Arsip")
    acting = scene.holder(scene.post("Kepala Seksi Umum"), "Rina Marlina")
    late = scene.draft(
        "Plt. Kepala Seksi Arsip", on=add_months(scene.today, -3), late_reason="Terlambat"
    )
    scene.add(late, acting, MoveKind.ACTING, old, last_day=scene.today - 5 * DAY)
    scene.effective(late)
    page = window.open("/mutasi/tumpang-tindih/")
    page.get_by_text("Masa habis, jabatan belum ada penggantinya").wait_for()
    window.look("mutasi-tumpang-tindih")
    window.open("/mutasi/plt-plh/")
    window.look("mutasi-plt-habis")
    page = window.open(f"/jabatan/{target.pk}/")
    window.look("mutasi-jabatan")
