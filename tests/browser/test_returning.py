"""Coming home: the head confirms, rest is owed, experience stands on the file."""

from collections.abc import Callable
from datetime import timedelta

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core.periods import Period
from luwes.organisation.tests.builders import a_user
from luwes.staffing.tests.field import Flood
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]


def test_a_return_leads_to_rest_and_to_experience_on_file(visit: Enter) -> None:
    flood = Flood()
    assert flood.skill
    period = Period(flood.today - timedelta(days=14), flood.today)
    row = flood.sent("completed", name="Rina Oktaviani", period=period)
    window = visit(flood.head)
    page = window.open("/pegawai-ditugaskan/")
    page.get_by_role("button", name="Sudah kembali").click()
    page.get_by_text("Kembalinya Rina Oktaviani dicatat.").wait_for()
    window.look("kembali-istirahat")
    page.get_by_role("link", name="Catat kapan diambil").click()
    page.get_by_role("heading", name="Rina Oktaviani masih berhak 2 hari istirahat").wait_for()
    window.look("istirahat")
    page.get_by_role("button", name="Catat istirahat").click()
    page.get_by_text("Hari istirahat dicatat").wait_for()
    analyst = visit(a_user(Role.STAFFING_ANALYST))
    page = analyst.open(f"/pegawai/{row.employee_id}/pengalaman/")
    page.get_by_text("Usulan bukti: Gawat darurat").wait_for()
    analyst.look("profil-pengalaman")
    page.get_by_role("button", name="Terima Gawat darurat").click()
    page.get_by_text("Diterima sebagai bukti.").wait_for()
