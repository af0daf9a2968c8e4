"""People from outside: recorded by the officer, named, taken in; their leader's own page."""

from collections.abc import Callable
from uuid import uuid4

from luwes.accounts.models import User
from luwes.organisation.tests.builders import a_group
from luwes.staffing.actions import contingent_presence, contingents
from luwes.staffing.models import Contingent
from luwes.staffing.tests.field import Flood
from luwes.staffing.tests.outside import a_contingent, days
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_the_officer_records_a_body_names_it_and_counts_it(visit: Enter) -> None:
    flood = Flood()
    flood.sent("active", name="Rina Oktaviani", is_present=True)
    flood.sent("ordered", name="Agus Prasetyo")
    flood.need.groups.add(a_group("perawat", "Perawat"))
    a_contingent(flood, name="Relawan Siaga Lampung", period=days(flood, 1, 3), heads=2)
    window = visit(flood.officer)
    page = window.open(f"/pos/{flood.need.pk}/")
    page.get_by_role("link", name="Catat unsur luar").click()
    page.get_by_role("heading", name="Siapa dari luar ASN yang datang?").wait_for()
    page.get_by_label("Jenis").select_option(label="TNI")
    page.get_by_label("Satuan atau organisasi").fill("Kodim 0410/Kota Bandar Lampung")
    page.get_by_label("Jumlah orang").fill("3")
    page.get_by_label("Cocok dengan syarat").check()
    page.get_by_label("Ketua rombongan").fill("Serma Wayan Arta")
    page.get_by_label("Telepon ketua").fill("0812 0000 111")
    window.look("unsur-luar-catat")
    page.get_by_role("button", name="Catat", exact=True).click()
    page.get_by_role("heading", name="0 dari 3 orang di pos").wait_for()
    page.get_by_role("link", name="Tambah nama").click()
    page.get_by_label("Satu orang satu baris").fill("Andi Wijaya; 31980123\n; 7\nBagus Nugraha")
    page.get_by_role("button", name="Simpan daftar").click()
    page.get_by_text("nama kosong").wait_for()
    window.look("unsur-luar-nama")
    page.get_by_label("Satu orang satu baris").fill("Andi Wijaya; 31980123\nBagus Nugraha")
    page.get_by_role("button", name="Simpan daftar").click()
    page.get_by_role("heading", name="2 nama dalam daftar").wait_for()
    page.get_by_label("Yang ada di pos sekarang").fill("2")
    page.get_by_role("button", name="Catat jumlah ini").click()
    page.get_by_role("heading", name="2 dari 3 orang di pos").wait_for()
    page.get_by_role("button", name="Buat tautan").click()
    page.get_by_label("Kirim alamat ini").wait_for()
    window.look("unsur-luar-rombongan")
    window.open(f"/pos/{flood.need.pk}/unsur-luar/")
    page.get_by_role("heading", name="Unsur luar ASN mengisi 3 dari 6 tempat").wait_for()
    window.look("unsur-luar-kebutuhan")
    window.open(f"/pos/{flood.need.pk}/")
    page.get_by_role("heading", name="3 dari 6 orang ada di pos").wait_for()
    window.look("unsur-luar-pos")


def test_the_leader_reports_from_a_phone_without_an_account(visit: Enter) -> None:
    flood = Flood()
    need = flood.need
    need.task, need.safety = "Angkat karung pasir\nJaga tanggul", "Pakai sepatu bot"
    need.emergency, need.bring = "PSC 119\nPos komando 0721 000 111", "Sarung tangan"
    need.save()
    row = a_contingent(flood, name="PMI Kota Bandar Lampung", heads=12)
    link = contingents.give_link(contingent=row, by=flood.officer)
    window = visit(None)
    page = window.open(f"/rombongan/{link}/")
    page.get_by_label("Berapa orang").fill("10")
    page.get_by_role("button", name="Kami hadir sebanyak ini").click()
    page.get_by_role("heading", name="10 dari 12 orang tercatat di pos").wait_for()
    window.look("rombongan")
    page.get_by_role("button", name="Sebanyak ini pulang").click()
    page.get_by_role("heading", name="0 dari 12 orang tercatat di pos").wait_for()
    assert Contingent.objects.get().came == 10


def test_the_incident_shows_them_beside_the_own_people(visit: Enter) -> None:
    flood = Flood()
    flood.sent("active", name="Rina Oktaviani", is_present=True)
    flood.sent("accepted", name="Agus Prasetyo")
    flood.a_need("Dapur umum", desired=8, tier=2)
    row = a_contingent(flood, name="PMI Kota Bandar Lampung", heads=3)
    a_contingent(flood, name="Relawan Siaga Lampung", period=days(flood, 1, 3), heads=2)
    contingent_presence.count(
        contingent=row, present=2, key=uuid4(), now=flood.now, by=flood.coordinator
    )
    window = visit(flood.coordinator)
    page = window.open(f"/kejadian/{flood.incident.pk}/")
    page.get_by_text("3 unsur luar ASN").first.wait_for()
    window.look("unsur-luar-papan")
    window.open(f"/kejadian/{flood.incident.pk}/kebutuhan/")
    window.look("unsur-luar-kebutuhan-kejadian")
    window.open(f"/kejadian/kebutuhan/{flood.need.pk}/")
    window.look("unsur-luar-satu-kebutuhan")
    window.open(f"/kejadian/{flood.incident.pk}/lapsit/baru/")
    window.look("unsur-luar-lapsit")
    window.open(f"/kejadian/{flood.incident.pk}/kaji/")
    window.look("unsur-luar-kaji")
    window.open(f"/rencana/susun/incident/{flood.incident.pk}/")
    window.look("unsur-luar-susun")
    window.open("/")
    window.look("unsur-luar-beranda")
