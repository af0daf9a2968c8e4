"""Letters of a post: shorten, ask for longer, decide, relieve, return."""

from collections.abc import Callable
from datetime import timedelta

from luwes.accounts.models import User
from luwes.core.periods import Period
from luwes.letters.models import Letter
from luwes.mobilisation.models import EmergencyStatus
from luwes.organisation.tests.builders import a_minimum
from luwes.staffing.actions import changes
from luwes.staffing.models import OrderChange
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_the_letters_of_a_post_are_changed_and_an_extension_is_decided(visit: Enter) -> None:
    flood = Flood()
    EmergencyStatus.objects.filter(incident=flood.incident).update(period=Period(flood.today))
    rows = [flood.sent("active", name=name, letter=flood.a_letter()) for name in ("Dewi Anggraini", "Budi Hartono")]  # fmt: skip
    flood.sent("completed", name="Siti Rohmah", letter=flood.a_letter())
    window = visit(flood.coordinator)
    page = window.open(f"/pos/{flood.need.pk}/")
    page.get_by_role("link", name="Surat pos").click()
    page.get_by_role(
        "heading", name="1 orang selesai, surat pengembaliannya belum terbit"
    ).wait_for()
    page.get_by_role("button", name="Terbitkan untuk semua").click()
    page.get_by_text("1 orang dikembalikan ke unit asalnya.").wait_for()
    page.get_by_label("Dewi Anggraini").check()
    page.get_by_role("button", name="Ubah masa tugas atau pos").click()
    page.get_by_role("heading", name="Ubah penugasan 1 orang").wait_for()
    window.look("surat-pos-ubah")
    longer = flood.period.end + timedelta(days=1) if flood.period.end else flood.today
    page.get_by_label("Hari terakhir").fill(longer.isoformat())
    page.get_by_label("Alasan").fill("Air belum surut")
    page.get_by_role("button", name="Ubah penugasan").click()
    page.get_by_text("Perpanjangan diajukan").wait_for()
    page.get_by_label("Budi Hartono").check()
    page.get_by_role("button", name="Bebaskan lebih awal").click()
    page.get_by_label("Kebutuhan di pos berkurang").check()
    window.look("surat-pos-bebaskan")
    page.get_by_role("button", name="Terbitkan surat pembebasan").click()
    page.get_by_text("Surat pembebasan terbit").wait_for()
    window.look("surat-pos")
    decider = visit(flood.approver)
    page = decider.open(f"/perubahan-tugas/{OrderChange.objects.get(state='waiting').pk}/")
    decider.look("perpanjangan")
    page.get_by_label("Mengapa unit asal boleh di bawah minimum").fill("Tidak ada pengganti")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Perpanjangan disetujui; surat perubahannya terbit.").wait_for()
    rows[0].refresh_from_db()
    assert rows[0].period.last_day == longer
    page = decider.open(f"/surat/{Letter.objects.get(kind='amendment').pk}/")
    decider.look("surat-perubahan")


def test_below_the_minimum_an_extension_needs_a_reason(visit: Enter) -> None:
    flood = Flood()
    EmergencyStatus.objects.filter(incident=flood.incident).update(period=Period(flood.today))
    row = flood.sent("active", name="Dewi Anggraini", letter=flood.a_letter())
    a_minimum(flood.unit, 1)
    assert flood.period.end
    (change,) = changes.amend(
        assignments=[row], last_day=flood.period.end + timedelta(days=1), reason="Air belum surut",
        now=flood.now, on=flood.today, by=flood.coordinator,
    )  # fmt: skip
    window = visit(flood.approver)
    page = window.open(f"/perubahan-tugas/{change.pk}/")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Tulis mengapa unit asal boleh di bawah minimum").first.wait_for()
    window.look("perpanjangan-minimum")
    page.get_by_label("Mengapa unit asal boleh di bawah minimum").fill("Tidak ada pengganti")
    page.get_by_role("button", name="Setujui").click()
    page.get_by_text("Perpanjangan disetujui; surat perubahannya terbit.").wait_for()
    window.look("perpanjangan-diizinkan")
    flood.sent("completed", name="Siti Rohmah", letter=flood.a_letter())
    window = visit(flood.coordinator)
    page = window.open("/")
    page.get_by_text("1 orang selesai bertugas tanpa surat pengembalian").first.wait_for()
    window.look("beranda-kepulangan")
