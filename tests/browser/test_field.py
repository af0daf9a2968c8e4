"""Without a signal: written into the phone, sent once; the network falls, the tab dies, the clock is wrong."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Error, Page, Route

from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing.actions import reports as actions
from luwes.staffing.belated import Report, ReportDraft
from luwes.staffing.models import Assignment, FieldEntry, FieldReport, Presence
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.test_field_reports import a_photo
from tests.browser.conftest import Visit
from tests.browser.test_duties import a_duty, state_of

Enter = Callable[[User | None], Visit]
HERE = {"latitude": -5.3590, "longitude": 105.2752, "accuracy": 20}
RECEIVE = "**/lapangan/kirim/"


COUNT = """() => new Promise((done) => {
  const asked = indexedDB.open("luwes-field", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("entries", {keyPath: "key"});
  asked.onsuccess = () => {
    const entries = asked.result.transaction("entries").objectStore("entries").count();
    entries.onsuccess = () => { asked.result.close(); done(entries.result); };
  };
})"""
THIS_IS_HELD = """() => caches.match(location.pathname, {cacheName: 'luwes-pages', ignoreVary: true})
  .then((held) => held !== undefined)"""


def until(page: Page, script: str, said: object) -> None:
    for _ in range(100):
        try:
            if page.evaluate(script) == said:
                return
        except Error:  # the page reloads itself when it has news
            pass
        page.wait_for_timeout(100)
    raise AssertionError(f"{script} does not say {said}")


def ready(page: Page) -> None:
    """The phone has met the server, and holds the page."""
    until(page, "() => localStorage.getItem('luwes-field-met') !== null", True)
    until(page, THIS_IS_HELD, True)


def a_phone(phone: Enter, row: Assignment) -> Visit:
    window = phone(row.employee.user)
    window.page.context.grant_permissions(["geolocation"], origin=window.site)
    window.page.context.set_geolocation(HERE)
    page = window.open(f"/tugas-saya/{row.pk}/")
    ready(page)
    return window


def test_without_a_signal_the_duty_opens_and_an_answer_is_sent_when_it_is_back(
    phone: Enter,
) -> None:
    row = a_duty(Flood())
    window = a_phone(phone, row)
    page = window.page
    page.context.set_offline(True)
    page.reload()
    page.get_by_text("Tanpa sinyal").first.wait_for()
    page.get_by_role("heading", name="Anda diminta bertugas sebagai perawat").wait_for()
    page.get_by_role("button", name="Saya terima").click()
    page.get_by_text("menunggu sinyal").wait_for()
    window.look("tugas-tanpa-sinyal")
    assert state_of(row) == "ordered"
    page.context.set_offline(False)
    page.get_by_text("menunggu sinyal").wait_for(state="detached")
    assert state_of(row) == "accepted"
    until(page, COUNT, 0)


def test_the_network_falls_after_the_server_committed_and_before_the_answer(phone: Enter) -> None:
    row = a_duty(Flood(), "accepted")
    window = a_phone(phone, row)
    page = window.page

    def fall(route: Route) -> None:
        assert route.fetch().ok  # the server has it
        route.abort("connectionreset")  # the phone doesn't know

    page.route(RECEIVE, fall)
    page.get_by_role("button", name="Lapor hadir dari letak ponsel").click()
    page.get_by_text("Belum terkirim").wait_for()
    assert Presence.objects.filter(assignment=row).count() == 1
    until(page, COUNT, 1)
    page.unroute(RECEIVE)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("Belum terkirim").wait_for(state="detached")
    until(page, COUNT, 0)
    assert Presence.objects.filter(assignment=row).count() == 1
    place = Presence.objects.get(assignment=row).place
    assert (round(place.lat, 3), place.accuracy) == (-5.359, 20)


def test_the_tab_is_killed_and_the_entry_outlives_it(phone: Enter) -> None:
    row = a_duty(Flood(), "accepted")
    window = a_phone(phone, row)
    page = window.page
    page.context.set_offline(True)
    page.get_by_role("button", name="Lapor hadir dari letak ponsel").click()
    page.get_by_text("menunggu sinyal").wait_for()
    page.close()
    assert not Presence.objects.filter(assignment=row).exists()
    page.context.set_offline(False)
    new = page.context.new_page()
    new.goto(f"{window.site}/tugas-saya/")
    until(new, COUNT, 0)
    assert Presence.objects.filter(assignment=row).count() == 1


def test_the_tab_is_killed_while_it_sends(phone: Enter) -> None:
    row = a_duty(Flood(), "accepted")
    window = a_phone(phone, row)
    page = window.page
    page.route(RECEIVE, lambda _route: None)  # never answered
    page.get_by_role("button", name="Lapor hadir dari letak ponsel").click()
    until(page, COUNT, 1)
    page.close()
    new = page.context.new_page()
    new.goto(f"{window.site}/tugas-saya/")
    until(new, COUNT, 0)
    assert Presence.objects.filter(assignment=row).count() == 1


def test_a_phone_two_hours_fast_is_put_right(phone: Enter) -> None:
    row = a_duty(Flood(), "accepted")
    window = phone(row.employee.user)
    window.page.clock.install(time=clock.now() + timedelta(hours=2))
    window.page.context.grant_permissions(["geolocation"], origin=window.site)
    window.page.context.set_geolocation(HERE)
    page = window.open(f"/tugas-saya/{row.pk}/")
    ready(page)
    page.get_by_role("button", name="Lapor hadir dari letak ponsel").click()
    page.get_by_text("Kehadiran Anda tercatat").wait_for()
    presence = Presence.objects.get(assignment=row)
    assert abs(presence.at - clock.now()) < timedelta(minutes=5)
    assert FieldEntry.objects.get().is_clock_off


def test_a_duty_taken_back_meanwhile_is_told_and_put_away(phone: Enter) -> None:
    row = a_duty(Flood(), "accepted")
    window = a_phone(phone, row)
    page = window.page
    page.context.set_offline(True)
    page.get_by_role("button", name="Lapor hadir dari letak ponsel").click()
    page.get_by_text("menunggu sinyal").wait_for()
    Assignment.objects.filter(pk=row.pk).update(state="withdrawn")
    page.context.set_offline(False)
    page.get_by_text("Penugasan ini sudah ditarik").wait_for()
    window.look("tugas-tidak-tercatat")
    page.get_by_role("button", name="Saya mengerti").click()
    page.get_by_text("Penugasan ini sudah ditarik").wait_for(state="detached")
    until(page, COUNT, 0)
    assert not Presence.objects.filter(assignment=row).exists()


def test_signing_out_leaves_no_page_of_the_person_on_the_phone(phone: Enter) -> None:
    row = a_duty(Flood(), "accepted")
    window = a_phone(phone, row)
    page = window.page
    with page.expect_navigation():
        page.evaluate("document.querySelector('form[data-luwes-forget]').requestSubmit()")
    until(page, "() => caches.has('luwes-pages')", False)


def test_the_officer_takes_people_in_without_a_signal(phone: Enter) -> None:
    flood = Flood()
    row = a_duty(flood, "accepted")
    window = phone(flood.officer)
    page = window.open(f"/pos/{flood.need.pk}/")
    ready(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Catat hadir Rina Oktaviani").click()
    page.get_by_text("menunggu sinyal").wait_for()
    assert state_of(row) == "accepted"
    page.context.set_offline(False)
    page.get_by_text("menunggu sinyal").wait_for(state="detached")
    assert state_of(row) == "active"


def test_a_press_that_a_sending_under_way_takes_along_is_thanked_for(phone: Enter) -> None:
    flood = Flood()
    row = a_duty(flood, "active", is_present=True)
    window = phone(flood.officer)
    page = window.open(f"/pos/{flood.need.pk}/")
    ready(page)
    waits: list[Route] = []
    page.route(
        "**/lapangan/salam/", lambda route: route.continue_() if waits else waits.append(route)
    )
    page.reload()
    while not waits:
        page.wait_for_timeout(50)
    page.get_by_role("button", name="Selesai Rina Oktaviani").click()
    until(page, COUNT, 1)
    waits[0].continue_()
    page.get_by_text("Tugas 1 orang selesai").wait_for()
    assert state_of(row) == "completed"


def test_what_is_held_is_read_without_taking_the_messages_of_the_page(phone: Enter) -> None:
    flood = Flood()
    a_duty(flood, "active", is_present=True)
    asked: list[str | None] = []
    window = phone(flood.officer)
    window.page.context.on(
        "request", lambda r: asked.append(r.headers.get("luwes-hold")) if r.service_worker else None
    )
    page = window.open(f"/pos/{flood.need.pk}/")
    ready(page)
    page.get_by_role("button", name="Selesai Rina Oktaviani").click()
    page.get_by_text("Tugas 1 orang selesai").wait_for()
    assert "1" in asked
    text = f"() => caches.match('/pos/{flood.need.pk}/', {{cacheName: 'luwes-pages', ignoreVary: true}})"
    until(
        page,
        f"() => ({text})().then((a) => a.text()).then((t) => t.includes('orang selesai'))",
        False,
    )


def test_a_report_with_a_photo_is_written_without_a_signal_and_arrives_small(
    phone: Enter, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    row = a_duty(Flood(), "active", is_present=True)
    window = a_phone(phone, row)
    page = window.open(f"/tugas-saya/{row.pk}/lapor/")
    window.look("lapor-dari-pos")
    page.context.set_offline(True)
    page.get_by_label("Butuh tambahan orang atau barang").check()
    page.get_by_label("Apa yang terjadi?").fill("Perahu kurang, 40 warga di atap.")
    page.get_by_label("Tambahan orang", exact=False).last.fill("3")
    page.get_by_label("Foto").set_input_files(
        {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": a_photo(4000, 3000)}
    )
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_text("menunggu sinyal").wait_for()
    page.context.set_offline(False)
    page.get_by_text("menunggu sinyal").wait_for(state="detached")
    report = FieldReport.objects.get()
    assert (report.kind, report.heads) == ("more", 3)
    photo = report.photos.get()
    assert (photo.width, photo.height) == (1280, 960)


def test_those_who_lead_read_reports(visit: Enter, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    flood = Flood()
    row = a_duty(flood, "active")
    draft = ReportDraft(Report.MORE, "Perahu kurang, 40 warga di atap.", 3, 1)
    write: Any = {
        "need": row.need, "assignment": row, "at": clock.now(), "by": row.employee.user
    }  # fmt: skip
    actions.report(draft=draft, photos=[a_photo(800, 600)], key=uuid4(), **write)
    actions.report(draft=ReportDraft(Report.NEWS, "Air surut."), photos=[], key=uuid4(), **write)
    window = visit(flood.coordinator)
    page = window.open(f"/laporan-lapangan/incident/{flood.incident.pk}/")
    window.look("laporan-lapangan")
    page.get_by_role("button", name="Sudah saya baca").click()
    page.get_by_text("dibaca Andri Saputra").wait_for()
