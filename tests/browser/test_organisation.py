"""The position map, a unit, a position, and the forms around them, as an analyst and a head use them."""

from collections.abc import Callable
from datetime import date, timedelta

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.models import Appointment
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.models import MinimumPresence, OrgUnit, PresencePolicy, UnitShape
from luwes.organisation.rules import PositionKind, UnitKind
from luwes.organisation.tests.builders import (
    SINCE,
    a_competency,
    a_group,
    a_minimum,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)
from luwes.people.tests.builders import an_employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
BRANCHES = {
    "Sekretariat": (("Umum dan kepegawaian", 5, 4), ("Perencanaan dan keuangan", 4, 4)),
    "Pencegahan dan Kesiapsiagaan": (),
    "Kedaruratan dan Logistik": (("Kedaruratan", 6, 3), ("Logistik dan peralatan", 5, 4)),
    "Rehabilitasi dan Rekonstruksi": (),
    "Pusdalops PB": (),
}


def staffed(unit: OrgUnit, title: str, need: int, filled: int) -> None:
    position = a_position(unit=unit, title=a_title(title), headcount=need)
    for n in range(filled):
        an_appointment(an_employee(f"Pegawai {title} {n}", agency=unit.agency), position)


def a_disaster_agency() -> OrgUnit:
    """A BPBD of three levels, one of its heads acting."""
    agency = an_agency("Pemerintah Provinsi Rekaan", kind="province")
    top = a_unit("BPBD Provinsi Rekaan", agency=agency, kind=UnitKind.DISASTER_AGENCY)
    seat = a_position(
        unit=top, title=a_title("Kepala Pelaksana", kind=PositionKind.TOP_LEADER), headcount=1
    )
    an_appointment(an_employee("Bambang Sutejo", agency=agency), seat)
    staffed(top, "Analis Kebencanaan Ahli Muda", 4, 3)
    today = clock.today()
    for name, below in BRANCHES.items():
        unit = a_unit(name, parent=top, kind=UnitKind.SECTION)
        head = a_position(
            unit=unit, title=a_title(f"Kepala {name}", kind=PositionKind.ADMINISTRATOR), headcount=1
        )
        acting = name == "Kedaruratan dan Logistik"
        an_appointment(
            an_employee(f"Kepala {name.split()[0]}", agency=agency), head,
            kind=Kind.ACTING if acting else Kind.DEFINITIVE,
            period=Period(today - timedelta(days=9), today + timedelta(days=60)) if acting else SINCE,
        )  # fmt: skip
        staffed(unit, f"Pelaksana {name}", 4, 4)
        for section, need, filled in below:
            inner = a_unit(section, parent=unit, kind=UnitKind.SECTION)
            staffed(inner, f"Pengelola {section}", need, filled)
            leaf = a_unit(f"Tim {section}", parent=inner, kind=UnitKind.SECTION)
            staffed(leaf, f"Operator {section}", 2, 2)
    return top


def test_an_analyst_reads_the_position_map(visit: Enter) -> None:
    top = a_disaster_agency()
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=top.agency_id)
    window = visit(analyst)
    page = window.open("/organisasi/")
    window.look("peta-instansi")
    page = window.open(f"/organisasi/?unit={top.pk}")
    assert "kekurangan" in page.locator("h1").inner_text()
    window.look("peta-jabatan")
    opener = page.locator("summary", has_text="1 unit di bawahnya").first
    opener.click()
    page.get_by_text("Tim Kedaruratan").or_(page.get_by_text("Tim Umum")).first.wait_for()
    page.get_by_role("link", name="Tabel", exact=True).click()
    page.locator("table").first.wait_for()
    window.look("peta-tabel")
    page.get_by_role("link", name="Lowong saja").click()
    page.get_by_text("Jabatan lowong di").first.wait_for()
    window.look("peta-lowong")
    page = window.open(f"/organisasi/{top.pk}/")
    window.look("unit")


def test_the_tree_is_walked_by_the_keyboard(visit: Enter) -> None:
    top = a_disaster_agency()
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=top.agency_id)
    window = visit(analyst)
    page = window.open(f"/organisasi/?unit={top.pk}")
    assert page.locator("[role=tree] [role=treeitem][tabindex='0']").count() == 1

    def press(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return str(
            page.evaluate("document.activeElement.querySelector('.unit-name')?.textContent.trim()")
        )

    def expanded() -> object:
        return page.evaluate("document.activeElement.getAttribute('aria-expanded')")

    page.get_by_role("button", name="Lihat", exact=True).focus()
    assert press("Tab") == "BPBD Provinsi Rekaan"
    assert press("ArrowDown") == "Kedaruratan dan Logistik"
    assert press("ArrowRight") == "Kedaruratan"
    assert expanded() == "false"
    press("ArrowRight")
    page.get_by_role("treeitem", name="Tim Kedaruratan").wait_for()
    assert expanded() == "true"
    window.look("peta-papan-ketik")
    assert press("ArrowRight") == "Tim Kedaruratan"
    assert press("ArrowLeft") == "Kedaruratan"
    press("ArrowLeft")
    assert expanded() == "false"
    assert press("ArrowDown") == "Logistik dan peralatan"
    assert press("ArrowLeft", "ArrowLeft") == "Kedaruratan dan Logistik"
    assert expanded() == "false"
    assert press("ArrowDown") == "Pencegahan dan Kesiapsiagaan"
    assert press("r") == "Rehabilitasi dan Rekonstruksi"
    page.wait_for_timeout(800)  # longer than the pause between the letters of one name
    assert press("s", "e") == "Sekretariat"
    assert press("Home") == "BPBD Provinsi Rekaan"
    assert press("ArrowUp") == "BPBD Provinsi Rekaan"
    assert press("End") == "Umum dan kepegawaian"
    page.keyboard.press("Shift+Tab")
    assert press("Tab") == "Umum dan kepegawaian"
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Umum dan kepegawaian").wait_for()


def test_an_analyst_makes_a_unit_and_moves_it(visit: Enter) -> None:
    top = a_disaster_agency()
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=top.agency_id)
    window = visit(analyst)
    page = window.open(f"/organisasi/baru/?induk={top.pk}")
    page.get_by_label("ID unor").fill("BPBD-9")
    page.get_by_label("Nama unit").fill("Bidang Peralatan")
    page.get_by_role("button", name="Buat unit").click()
    page.get_by_role("heading", name="Bidang Peralatan", level=1).wait_for()
    made = OrgUnit.objects.get(code="BPBD-9")
    page = window.open(f"/organisasi/{made.pk}/pindah/")
    page.get_by_label("Ketik untuk mencari").fill("kedaruratan dan")
    page.get_by_role("radio", name="Kedaruratan dan Logistik").check()
    page.get_by_label("Alasan").fill("Penataan")
    window.look("pindah-unit")
    page.get_by_role("button", name="Pindahkan").click()
    page.get_by_text("Unit dipindahkan.").wait_for()
    assert UnitShape.objects.get(unit=made, period__contains=clock.today()).parent is not None
    page = window.open(f"/organisasi/{top.pk}/tutup/")
    page.get_by_label("Alasan").fill("dilebur")
    page.locator("main button[type=submit]").click()
    page.get_by_text("Masih ada unit di bawahnya").first.wait_for()
    assert page.get_by_label("Alasan").input_value() == "dilebur"
    window.look("tutup-unit")


def test_an_analyst_fills_a_position_and_ends_an_appointment(visit: Enter) -> None:
    top = a_disaster_agency()
    position = a_position(unit=top, title=a_title("Pengelola Posko"), headcount=3)
    position.requirements.create(competency=a_competency(), level=3)
    an_appointment(
        an_employee("Ratna Dewi", agency=top.agency), position,
        period=Period(date(2021, 1, 1), date(2024, 1, 1)),
    )  # fmt: skip
    person = an_employee("Nurul Hidayah", agency=top.agency)
    analyst = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=top.agency_id)
    window = visit(analyst)
    page = window.open(f"/jabatan/{position.pk}/isi/")
    page.get_by_label("Ketik untuk mencari").fill("nurul hidaya")
    page.get_by_role("radio", name="Nurul Hidayah").check()
    window.look("isi-jabatan")
    page.get_by_label("Pelaksana tugas").check()
    page.get_by_label("Nomor SK").fill("821/17/2025")
    page.get_by_label("Mengapa tidak lewat usul mutasi").fill("SK terbit sebelum Luwes dipakai")
    page.get_by_role("button", name="Catat").click()
    page.get_by_text("paling lama 3 bulan").first.wait_for()
    assert page.get_by_role("radio", name="Nurul Hidayah").is_checked()
    page.get_by_label("Definitif").check()
    page.get_by_role("button", name="Catat").click()
    page.get_by_text("ditetapkan sebagai").wait_for()
    window.look("jabatan")
    assert Appointment.objects.filter(employee=person, position=position).exists()
    page.get_by_role("link", name="Akhiri Nurul").click()
    page.get_by_label("Alasan").fill("mutasi")
    page.get_by_label("Hari terakhir").fill(clock.today().isoformat())
    window.look("akhiri-jabatan")
    page.get_by_role("button", name="Akhiri masa jabatan").click()
    page.get_by_text("Masa jabatan diakhiri.").wait_for()
    window.open(f"/jabatan/{position.pk}/syarat/")
    window.look("syarat-jabatan")
    window.open(f"/organisasi/{top.pk}/jabatan-baru/")
    window.look("jabatan-baru")


def test_a_head_asks_for_a_minimum_and_the_staffing_agency_agrees(visit: Enter) -> None:
    PresencePolicy.objects.create(unit_kind="", percent=60, period=SINCE, source="kebijakan rekaan")
    top = a_disaster_agency()
    a_minimum(top, 2, group=a_group("perawat", "Perawat"))
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=top.pk, name="Bambang Sutejo")
    window = visit(head)
    page = window.open(f"/organisasi/{top.pk}/minimum/")
    window.look("minimum-hadir")
    page.get_by_role("link", name="Usulkan minimum").click()
    page.get_by_label("Paling sedikit tinggal").fill("45")
    page.get_by_text("Tersisa 6 orang bebas, sekarang 20.").wait_for()
    page.get_by_label("Alasan").fill("Posko 24 jam")
    window.look("usulkan-minimum")
    page.get_by_role("button", name="Kirim usulan").click()
    page.get_by_text("Menunggu BKD:").wait_for()
    window.look("minimum-menunggu")
    assert not MinimumPresence.objects.filter(unit=top, group=None).exists()
    desk = visit(a_user(Role.STAFFING_ANALYST, name="Siti Analis"))
    page = desk.open("/")
    desk.look("beranda-usulan-minimum")
    page.get_by_role("link", name="Periksa").first.click()
    page.get_by_role("button", name="Terima usulan").wait_for()
    desk.look("minimum-periksa")
    page.get_by_role("link", name="Kembalikan").click()
    desk.look("minimum-kembalikan")
    page.go_back()
    page.get_by_role("button", name="Terima usulan").click()
    page.get_by_text("Usulan diterima").wait_for()
    desk.look("minimum-diterima")
    assert MinimumPresence.objects.filter(unit=top, group=None, minimum=45).exists()
    desk.open("/minimum/usulan/")
    desk.look("usulan-minimum-kosong")


def test_an_analyst_matches_drafts_and_keeps_the_lists(visit: Enter) -> None:
    top = a_disaster_agency()
    draft = a_unit("Bid. Pencegahan & Kesiapsiagaan", agency=top.agency)
    UnitShape.objects.filter(unit=draft).update(is_draft=True)
    title = a_title("Analis Kebencanan")
    title.is_draft = True
    title.save()
    a_position(unit=draft, title=title)
    a_group("perawat", "Perawat")
    a_competency()
    window = visit(a_user(Role.STAFFING_ANALYST))
    page = window.open("/organisasi/rancangan/")
    window.look("rancangan")
    page.get_by_role("link", name="Cocokkan").first.click()
    window.look("rancangan-unit")
    page.get_by_role("radio", name="Pencegahan dan Kesiapsiagaan").check()
    page.get_by_role("button", name="Gabungkan").click()
    page.get_by_text("Rancangan digabungkan.").wait_for()
    window.open(f"/organisasi/nomenklatur/{title.pk}/")
    window.look("rancangan-nomenklatur")
    for path, name in (("nomenklatur", "nomenklatur"), ("kelompok", "kelompok"), ("kompetensi", "kompetensi")):  # fmt: skip
        window.open(f"/organisasi/{path}/")
        window.look(name)
