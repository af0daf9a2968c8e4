"""Workload sheets: clean, merged, added up, in hours, broken."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from luwes.accounts.rules import Role
from luwes.core.errors import Refused
from luwes.imports.tests.builders import Desk, a_table, state_of_data, take_in, told, write_csv
from luwes.organisation import actions
from luwes.organisation.importing import WorkloadImporter, workload_writing
from luwes.organisation.models import OrgUnit, Position, WorkloadAnalysis, WorkloadTask
from luwes.organisation.tests.builders import a_position, a_title, a_unit, a_user, an_agency

ON = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Desk:
    return Desk(WorkloadImporter(), tmp_path, an_agency(), a_user(Role.STAFFING_ANALYST))


@pytest.fixture
def unit(desk: Desk) -> OrgUnit:
    return a_unit("Bidang Data", agency=desk.agency)


@pytest.fixture
def post(unit: OrgUnit) -> Position:
    return a_position(unit=unit, title=a_title("Pengelola Data"))


def row(unit: OrgUnit, task: str = "Menyusun laporan", volume: Any = 250, norm: Any = 600,
        **more: Any) -> dict[str, Any]:  # fmt: skip
    return {
        "UNOR ID": unit.code, "JABATAN": "Pengelola Data", "TAHUN": 2027, "URAIAN TUGAS": task,
        "SATUAN HASIL": "laporan", "VOLUME SETAHUN": volume, "NORMA WAKTU (MENIT)": norm, **more,
    }  # fmt: skip


def figures() -> tuple[str, int | None]:
    analysis = WorkloadAnalysis.objects.get()
    return str(analysis.raw_need), analysis.headcount


def test_a_row_is_a_task_and_the_need_follows(desk: Desk, unit: OrgUnit, post: Position) -> None:
    outcome = desk.take(row(unit), row(unit, "Arsip", 1000, 12.5), on=ON)
    assert (outcome.counts["new"], outcome.problems) == (2, [])
    assert figures() == ("2.1667", None)
    analysis = WorkloadAnalysis.objects.get(position=post, year=2027)
    assert [(t.task, t.volume, t.norm_minutes) for t in analysis.tasks.order_by("pk")] == [
        ("Menyusun laporan", 250, 600), ("Arsip", 1000, Decimal("12.50")),
    ]  # fmt: skip


def test_the_same_file_twice_changes_nothing(desk: Desk, unit: OrgUnit, post: Position) -> None:
    rows = (row(unit, **{"KEBUTUHAN DIBULATKAN": 2}), row(unit, "Arsip", 100, 5))
    desk.take(*rows, on=ON)
    before = state_of_data()
    assert desk.take(*rows, on=ON).counts["unchanged"] == 2
    assert state_of_data() == before
    assert figures() == ("2.0067", 2)


def test_a_task_that_is_gone_from_the_file_goes(desk: Desk, unit: OrgUnit, post: Position) -> None:
    desk.take(row(unit), row(unit, "Arsip", 100, 5), on=ON)
    outcome = desk.take(row(unit, "MENYUSUN LAPORAN", 125), on=ON)
    assert (outcome.counts["changed"], outcome.counts["vanished"]) == (1, 1)
    assert figures() == ("1.0000", None)


def test_merged_cells_and_sums_are_read_as_people_mean_them(
    desk: Desk, unit: OrgUnit, post: Position
) -> None:
    blank = {"UNOR ID": "", "JABATAN": "", "TAHUN": ""}
    outcome = desk.take(
        row(unit), {**row(unit, "Arsip", 100, 60), **blank}, {**row(unit, "JUMLAH", "", "#REF!"), **blank},
        {**row(unit, "Verifikasi", 100, 60), **blank}, on=ON,
    )  # fmt: skip
    assert outcome.counts["refused"] == 0
    assert [p.message for p in outcome.problems] == [
        "baris jumlah atau tanpa tugas dilewati", "unit kosong: dibaca seperti baris di atasnya",
    ]  # fmt: skip
    assert WorkloadTask.objects.count() == 3


def test_one_bad_row_keeps_its_whole_post_out(desk: Desk, unit: OrgUnit, post: Position) -> None:
    a_position(unit=unit, title=a_title("Arsiparis"))
    outcome = desk.take(
        row(unit), row(unit, "Arsip", "banyak", 5), row(unit, JABATAN="Arsiparis"),
        on=ON, accept_clean=True,
    )  # fmt: skip
    assert [told(p)[1:4] for p in outcome.problems] == [
        (2, "URAIAN TUGAS", "baris lain jabatan ini ditolak (lihat baris 3)"),
        (3, "VOLUME SETAHUN", "bukan angka"),
    ]  # fmt: skip
    assert WorkloadAnalysis.objects.get().position.title.name == "Arsiparis"


@pytest.mark.parametrize(("volume", "norm", "said"), [
    ("", 5, "volume kosong"), (-3, 5, "angka negatif"), (10, 0, "norma waktu kosong atau nol"),
    (10, "", "norma waktu kosong atau nol"), ("#DIV/0!", 5, "bukan angka"),
    (True, 5, "bukan angka"), (10**9, 10, "beban tugas ini setara lebih dari 10.000 orang"),
    (10**12, 5, "di luar batas"), ("1,2,3", 5, "bukan angka"), ("NaN1", 5, "bukan angka"),
    ("Infinity", 5, "bukan angka"),
])  # fmt: skip
def test_bad_figures_are_told(
    volume: Any, norm: Any, said: str, desk: Desk, unit: OrgUnit, post: Position
) -> None:
    outcome = desk.take(row(unit, "Arsip", volume, norm), on=ON)
    assert [p.message for p in outcome.problems if p.severity == "refused"] == [said]
    assert not WorkloadAnalysis.objects.exists()


@pytest.mark.parametrize(("written", "meant", "warned"), [
    ("1.250,5", "1250.50", 0), ("1,250.5", "1250.50", 0), ("1.250.000", "1250000", 0),
    ("12,5", "12.50", 0), ("12.5", "12.50", 0), ("1.250", "1250", 1), ("0.125", "0.12", 0),
])  # fmt: skip
def test_numbers_are_written_in_many_ways(
    written: str, meant: str, warned: int, desk: Desk, unit: OrgUnit, post: Position
) -> None:
    outcome = desk.take(row(unit, "Arsip", written, 1), on=ON)
    assert WorkloadTask.objects.get().volume == Decimal(meant)
    assert len(outcome.problems) == warned


@pytest.mark.parametrize(("effective", "norm", "need", "said"), [
    (75_000, 600, "2.0000", None), (72_000, 600, "2.0000", "waktu efektif lama (Permendagri 12/2008)"),
    (90_000, 600, "2.0000", "waktu efektif lama (1.500 jam)"), (80_000, 600, "2.0000", "waktu efektif lain"),
    (1_250, 10, "2.0000", "norma waktu dalam jam, dikalikan 60"),
    (1_200, 10, "2.0000", "norma waktu dalam jam, dikalikan 60; waktu efektif lama"),
])  # fmt: skip
def test_other_minutes_of_a_year_are_told_and_not_used(
    effective: int,
    norm: int,
    need: str,
    said: str | None,
    desk: Desk,
    unit: OrgUnit,
    post: Position,
) -> None:
    outcome = desk.take(row(unit, norm=norm, **{"WAKTU EFEKTIF": effective}), on=ON)
    assert figures()[0] == need
    messages = [p.message for p in outcome.problems]
    assert len(messages) == (said is not None)
    assert not said or messages[0].startswith(said)


def test_the_rounded_figure_of_the_file_needs_its_reason(
    desk: Desk, unit: OrgUnit, post: Position
) -> None:
    outcome = desk.take(row(unit, **{"KEBUTUHAN DIBULATKAN": 3}), on=ON)
    assert "angka lain perlu alasan" in outcome.problems[0].message
    assert figures() == ("2.0000", None)
    desk.take(row(unit, **{"KEBUTUHAN DIBULATKAN": 3, "ALASAN PEMBULATAN": "Dua gedung"}), on=ON)
    assert figures() == ("2.0000", 3)
    desk.take(
        row(unit, **{"KEBUTUHAN DIBULATKAN": 2}),
        row(unit, "Arsip", 1, 1, **{"KEBUTUHAN DIBULATKAN": 4}), on=ON,
    )  # fmt: skip
    assert figures() == ("2.0000", 3)  # 2 and 4 contradict each other: neither is taken


def test_unknown_posts_twins_and_signed_analyses_are_refused(
    desk: Desk, unit: OrgUnit, post: Position
) -> None:
    outcome = desk.take(
        row(unit, JABATAN="Tidak Ada"), row(unit), row(unit, "menyusun laporan!"), on=ON
    )
    assert [p.message for p in outcome.problems] == [
        "jabatan tidak ada di unit ini", "baris lain jabatan ini ditolak (lihat baris 4)",
        "tugas ini sudah ada untuk jabatan ini (lihat baris 3)",
    ]  # fmt: skip
    desk.take(row(unit, **{"KEBUTUHAN DIBULATKAN": 2}), on=ON)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    actions.sign_unit(unit=unit, year=2027, now=NOW, by=head)
    outcome = desk.take(row(unit, volume=999), on=ON)
    assert [p.message for p in outcome.problems] == ["ABK 2027 jabatan ini sudah ditandatangani"]
    assert figures() == ("2.0000", 2)


def test_signing_between_preview_and_taking_stops_the_file(
    desk: Desk, unit: OrgUnit, post: Position
) -> None:
    desk.take(row(unit, **{"KEBUTUHAN DIBULATKAN": 2}), on=ON)
    outcome = desk.check(row(unit, volume=999), on=ON)
    head = a_user(Role.UNIT_HEAD, scope_kind="unit", scope_id=unit.pk)
    actions.sign_unit(unit=unit, year=2027, now=NOW, by=head)
    with pytest.raises(Refused, match="1 analisis ditandatangani"):
        workload_writing.write(outcome.plan.work)
    assert figures() == ("2.0000", 2)


def test_a_csv_with_a_title_row_before_the_head_goes_in(
    desk: Desk, unit: OrgUnit, post: Position, tmp_path: Path
) -> None:
    table = [["FORMULIR ANALISIS BEBAN KERJA"], *a_table([row(unit, "Arsip", "1.000,00", "7,5")])]
    path = write_csv(tmp_path / "abk.csv", table, mark=";", encoding="cp1252")
    take_in(desk.importer, path, agency=desk.agency, by=desk.by, on=ON)
    assert figures()[0] == "0.1000"
