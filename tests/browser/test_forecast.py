"""Looking ahead: who leaves in the coming years, and where that leaves a lack."""

from collections.abc import Callable
from datetime import date, timedelta

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core import clock
from luwes.core.periods import Period
from luwes.organisation.models import OrgUnit
from luwes.organisation.rules import PositionKind as K
from luwes.organisation.tests.builders import (
    a_group,
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
    an_area,
)
from luwes.people.tests.builders import an_employee
from tests.browser.conftest import Visit

Enter = Callable[[User | None], Visit]
NURSE_BIRTHS = (1969, 1970, 1970, 1971, 1971, 1971, 1972, 1973, 1985, 1990)


def a_department() -> OrgUnit:
    agency = an_agency("Pemerintah Kota Rekaan")
    top = a_unit("Dinas Kesehatan Kota Rekaan", agency=agency, area=an_area("Kota Rekaan"))
    nurse = a_title("Perawat", kind=K.EXPERT, career_level="pertama", group=a_group("perawat"))
    driver = a_title("Pengemudi Ambulans", group=a_group("pengemudi"))
    for n, name in enumerate(("Puskesmas Rekaan Utara", "Puskesmas Rekaan Selatan"), 1):
        unit = a_unit(name, parent=top)
        nursing, driving = (
            a_position(unit=unit, title=t, headcount=h) for t, h in ((nurse, 11 + n), (driver, 2))
        )
        for year in NURSE_BIRTHS:
            person = an_employee(agency=agency, birth_date=date(year, 3 + n, 11))
            an_appointment(person, nursing)
        for years in (2, 4):
            end = date(clock.today().year + years, 1, 1)
            contract = an_employee(agency=agency, employment="pppk")
            an_appointment(contract, driving, period=Period(date(2024, 1, 1), end))
    chief = a_position(unit=top, title=a_title("Kepala Dinas Kesehatan", kind=K.TOP_LEADER), headcount=1)  # fmt: skip
    an_appointment(
        an_employee(agency=agency), chief, kind=Kind.ACTING,
        period=Period(clock.today(), clock.today() + timedelta(days=60)),
    )  # fmt: skip
    return top


def test_an_analyst_sees_who_leaves_and_looks_into_a_unit(visit: Enter) -> None:
    top = a_department()
    scope = {"scope_kind": "agency", "scope_id": top.agency_id}
    window = visit(a_user(Role.STAFFING_ANALYST, name="Siti Analis", **scope))
    page = window.open("/proyeksi/")
    assert "orang meninggalkan jabatan" in page.locator("h1").inner_text()
    window.look("proyeksi")
    page.get_by_role("link", name="Dinas Kesehatan Kota Rekaan").first.click()
    page.get_by_role("link", name="Puskesmas Rekaan Selatan").first.wait_for()
    page.get_by_label("Rinci menurut").select_option("jabatan")
    page.get_by_role("button", name="Tampilkan").click()
    page.get_by_role("link", name="Perawat Pertama").wait_for()
    assert page.get_by_role("link", name="Dinas Kesehatan Kota Rekaan lepas saringan").count() == 1
    window.look("proyeksi-jabatan")
    empty = visit(a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=an_agency("Baru").pk))
    empty.open("/proyeksi/")
    empty.look("proyeksi-kosong")
