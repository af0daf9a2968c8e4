"""The official form of the position map: what it counts, its order, its papers, and whom it is given to."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import an_appointment
from luwes.core.periods import Period
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.organisation.printing import paper, reading, workbook
from luwes.organisation.queries.tree import Focus
from luwes.organisation.rules import Figures, Outlook, PositionKind
from luwes.organisation.tests.builders import (
    a_position,
    a_title,
    a_unit,
    a_user,
    an_agency,
)
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db
ON, AT = date(2026, 11, 27), datetime(2026, 11, 27, 3, tzinfo=UTC)


def focus_on(unit: OrgUnit) -> Focus:
    shape = UnitShape.objects.select_related("agency", "unit").get(unit=unit, period__contains=ON)
    return Focus(shape.agency, shape)


def pages(data: bytes) -> int:
    return int(PdfFileReader(BytesIO(data)).root["/Pages"]["/Count"])


@pytest.fixture
def top() -> OrgUnit:
    """Three units; the head of one acts, one holder of another retires within the year."""
    top = a_unit("BPBD")
    later, first = a_unit("Sekretariat", parent=top), a_unit("Bidang Darurat", parent=top)
    a_position(unit=later, title=a_title("Arsiparis"), headcount=2)
    seat = a_position(
        unit=first, title=a_title("Kepala Bidang", kind=PositionKind.ADMINISTRATOR), headcount=1
    )
    an_appointment(
        position=seat, kind=Kind.ACTING, period=Period(date(2026, 11, 1), date(2027, 1, 1))
    )
    posts = a_position(unit=first, title=a_title("Operator"), headcount=1)
    for birth in (date(1968, 12, 3), date(1990, 1, 1)):
        an_appointment(an_employee(agency=top.agency, birth_date=birth), posts)
    return top


def test_a_unit_sums_up_all_below_and_siblings_stand_by_name(top: OrgUnit) -> None:
    form = reading.read(focus_on(top), ON)
    told = [(u.depth, u.shape.name, u.figures, u.outlook) for u in form.units]
    assert told == [
        (0, "BPBD", Figures(4, 2, 3, 1), Outlook(1, 1)),
        (1, "Bidang Darurat", Figures(2, 2, 1, 1), Outlook(1, 1)),
        (1, "Sekretariat", Figures(2, 0, 2, 0), Outlook()),
    ]
    assert (form.figures, form.outlook) == (Figures(4, 2, 3, 1), Outlook(1, 1))
    assert [p.title for p in form.units[1].posts] == ["Kepala Bidang", "Operator"]


def test_the_form_is_of_the_day(top: OrgUnit) -> None:
    late = a_unit("Seksi Baru", parent=top, period=Period(date(2027, 1, 1)))
    names = [u.shape.name for u in reading.read(focus_on(top), date(2027, 1, 1)).units]
    assert names == ["BPBD", "Bidang Darurat", "Sekretariat", "Seksi Baru"]
    assert late.pk not in {u.shape.unit_id for u in reading.read(focus_on(top), ON).units}
    assert reading.read(focus_on(top), date(2027, 1, 1)).outlook == Outlook(0, 0)


def test_the_workbook_has_a_row_for_each_unit_and_post_and_the_sum(top: OrgUnit) -> None:
    rows = [row[2:] for row in workbook.rows(reading.read(focus_on(top), ON))]
    assert rows == [
        ["BPBD", "", None, 4, 2, -2, 1, 1],
        ["Bidang Darurat", "", None, 2, 2, 0, 1, 1],
        ["Bidang Darurat", "Kepala Bidang", None, 1, 0, -1, 1, 0],
        ["Bidang Darurat", "Operator", None, 1, 2, 1, 0, 1],
        ["Sekretariat", "", None, 2, 0, -2, 0, 0],
        ["Sekretariat", "Arsiparis", None, 2, 0, -2, 0, 0],
        ["Jumlah seluruhnya", "", None, 4, 2, -2, 1, 1],
    ]


def test_every_line_is_on_the_paper_whatever_its_length(top: OrgUnit) -> None:
    long = "Pengelola Pemantauan dan Evaluasi Penanggulangan Kedaruratan dan Logistik " * 2
    names = [
        long.strip(),
        *(f"Pengelola {n}" for n in range(30)),
        "WWW " * 12,
        "#set text(99pt) *a* $x$",
    ]
    for name in names:
        a_position(unit=top, title=a_title(name.strip()), headcount=1)
    form = reading.read(focus_on(top), ON)
    shown = paper._shown(form, AT)
    told = [text for _depth, runs in shown["units"] for run in runs for text in run[0]]
    assert told == [x for u in form.units for x in [u.shape.name, *(p.title for p in u.posts)]]
    assert all(
        len({len(column) for column in run}) == 1 for _d, runs in shown["units"] for run in runs
    )
    alone = {run[0][0] for _d, runs in shown["units"] for run in runs if len(run[0]) == 1}
    assert {long.strip(), ("WWW " * 12).strip()} <= alone
    data = paper.pdf(form, at=AT)
    assert data == paper.pdf(form, at=AT)
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())
    assert pages(data) == 2
    assert all(name.strip() in text for name in names)
    assert "Pensiun ≤ 1 th" in text
    assert "−35" in text


def test_the_form_is_read_with_as_many_queries_however_large(top: OrgUnit) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            reading.read(focus_on(top), ON)
        return len(caught)

    before = asked()
    for n in range(6):
        unit = a_unit(f"Seksi {n}", parent=top)
        an_appointment(position=a_position(unit=unit, headcount=2))
    assert asked() == before <= 7


def test_the_form_is_given_to_whoever_sees_the_part(top: OrgUnit) -> None:
    other = a_unit("Dinas Lain", agency=top.agency)
    head = signed_in(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=top.pk))
    answer = head.get("/organisasi/peta-jabatan.pdf?per=2026-11-27")
    assert answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"] == 'attachment; filename="peta-jabatan-bpbd-2026-11-27.pdf"'
    )
    assert pages(answer.content) == 1
    for form in ("pdf", "xlsx"):
        assert head.get(f"/organisasi/peta-jabatan.{form}?unit={other.pk}").status_code == 404
        assert (
            head.get(f"/organisasi/peta-jabatan.{form}?instansi={top.agency_id}").status_code == 404
        )
    sheet = head.get(f"/organisasi/peta-jabatan.xlsx?unit={top.pk}")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(sheet)))  # type: ignore[call-overload]
    assert book.get_sheet_by_index(0).to_python()[-1][2] == "Jumlah seluruhnya"


def test_who_sees_several_parts_is_asked_for_one_and_too_much_is_refused(
    top: OrgUnit, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_unit("Dinas", agency=an_agency("Kabupaten Lain"))
    client = signed_in(a_user(Role.STAFFING_ANALYST))
    page = client.get("/organisasi/peta-jabatan.pdf?per=2026-11-27", follow=True)
    assert "Pilih dahulu instansi atau unit" in page.content.decode()
    assert page.redirect_chain == [("/organisasi/?per=2026-11-27", 302)]
    monkeypatch.setattr(paper, "MOST_LINES", 5)
    page = client.get(f"/organisasi/peta-jabatan.pdf?unit={top.pk}", follow=True)
    assert "Bagian ini 6 baris" in page.content.decode()
    assert client.get(f"/organisasi/peta-jabatan.xlsx?unit={top.pk}").status_code == 200


def test_an_empty_agency_still_has_a_form() -> None:
    form = reading.read(Focus(an_agency()), ON)
    assert (form.units, form.figures) == ([], Figures())
    assert pages(paper.pdf(form, at=AT)) == 1
