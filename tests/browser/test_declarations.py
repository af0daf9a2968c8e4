"""One's own statement: made on the phone, read by who plans only after saying what for."""

from collections.abc import Callable
from datetime import timedelta

from luwes.accounts.models import User
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_a_statement_is_made_and_read_with_a_purpose(visit: Enter) -> None:
    flood = Flood()
    assert flood.incident
    person = flood.a_person("Rina Oktaviani")
    window = visit(person.user)
    page = window.open(f"/pegawai/{person.pk}/")
    page.get_by_role("link", name="Pernyataan keselamatan").click()
    page.get_by_role("heading", name="Tidak dapat dikirim bertugas?").wait_for()
    page.get_by_label("Menyusui").check()
    page.get_by_label("Sampai dengan").fill((flood.today + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="Simpan pernyataan").click()
    page.get_by_text("Pernyataan Anda disimpan.").wait_for()
    window.look("pernyataan")
    planner = visit(flood.coordinator)
    page = planner.open(f"/pernyataan/{person.pk}/")
    page.get_by_label("Untuk apa Anda membacanya?").fill("menyusun rencana")
    planner.look("pernyataan-baca")
    page.get_by_role("button", name="Baca pernyataan").click()
    page.get_by_text("Menyusui").wait_for()
    page = visit(person.user).open(f"/pegawai/{person.pk}/")
    page.get_by_text("menyusun rencana").wait_for()
