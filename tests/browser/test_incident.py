"""An incident from its declaration to the board, as a coordinator meets it; the real flood's figures."""

import re
from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.demo import flood
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident
from luwes.mobilisation.tests.builders import (
    a_coordinator,
    a_figure,
    a_need,
    a_plan,
    a_status,
    a_template,
    an_assignment,
    an_incident,
)
from luwes.organisation.tests.builders import a_unit, a_user, an_agency
from luwes.places import actions as places
from luwes.places import sources
from luwes.places.models import Area
from luwes.staffing.models import Need, PlanApproval, PlanShort
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
WALL = {"width": 1920, "height": 1080}


def a_map() -> Area:
    """Lampung down to its districts, with the points that are known."""
    rows = [row for row in sources.nusantara("18") if row.code.count(".") < 3]
    places.import_areas(rows=rows)
    Area.objects.filter(code="18.71.12").update(lat=None, lon=None)  # Sukabumi: no checked point
    return Area.objects.get(code=flood.CITY)


def a_flood(coordinator: User) -> Incident:
    """The flood of February 2025 on its first day: figures, needs, people at posts and on the way."""
    city, province = a_map(), an_agency("Pemerintah Provinsi Lampung", kind="province")
    incident = an_incident(
        agency=province, area=city, name="Banjir Bandar Lampung 21 Februari 2025",
        started_at=flood.BEGAN, declared_by=coordinator,
    )  # fmt: skip
    today = timezone.localdate()
    a_status(incident, period=flood_days(today))
    told = {"source": flood.BPBD, "reported_at": flood.TABLE_AT}
    for d in flood.DISTRICTS:
        area = Area.objects.get(code=d.code)
        a_figure(incident, area, "houses", d.houses, **told)
        a_figure(incident, area, "families", d.families, **told)
        if d.people is None:
            a_figure(
                incident, area, "affected", round(d.families * 3.6), is_estimate=True,
                source="Perkiraan dari jumlah KK", reported_at=flood.TABLE_AT,
            )  # fmt: skip
        else:
            a_figure(incident, area, "affected", d.people, **told)
    for code, kind, value, source in flood.CONFLICTING:
        a_figure(
            incident, Area.objects.get(code=code), kind, value, source=source, is_used=False,
            reported_at=flood.PRESS_AT,
        )  # fmt: skip
    for code, dead, _note in flood.DEAD:
        a_figure(incident, Area.objects.get(code=code), "dead", dead, **told)
    a_figure(
        incident, city, "displaced", flood.DISPLACED, source=flood.DISPLACED_SOURCE,
        reported_at=flood.PRESS_AT,
    )  # fmt: skip
    some_people(incident, city)
    return incident


def flood_days(today: object) -> object:
    from luwes.core.periods import Period

    return Period(today - timedelta(days=2), today + timedelta(days=12))  # type: ignore[operator]


def some_people(incident: Incident, city: Area) -> None:
    plan = a_plan(incident, submitted_at=flood.PRESS_AT, approved_at=flood.PRESS_AT)
    metro = a_unit(agency=incident.agency, area=Area.objects.get(code="18.72"))
    home = a_unit(agency=incident.agency, area=city)
    states = ["active"] * 5 + ["accepted"] * 2 + ["ordered"]
    roles = [
        ("Evakuasi", 1, 8), ("Perawat pos kesehatan", 1, 7), ("Kaji cepat", 1, 3),
        ("Dapur umum", 2, 4), ("Logistik", 3, 3),
    ]  # fmt: skip
    for n, district in enumerate(flood.DISTRICTS[:7]):
        area = Area.objects.get(code=district.code)
        for role, tier, desired in roles:
            need = a_need(incident, area, role=role, tier=tier, desired=desired)
            for k in range(max(0, desired - (n % 3 if role.startswith("Perawat") else 0))):
                an_assignment(
                    need, plan, state=states[(k + n) % len(states)], is_present=k % 2 == 0,
                    unit=metro if k % 4 == 0 else home,
                )  # fmt: skip
    shelter = a_need(incident, city, role="Pengungsian", tier=2, desired=72)
    for k in range(60):
        an_assignment(shelter, plan, state=states[k % len(states)], is_present=True, unit=home)
    a_submitted_plan(incident, shelter)


def a_submitted_plan(incident: Incident, need: Need) -> None:
    second = a_plan(
        incident, number=2, state="submitted", submitted_at=timezone.now(), solved_at=timezone.now(),
        decide_by=timezone.now() + timedelta(hours=2),
    )  # fmt: skip
    a_user(Role.APPROVER, scope_kind="agency", scope_id=incident.agency_id, name="Hendra Wijaya")
    PlanApproval.objects.create(plan=second, agency=incident.agency, people=12)
    PlanShort.objects.create(
        plan=second, need=need, level="desired", short=12, reason={"kind": "presence"}
    )


def test_a_coordinator_declares_counts_and_states_needs(visit: Enter) -> None:
    a_map()
    an_agency("Pemerintah Kota Bandar Lampung")
    a_template()
    window = visit(a_coordinator())
    page = window.open("/kejadian/")
    window.look("kejadian-kosong")
    page.get_by_role("link", name="Tetapkan kejadian").first.click()

    page.get_by_label("Nama kejadian").fill("Banjir Bandar Lampung")
    page.get_by_label("Kabupaten atau kota").select_option(label="Kota Bandar Lampung (18.71)")
    page.get_by_label("Rajabasa").check()
    page.get_by_label("Mulai terjadi").fill("2025-02-21T19:00")
    page.locator("#id_status").select_option(label="Tanggap darurat")
    page.get_by_label("Ditetapkan oleh").fill("Gubernur Lampung")
    today = timezone.localdate()
    page.get_by_label("Berlaku mulai").fill(today.isoformat())
    page.get_by_label("Sampai dengan").fill((today - timedelta(days=3)).isoformat())
    page.locator("main form button[type=submit]").last.click()
    page.get_by_text("Hari terakhir mendahului hari pertama.").first.wait_for()
    window.look("tetapkan-kejadian-salah")
    assert page.get_by_label("Nama kejadian").input_value() == "Banjir Bandar Lampung"
    assert page.get_by_label("Rajabasa").is_checked()
    page.get_by_label("Sampai dengan").fill((today + timedelta(days=13)).isoformat())
    page.locator("main form button[type=submit]").last.click()
    page.get_by_text("Belum ada laporan").wait_for()
    assert EmergencyStatus.objects.get().is_verbal

    page.get_by_role("link", name="Catat laporan").first.click()
    page.get_by_label("Wilayah").select_option(label="Rajabasa (18.71.10)")
    page.get_by_label("Sumber", exact=True).fill("BPBD Provinsi Lampung")
    page.get_by_label("Rumah terdampak").fill("seribu")
    page.get_by_role("button", name="Simpan laporan").click()
    page.get_by_text("Tulis angka bulat").first.wait_for()
    window.look("catat-laporan-salah")
    page.get_by_label("Rumah terdampak").fill("1.095")
    page.get_by_label("Jiwa terdampak").fill("3.704")
    page.get_by_role("button", name="Simpan, lalu wilayah berikutnya").click()
    page.get_by_text("Angka Rajabasa dicatat.").wait_for()
    page.get_by_label("Wilayah").select_option(label="Kota Bandar Lampung (18.71)")
    page.get_by_label("Pengungsi").fill("1200")
    page.get_by_role("button", name="Simpan laporan").click()
    page.get_by_role("heading", name="Angka dampak dari 2 wilayah").wait_for()
    assert AreaFigure.objects.get(kind="displaced").source == "BPBD Provinsi Lampung"

    page.get_by_role("link", name="Hitung kebutuhan").click()
    window.look("pratinjau-kebutuhan")
    page.get_by_text("1.200 pengungsi ÷ 50 × 3 shift = 72").wait_for()
    assert not Need.objects.exists()
    page.get_by_role("button", name="Tambahkan kebutuhan ini").click()
    page.get_by_role("heading", name="75 orang dibutuhkan dalam 2 peran").wait_for()
    window.look("kebutuhan")

    page.get_by_role("link", name="Ubah Pengungsian").click()
    page.get_by_label("Yang diinginkan").fill("80")
    page.get_by_role("button", name="Simpan perubahan").click()
    page.locator(".wrong").first.wait_for()
    assert page.get_by_label("Yang diinginkan").input_value() == "80"
    page.get_by_label("Alasan perubahan").fill("Penampungan kedua dibuka")
    page.get_by_role("button", name="Simpan perubahan").click()
    page.get_by_text("Diubah: Penampungan kedua dibuka").wait_for()
    page.get_by_role("link", name="Papan situasi").click()
    page.get_by_role("heading", name="0 dari 83 kebutuhan terisi").wait_for()
    window.look("papan-baru")


def test_figures_that_differ_are_chosen_and_corrected(visit: Enter) -> None:
    coordinator = a_coordinator()
    incident = a_flood(coordinator)
    window = visit(coordinator)
    page = window.open(f"/kejadian/{incident.pk}/angka/")
    window.look("angka")
    page.get_by_role("link", name=re.compile("Pakai ini.*Kedamaian")).click()
    page.get_by_label("Mengapa angka ini yang dipakai").fill("Diperiksa petugas kaji cepat")
    window.look("pilih-angka")
    page.get_by_role("button", name="Pakai angka ini").click()
    page.get_by_text("Alasan dipakai: Diperiksa petugas kaji cepat").wait_for()
    window.look("angka-wilayah")
    page.get_by_role("link", name="Koreksi Rumah terdampak 737").click()
    page.get_by_label("Jumlah yang benar").fill("747")
    page.get_by_label("Apa yang dikoreksi, dan mengapa").fill("Salah ketik")
    page.get_by_role("button", name="Simpan koreksi").click()
    page.get_by_text("sudah dikoreksi").wait_for()
    window.open(f"/kejadian/{incident.pk}/status/")
    window.look("status")
    window.open(f"/kejadian/{incident.pk}/kebutuhan/?peran=Evakuasi")
    window.look("kebutuhan-banjir")
    need = Need.objects.filter(owner_id=incident.pk).first()
    assert need is not None
    window.open(f"/kejadian/kebutuhan/{need.pk}/")
    window.look("ubah-kebutuhan")
    window.open(f"/kejadian/{incident.pk}/kebutuhan/baru/")
    window.look("tambah-kebutuhan")
    template = a_template()
    role = template.roles.get(role="Pengungsian")
    window.open(f"/templat-kebutuhan/{template.pk}/?peran={role.pk}")
    window.look("templat")
    window.open("/kejadian/")
    window.look("kejadian")


def test_a_name_in_one_long_word_stays_within_the_screen(visit: Enter) -> None:
    coordinator = a_coordinator()
    word = "Sangatpanjangsekali" * 6
    incident = an_incident(agency=an_agency(), area=a_map(), name=f"Banjir {word}")
    a_status(incident)
    plan = a_plan(incident, submitted_at=timezone.now())
    window = visit(coordinator)
    for n, path in enumerate(
        (
            "/kejadian/", *(
                f"/kejadian/{incident.pk}/{part}"
                for part in ("", "angka/", "angka/catat/", "kebutuhan/", "kebutuhan/baru/", "status/", "tutup/")
            ),
            reverse("staffing:make", args=["incident", incident.pk]), reverse("staffing:plan", args=[plan.pk]),
        )
    ):  # fmt: skip
        window.open(path)
        window.look(f"kata-panjang-{n}")


def _cut_names(page: Page) -> list[str]:
    """Names on the map that reach over its edge."""
    found: list[str] = page.evaluate("""() => {
      const frame = document.querySelector(".leaflet-container").getBoundingClientRect();
      return [...document.querySelectorAll(".map-word:not(.hide)")].filter((word) => {
        const box = word.getBoundingClientRect();
        return box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
      }).map((word) => word.textContent);
    }""")
    return found


def test_the_board_refreshes_itself_and_hangs_on_a_wall(visit: Enter) -> None:
    coordinator = a_coordinator()
    incident = a_flood(coordinator)
    window = visit(coordinator)
    page = window.open(f"/kejadian/{incident.pk}/")
    page.locator(".leaflet-container .map-word").first.wait_for()
    window.look("papan")
    assert _cut_names(page) == []
    page.get_by_text("Bandingkan angka dari semua sumber").click()
    answers: list[int] = []
    page.on("response", lambda r: answers.append(r.status) if r.url.endswith("/isi/") else None)

    def check() -> None:
        with page.expect_response(lambda r: r.url.endswith("/isi/")):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    check()
    assert answers == [304]
    page.get_by_text("Belum ada titik petanya:").wait_for()
    need = Need.objects.get(owner_id=incident.pk, role="Pengungsian")
    an_assignment(need, need.assignments.all()[0].plan, state="active", is_present=True)
    before = page.locator("h1").inner_text()
    page.get_by_role("link", name="Tampilan dinding").focus()
    check()
    page.wait_for_function("old => document.querySelector('h1').innerText !== old", arg=before)
    assert answers == [304, 200]
    page.wait_for_function("() => document.activeElement.getAttribute('href') === '?dinding=1'")
    said = page.locator("[data-luwes-say]").inner_text()
    assert said == page.locator("h1").inner_text()
    assert page.get_by_role("group", name="3 sumber").or_(page.locator("#sumber")).is_visible()
    page.locator(".leaflet-container .map-word").first.wait_for()
    if window.width > 1000:
        page.set_viewport_size(WALL)
        window.open(f"/kejadian/{incident.pk}/?dinding=1")
        page.locator(".leaflet-container .map-word").first.wait_for()
        page.wait_for_timeout(300)
        window.width = WALL["width"]
        window.look("papan-dinding")
