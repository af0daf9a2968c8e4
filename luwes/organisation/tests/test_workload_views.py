"""Pages of workload analyses: what each reader sees and may press."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.organisation import queries
from luwes.organisation.models import OrgUnit, WorkingTime, WorkloadAnalysis
from luwes.organisation.tests.builders import (
    a_position,
    a_title,
    a_unit,
    a_user,
    a_workload,
)

pytestmark = pytest.mark.django_db


def a_head(unit: OrgUnit) -> User:
    return a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)


def an_analyst(unit: OrgUnit) -> User:
    return a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=unit.agency_id)


def page(client: Client, name: str, *args: object, status: int = 200, **query: object) -> str:
    answer = client.get(reverse(f"organisation:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def press(client: Client, name: str, *args: object, **data: object) -> str:
    answer = client.post(reverse(f"organisation:{name}", args=args), data, follow=True)
    return answer.content.decode()


def test_head_and_analyst_bring_an_analysis_into_force(client: Client) -> None:
    unit = a_unit("Bidang Data")
    position = a_position(unit=unit, title=a_title("Pengelola Data"), headcount=1)
    client.force_login(a_head(unit))
    press(client, "begin_analysis", position.pk, 2027)
    analysis = WorkloadAnalysis.objects.get()
    task = {"task": "Verifikasi", "output": "berkas", "volume": "1000", "norm_minutes": "100.5"}
    assert "Hitungan" in press(client, "new_task", analysis.pk, **task)
    shown = press(client, "sign_workload", unit.pk, 2027)
    assert "Kebutuhan bulat belum ditetapkan: Pengelola Data" in shown
    shown = press(client, "set_headcount", analysis.pk, headcount=2, reason="")
    assert "Pembulatan biasa memberi 1; tuliskan alasan angka lain." in shown
    press(client, "set_headcount", analysis.pk, headcount=2, reason="Dua loket")
    assert "1 analisis ditandatangani." in press(client, "sign_workload", unit.pk, 2027)
    client.force_login(an_analyst(unit))
    assert "1 analisis menunggu Anda periksa" in page(client, "workload_unit", unit.pk, 2027)
    press(client, "check_workload", unit.pk, 2027)
    shown = press(client, "workload_in_force", unit.pk, 2027, decree="Kepgub G/1/2026")
    assert "Formasi 1 jabatan mengikuti ABK." in shown
    newest = queries.establishments(position.pk)[0]
    assert (newest.headcount, newest.period.start) == (2, date(2027, 1, 1))
    assert "ABK 2027, Kepgub G/1/2026" in page(client, "position", position.pk)


def test_a_returned_analysis_says_why_and_its_task_can_be_mended(client: Client) -> None:
    unit = a_unit()
    task = a_workload(a_position(unit=unit))
    head = a_head(unit)
    WorkloadAnalysis.objects.update(state="signed", headcount=2, signed_by=head)
    client.force_login(an_analyst(unit))
    press(client, "return_analysis", task.analysis_id, reason="Volume tanpa bukti")
    client.force_login(head)
    assert "Dikembalikan oleh BKD: Volume tanpa bukti" in page(client, "analysis", task.analysis_id)
    shown = page(client, "task", task.pk)
    assert "register 2026" in shown
    press(client, "task", task.pk, task="Menyusun laporan", volume="750", norm_minutes="100")
    task.analysis.refresh_from_db()
    assert (task.analysis.raw_need, task.analysis.headcount) == (1, None)
    press(client, "remove_task", task.pk)
    assert "belum ada uraian tugas" in page(client, "analysis", task.analysis_id)


def test_years_stand_side_by_side(client: Client) -> None:
    unit = a_unit()
    position = a_position(unit=unit)
    a_workload(position, year=2026, people=1)
    later = a_workload(position, year=2027, people=3)
    client.force_login(a_head(unit))
    shown = page(client, "analysis", later.analysis_id)
    assert "Dibanding ABK 2026" in shown
    assert "150.000" in shown  # two people's minutes more


def test_the_sheet_that_is_handed_out_holds_the_posts_and_what_is_known(client: Client) -> None:
    unit = a_unit("Bidang Data")
    a_workload(a_position(unit=unit, title=a_title("Analis", career_level="muda")))
    a_position(unit=a_unit("Seksi", parent=unit), title=a_title("Arsiparis"))
    client.force_login(a_head(unit))
    answer = client.get(reverse("organisation:workload_template", args=[unit.pk, 2027]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    head, *rows = book.get_sheet_by_index(0).to_python()
    assert head[:5] == ["UNOR ID", "UNOR NAMA", "JABATAN", "TAHUN", "URAIAN TUGAS"]
    assert [(r[1], r[2], r[4]) for r in rows] == [
        ("Bidang Data", "Analis Muda", "Menyusun laporan"), ("Seksi", "Arsiparis", ""),
    ]  # fmt: skip


def test_old_minutes_are_asked_about_twice(client: Client) -> None:
    client.force_login(a_user(Role.ADMINISTRATOR))
    told = {"minutes": 72_000, "source": "Perkada", "first_day": "2027-01-01"}
    assert "Angka ini dari aturan lama (Permendagri 12/2008)" in press(
        client, "working_time", **told
    )
    assert not WorkingTime.objects.exists()
    press(client, "working_time", **told, is_sure="on")
    assert WorkingTime.objects.get().minutes == 72_000


@pytest.mark.parametrize(("name", "args"), [("workload_unit", 2027), ("workload", None)])
def test_pages_cost_the_same_for_one_post_and_for_many(
    client: Client, name: str, args: int | None
) -> None:
    unit = a_unit()
    client.force_login(an_analyst(unit))

    def cost() -> int:
        with CaptureQueriesContext(connection) as log:
            if args:
                page(client, name, unit.pk, args)
            else:
                page(client, name, unit=unit.pk, tahun=2027)
        return len(log)

    a_workload(a_position(unit=unit))
    cost()  # the first page of a session asks more
    one = cost()
    for _ in range(20):
        a_workload(a_position(unit=a_unit(parent=unit)))
    assert cost() == one


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_years_out_of_bounds_are_not_there(client: Client, year: int) -> None:
    unit = a_unit()
    client.force_login(an_analyst(unit))
    page(client, "workload_unit", unit.pk, year, status=404)


def test_strange_years_in_the_address_mean_next_year(client: Client) -> None:
    unit = a_unit()
    client.force_login(an_analyst(unit))
    for tahun in ("", "abc", "-1", "99999999999", "1850"):
        page(client, "workload", unit=unit.pk, tahun=tahun)
