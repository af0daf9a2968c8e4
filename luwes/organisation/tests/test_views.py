"""The pages of the organisation as their readers meet them."""

from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from luwes.accounts.rules import Role
from luwes.accounts.tests.builders import signed_in
from luwes.appointments.rules import Kind
from luwes.appointments.tests.builders import a_leave, an_appointment
from luwes.core.periods import Period
from luwes.organisation import actions
from luwes.organisation.models import Competency, OrgUnit, Position, PresencePolicy
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
    an_area,
)
from luwes.people.tests.builders import an_employee

pytestmark = pytest.mark.django_db
MAY = date(2025, 5, 1)


def analyst() -> Client:
    return signed_in(a_user(Role.STAFFING_ANALYST))


def head_of(unit: OrgUnit) -> Client:
    return signed_in(a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk))


def read(client: Client, path: str, *, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


# ── the map ──────────────────────────────────────────────────────────


def test_the_map_begins_at_the_own_scope() -> None:
    agency = an_agency("Pemerintah Rekaan")
    mine = a_unit("Dinas Kesehatan", agency=agency)
    a_unit("Seksi Gizi", parent=mine)
    a_unit("Dinas Sosial", agency=agency)
    html = read(head_of(mine), "/organisasi/")
    assert "Dinas Kesehatan belum mempunyai formasi" in html
    assert "Seksi Gizi" in html
    assert "Dinas Sosial" not in html
    everything = read(analyst(), "/organisasi/")
    assert "Pemerintah Rekaan" in everything
    assert "Dinas Sosial" in everything


def test_several_scopes_are_offered_side_by_side() -> None:
    one, two = a_unit("Dinas Satu"), a_unit("Dinas Dua")
    html = read(analyst(), "/organisasi/")
    assert html.count('class="unit') >= 2
    assert f"instansi={one.agency_id}" in html
    assert f"instansi={two.agency_id}" in html


def test_the_title_says_what_is_short_and_where() -> None:
    top = a_unit("BPBD")
    post, logistics = a_unit("Posko", parent=top), a_unit("Logistik", parent=top)
    a_position(unit=logistics, headcount=5)
    an_appointment(position=a_position(unit=post, headcount=2))
    html = read(analyst(), f"/organisasi/?unit={top.pk}")
    assert "BPBD kekurangan 6 dari 7 orang; lebih dari separuhnya di Logistik" in html
    assert "unit--short" in html
    assert "kurang 5" in html


def test_an_acting_head_is_marked_and_does_not_fill() -> None:
    unit = a_unit("BPBD")
    seat = a_position(unit=unit, title=a_title(kind=PositionKind.TOP_LEADER), headcount=1)
    person = an_employee("Maya Anggraini", agency=unit.agency)
    an_appointment(
        person, seat, kind=Kind.ACTING, period=Period(date(2025, 1, 1), date(2025, 4, 1))
    )
    html = read(analyst(), f"/organisasi/?unit={unit.pk}&per=2025-02-21")
    assert '<span class="tag">Plt.</span> Maya Anggraini' in html
    assert "sampai 31 Mar 2025" in html
    assert "0 dari 1" in html


def test_the_map_of_a_past_day_shows_the_past() -> None:
    agency = an_agency()
    old, new = a_unit("Dinas Lama", agency=agency), a_unit("Dinas Baru", agency=agency)
    moving = a_unit("Seksi Pindah", parent=old)
    user = a_user(Role.STAFFING_ANALYST)
    actions.move_unit(unit=moving, parent=new, first_day=MAY, reason="", by=user)
    client = signed_in(user)
    assert "Seksi Pindah" in read(client, f"/organisasi/?unit={old.pk}&per=2025-04-30")
    assert "Seksi Pindah" not in read(client, f"/organisasi/?unit={old.pk}&per=2025-05-01")


def test_what_is_out_of_reach_is_not_there() -> None:
    mine, other = a_unit(), a_unit()
    client = head_of(mine)
    for path in (
        f"/organisasi/?unit={other.pk}",
        f"/organisasi/?instansi={mine.agency_id}",
        f"/organisasi/{other.pk}/",
        f"/organisasi/{other.pk}/bawahan/",
    ):
        read(client, path, status=404)


def test_nonsense_in_the_address_breaks_nothing() -> None:
    a_unit()
    assert read(analyst(), "/organisasi/?unit=x&instansi=²&hal=-3&tampilan=peta&per=kemarin")


def test_a_box_opens_to_what_is_below_it() -> None:
    top = a_unit("BPBD")
    middle = a_unit("Sekretariat", parent=top)
    a_unit("Umum", parent=middle)
    html = read(analyst(), f"/organisasi/{middle.pk}/bawahan/?per=2025-02-21")
    assert "Umum" in html
    assert "?per=2025-02-21" in html
    assert "<html" not in html


def test_the_table_and_the_vacancies_can_be_searched() -> None:
    top = a_unit("BPBD")
    a_unit("Logistik", parent=top)
    a_position(unit=top, title=a_title("Analis Kebencanaan"), headcount=2)
    a_position(unit=top, title=a_title("Pengemudi"), headcount=1)
    an_appointment(position=a_position(unit=top, title=a_title("Perencana"), headcount=1))
    client, at = analyst(), f"/organisasi/?unit={top.pk}"
    assert "Logistik" in read(client, f"{at}&tampilan=tabel")
    assert "Tidak ada unit yang cocok" in read(client, f"{at}&tampilan=tabel&cari=kesehatan")
    vacant = read(client, f"{at}&tampilan=lowong")
    assert "Analis Kebencanaan" in vacant
    assert "Perencana" not in vacant
    assert "Pengemudi" not in read(client, f"{at}&tampilan=lowong&cari=analis")


def grown(parent: OrgUnit, many: int) -> None:
    for n in range(many):
        unit = a_unit(f"Unit {n}", parent=parent)
        for kind in (PositionKind.SUPERVISOR, PositionKind.EXECUTIVE):
            an_appointment(position=a_position(unit=unit, title=a_title(kind=kind), headcount=2))
            an_appointment(position=a_position(unit=parent, title=a_title(kind=kind), headcount=2))
        a_unit(f"Seksi {n}", parent=unit)


@pytest.mark.parametrize("view", ["pohon", "tabel", "lowong"])
def test_the_map_asks_the_database_as_often_for_many_units(view: str) -> None:
    top = a_unit("BPBD")
    grown(top, 2)
    client, path = analyst(), f"/organisasi/?unit={top.pk}&tampilan={view}"
    client.get(path)
    before = queries(client, path)
    grown(top, 6)
    assert queries(client, path) == before <= 15


def test_the_pages_of_unit_and_position_ask_as_often_for_much() -> None:
    top = a_unit("BPBD")
    grown(top, 2)
    position = top.positions.order_by("pk")[0]
    client = analyst()
    paths = [f"/organisasi/{top.pk}/", f"/jabatan/{position.pk}/", "/organisasi/"]
    for path in paths:
        client.get(path)
    before = [queries(client, path) for path in paths]
    grown(top, 4)
    for n in range(4):
        a_minimum(top, n, group=a_group(f"k{n}"))
        an_appointment(position=position, kind=Kind.ACTING)
        a_unit(agency=an_agency(f"Instansi {n}"))
    assert [queries(client, path) for path in paths][:2] == before[:2]
    assert max(before) <= 15


# ── a unit ───────────────────────────────────────────────────────────


def test_a_unit_shows_whom_it_can_spare_and_from_which_source() -> None:
    PresencePolicy.objects.create(unit_kind="", percent=50, period=SINCE, source="kebijakan")
    unit, nurses = a_unit(), a_group("perawat", "Perawat")
    position = a_position(unit=unit, title=a_title(group=nurses), headcount=6)
    people = [an_appointment(position=position).employee for _ in range(5)]
    a_leave(people[0], Period(date(2025, 2, 20), date(2025, 2, 25)))
    html = " ".join(read(analyst(), f"/organisasi/{unit.pk}/?per=2025-02-21").split())
    assert "asumsi" in html
    assert "50 %, kebijakan" in html
    a_minimum(unit, 3, group=nurses)
    html = " ".join(read(analyst(), f"/organisasi/{unit.pk}/?per=2025-02-21").split())
    row = html[html.index("Perawat</th>") :]
    assert [x for x in (">3<", ">4<", ">1<") if x in row[:500]] == [">3<", ">4<", ">1<"]


def test_names_are_for_those_who_may_see_people() -> None:
    unit = a_unit()
    person = an_employee("Nurul Hidayah", agency=unit.agency)
    appointment = an_appointment(person, a_position(unit=unit, headcount=1))
    administrator = signed_in(a_user(Role.ADMINISTRATOR))
    for path in (f"/organisasi/{unit.pk}/", f"/jabatan/{appointment.position_id}/"):
        assert "Nurul Hidayah" in read(analyst(), path)
        assert "Nurul Hidayah" not in read(administrator, path)


def test_a_name_with_markup_stays_text() -> None:
    unit = a_unit("<script>alert(1)</script>")
    html = read(analyst(), f"/organisasi/{unit.pk}/")
    assert "<script>alert" not in html


def test_a_closed_unit_still_tells_its_history() -> None:
    unit = a_unit("Dinas Lebur", period=Period(date(2000, 1, 1), MAY))
    html = read(analyst(), f"/organisasi/{unit.pk}/")
    assert "tidak ada pada hari" in html
    assert "Dinas Lebur" in html
    read(head_of(unit), f"/organisasi/{unit.pk}/", status=404)


def test_a_unit_is_made_under_another_and_shown() -> None:
    top, area = a_unit("BPBD"), an_area("Rajabasa")
    client = analyst()
    path = f"/organisasi/baru/?induk={top.pk}"
    assert "BPBD" in read(client, path)
    data = {
        "parent": top.pk, "code": "B9", "name": "Pusdalops", "kind": "section", "area": area.pk,
        "first_day": "2025-05-01",
    }  # fmt: skip
    answer = client.post(path, data)
    made = OrgUnit.objects.get(code="B9")
    assert answer.headers["Location"] == f"/organisasi/{made.pk}/"
    assert made.shapes.get().parent == top


def test_what_was_typed_stays_beside_what_is_wrong() -> None:
    top = a_unit("BPBD")
    client = analyst()
    data = {"parent": top.pk, "code": top.code, "name": "Pusdalops", "kind": "section", "first_day": "2025-05-01"}  # fmt: skip
    answer = client.post("/organisasi/baru/", data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "ID unor ini sudah dipakai" in html
    assert 'value="Pusdalops"' in html
    missing = client.post("/organisasi/baru/", {"name": "Pusdalops"})
    assert "Pilih instansi, atau unit atasannya." in missing.content.decode()


def test_a_unit_is_renamed_moved_and_closed_from_a_day_on() -> None:
    agency = an_agency()
    unit, other = a_unit("Dinas Lama", agency=agency), a_unit("Dinas Lain", agency=agency)
    client = analyst()
    client.post(
        f"/organisasi/{unit.pk}/ubah/",
        {
            "name": "Dinas Baru",
            "kind": "department",
            "first_day": "2025-05-01",
            "reason": "Perda 3",
        },
    )
    client.post(
        f"/organisasi/{unit.pk}/pindah/",
        {"parent": other.pk, "first_day": "2025-06-01", "reason": "Perda 4"},
    )
    shapes = unit.shapes.order_by("period")
    assert [(s.name, s.parent) for s in shapes] == [
        ("Dinas Lama", None), ("Dinas Baru", None), ("Dinas Baru", other),
    ]  # fmt: skip
    client.post(f"/organisasi/{unit.pk}/tutup/", {"on": "2025-07-01", "reason": "dilebur"})
    assert shapes.last().period.end == date(2025, 7, 1)


def test_a_circle_is_told_beside_the_picker() -> None:
    top = a_unit("Atas")
    leaf = a_unit("Bawah", parent=top)
    answer = analyst().post(
        f"/organisasi/{top.pk}/pindah/",
        {"parent": leaf.pk, "first_day": "2025-05-01", "reason": "keliru"},
    )
    assert answer.status_code == 422
    assert "di bawah dirinya sendiri" in answer.content.decode()


def test_a_picker_finds_only_what_the_user_manages() -> None:
    mine, _other = a_unit("Dinas Kesehatan"), a_unit("Dinas Kesehatan Hewan")
    user = a_user(Role.STAFFING_ANALYST, scope_kind="agency", scope_id=mine.agency_id)
    html = read(signed_in(user), "/organisasi/cari/unit/?nama=parent&parent_text=kesehatan")
    assert "Dinas Kesehatan" in html
    assert "Hewan" not in html
    read(signed_in(user), "/organisasi/cari/entah/", status=404)


# ── a position ───────────────────────────────────────────────────────


def test_a_position_is_made_filled_on_paper_and_closed() -> None:
    unit, title = a_unit(), a_title("Analis Kebencanaan")
    client = analyst()
    path = f"/organisasi/{unit.pk}/jabatan-baru/"
    data = {"title_text": "analis keben", "number": "1", "headcount": "4", "basis": "ABK", "first_day": "2025-01-01"}  # fmt: skip
    client.post(path, data)
    made = Position.objects.get(unit=unit)
    assert made.title == title
    client.post(
        f"/jabatan/{made.pk}/formasi/",
        {"headcount": "6", "first_day": "2025-05-01", "basis": "revisi"},
    )
    assert "6 orang" in read(client, f"/jabatan/{made.pk}/")
    assert ">4<" in "".join(read(client, f"/jabatan/{made.pk}/?per=2025-02-21").split())
    client.post(f"/jabatan/{made.pk}/tutup/", {"on": "2025-06-01", "reason": "dihapus"})
    assert "tidak berlaku pada hari" in read(client, f"/jabatan/{made.pk}/")


def test_a_held_position_does_not_close() -> None:
    appointment = an_appointment(an_employee("Nurul Hidayah"))
    path = f"/jabatan/{appointment.position_id}/tutup/"
    answer = analyst().post(path, {"on": "2025-05-01", "reason": "dihapus"})
    assert answer.status_code == 422
    assert "Masih dipegang Nurul Hidayah" in answer.content.decode()


def test_requirements_are_set_line_by_line() -> None:
    position, first, second = a_position(), a_competency("a", "A"), a_competency("b", "B")
    client, path = analyst(), f"/jabatan/{position.pk}/syarat/"
    client.post(path, {"competency_0": first.pk, "level_0": "3"})
    assert [(r.competency, r.level) for r in position.requirements.all()] == [(first, 3)]
    wrong = {"competency_0": second.pk, "competency_1": first.pk, "level_1": "2"}
    assert "Pilih tingkatnya." in client.post(path, wrong).content.decode()
    twice = {"competency_0": first.pk, "level_0": "1", "competency_1": first.pk, "level_1": "2"}
    assert "sudah ada di baris lain" in client.post(path, twice).content.decode()
    client.post(path, {})
    assert "tingkat 3 dari 5" in read(client, f"/jabatan/{position.pk}/")


# ── minimum presence ─────────────────────────────────────────────────


# ── reference lists ──────────────────────────────────────────────────


def test_the_reference_lists_grow_and_are_mended() -> None:
    client, group = analyst(), a_group("perawat", "Perawat")
    client.post("/organisasi/kelompok/baru/", {"code": "bidan", "name": "Bidan"})
    client.post(f"/organisasi/kelompok/{group.pk}/", {"name": "Perawat dan ners"})
    html = read(client, "/organisasi/kelompok/")
    assert "Bidan" in html
    assert "Perawat dan ners" in html
    client.post("/organisasi/kompetensi/baru/", {"code": "sar", "name": "SAR air"})
    assert "SAR air" in read(client, "/organisasi/kompetensi/")
    again = client.post("/organisasi/kompetensi/baru/", {"code": "sar", "name": "Lain"})
    assert "Kode ini sudah dipakai." in again.content.decode()
    data = {"name": "Perawat", "kind": "skilled", "career_level": "mahir", "job_class": "7", "group": group.pk}  # fmt: skip
    client.post("/organisasi/nomenklatur/baru/", data)
    assert "Perawat Mahir" in read(client, "/organisasi/nomenklatur/?cari=perawat")
    wrong = client.post("/organisasi/nomenklatur/baru/", data | {"career_level": "muda"})
    assert wrong.status_code == 422


def test_a_reader_sees_the_lists_without_the_means_to_change_them() -> None:
    a_title("Perencana")
    reader = signed_in(a_user(Role.AUDITOR))
    html = read(reader, "/organisasi/nomenklatur/")
    assert "Perencana" in html
    assert "Tambah" not in html


# ── downloads ────────────────────────────────────────────────────────


def test_downloads_hold_what_is_filtered_and_no_formula_runs() -> None:
    top = a_unit("BPBD")
    a_unit('=HYPERLINK("x")', parent=top)
    a_position(unit=top, title=a_title("+Analis"), headcount=2)
    client, at = analyst(), f"?unit={top.pk}"
    lines = b"".join(client.get(f"/organisasi/unduh.csv{at}").streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=HYPERLINK" in lines
    assert "BPBD" in lines
    few = client.get(f"/organisasi/unduh.csv{at}&cari=bpbd&tampilan=tabel")
    assert "HYPERLINK" not in b"".join(few.streaming_content).decode()  # type: ignore[attr-defined]
    book = b"".join(client.get(f"/organisasi/unduh.xlsx{at}&tampilan=lowong").streaming_content)  # type: ignore[attr-defined]
    rows = CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python()
    assert rows[1] == ["BPBD", "+Analis", "", 2.0, 0.0, 2.0]
    posts = client.get(f"/organisasi/{top.pk}/jabatan.csv")
    assert "'+Analis" in b"".join(posts.streaming_content).decode()  # type: ignore[attr-defined]


def test_a_download_ends_at_the_own_scope() -> None:
    mine, other = a_unit("Dinas Kesehatan"), a_unit("Dinas Sosial")
    client = head_of(mine)
    lines = b"".join(client.get("/organisasi/unduh.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Dinas Kesehatan" in lines
    assert "Dinas Sosial" not in lines
    read(client, f"/organisasi/{other.pk}/jabatan.csv", status=404)
    assert UnitKind.DEPARTMENT.value == other.shapes.get().kind


def test_whole_agencies_are_counted_when_asked() -> None:
    for name in ("Pemerintah Satu", "Pemerintah Dua"):
        unit = a_unit(agency=an_agency(name))
        a_position(unit=unit, headcount=4)
    client = analyst()
    html = read(client, "/organisasi/")
    assert "angka=1" in html
    assert "kurang 4" not in html
    assert "kurang 4" in read(client, "/organisasi/?angka=1")
    part = client.get("/organisasi/?angka=1", headers={"HX-Request": "true"}).content.decode()
    assert "kurang 4" in part
    assert "<html" not in part


def test_a_competency_tells_its_levels_to_everybody(client: Client) -> None:
    row = a_competency()
    client.force_login(a_user())
    assert "belum ditulis" in client.get(f"/kompetensi/{row.pk}/").content.decode()
    assert client.get(f"/organisasi/kompetensi/{row.pk}/").status_code == 403
    client.force_login(a_user(Role.ADMINISTRATOR))
    told = {f"indicator_{n}": f"Tanda {n}" for n in range(1, 6)}
    address = f"/organisasi/kompetensi/{row.pk}/"
    some = client.post(address, {"name": row.name, "indicator_2": "Dua"})
    assert some.status_code == 422
    assert "kosongkan semuanya" in some.content.decode()
    assert client.post(address, {"name": row.name, "valid_months": 24, **told}).status_code == 302
    page = client.get(f"/kompetensi/{row.pk}/").content.decode()
    assert "Tanda 5" in page
    assert "setiap 24 bulan" in page
    assert "Tanda 3" in client.get(address).content.decode()


def test_reference_indicators_fill_only_what_is_empty() -> None:
    own = Competency.objects.create(
        code="radio", name="Radio", indicators=["a", "b", "c", "d", "e"]
    )
    a_user(Role.ADMINISTRATOR)
    call_command("load_reference")
    own.refresh_from_db()
    assert own.indicators == ["a", "b", "c", "d", "e"]
    assert not Competency.objects.filter(indicators=[]).exists()
    assert all(len(row.indicators) == 5 for row in Competency.objects.all())
