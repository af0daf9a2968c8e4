"""The post's code on the phone: read by the camera, typed, and both without a signal."""

from collections.abc import Callable

from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing import codes
from luwes.staffing.models import PostCode, Presence
from luwes.staffing.tests.field import Flood
from luwes.ui import qr
from tests.browser.conftest import Visit
from tests.browser.test_duties import a_duty, state_of
from tests.browser.test_field import COUNT, ready, until

Enter = Callable[[User | None], Visit]
# a camera that looks at a drawing, and a browser that reads no codes itself
LOOK_AT = """(svg) => {
  delete globalThis.BarcodeDetector;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 480;
  const picture = new Image();
  picture.onload = () => setInterval(() => canvas.getContext("2d").drawImage(picture, 0, 0, 480, 480), 50);
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
}"""
NO_CAMERA = """() => {
  navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("", "NotAllowedError"); };
}"""


def test_the_camera_reads_the_code_without_a_signal(phone: Enter) -> None:
    flood = Flood()
    row = a_duty(flood, "accepted")
    code = codes.make(PostCode.objects.get(need=row.need), clock.now())
    window = phone(row.employee.user)
    page = window.open(f"/tugas-saya/{row.pk}/")
    ready(page)
    window.look("tugas-kode")
    drawn = qr.drawn(f"https://luwes.example/hadir/{code}/").replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480"', 1)  # fmt: skip
    page.evaluate(LOOK_AT, drawn)
    page.context.set_offline(True)
    page.get_by_role("button", name="Pindai kode").click()
    page.get_by_text("Tersimpan di ponsel, menunggu sinyal").wait_for()
    assert page.evaluate(COUNT) == 1
    assert not Presence.objects.exists()
    page.context.set_offline(False)
    page.get_by_role("heading", name="Anda sedang bertugas").wait_for()
    assert Presence.objects.get(assignment=row).method == "qr"


def test_without_a_camera_the_figures_are_typed(phone: Enter) -> None:
    flood = Flood()
    row = a_duty(flood, "accepted")
    window = phone(row.employee.user)
    page = window.open(f"/tugas-saya/{row.pk}/")
    ready(page)
    page.evaluate(NO_CAMERA)
    page.get_by_role("button", name="Pindai kode").click()
    page.get_by_text("Kamera tidak dapat dibuka.").wait_for()
    page.get_by_label("Kode pos").fill("0000 0000")
    page.get_by_role("button", name="Lapor hadir dengan kode").click()
    page.get_by_text("Kode ini sudah lewat waktunya; pindai lagi.").wait_for()
    window.look("tugas-kode-salah")
    figures = codes.short(PostCode.objects.get(need=row.need), clock.now())
    page.get_by_label("Kode pos").fill(figures)
    page.get_by_role("button", name="Lapor hadir dengan kode").click()
    page.get_by_text("Kehadiran Anda tercatat.").wait_for()
    assert state_of(row) == "active"
    until(page, COUNT, 0)
