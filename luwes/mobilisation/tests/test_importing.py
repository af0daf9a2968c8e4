"""Daily reports from sheets: dirty ones, as they come; shown first, entered once."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from luwes.core.errors import Refused
from luwes.imports.rules import Severity
from luwes.imports.tests.builders import write_xlsx
from luwes.mobilisation import importing, queries
from luwes.mobilisation.models import AreaFigure, Incident
from luwes.mobilisation.tests.builders import a_city, a_coordinator, a_place, an_incident
from luwes.organisation.tests.builders import an_agency

pytestmark = pytest.mark.django_db

HEAD = "Kode,Kecamatan,Rumah,Jiwa,KK\n"


@pytest.fixture
def incident() -> Incident:
    a_city()
    for code, name in (
        ("18.71.04", "Panjang"), ("18.71.13", "Kemiling"), ("18.71.16", "Langkapura"),
        ("18.71.20", "Bumi Waras"), ("18.71.01", "Kedaton"),
    ):  # fmt: skip
        a_place(code, name)
    a_place("18.01", "Kabupaten Lampung Selatan", level="regency")
    return an_incident(agency=an_agency())


def read(incident: Incident, folder: Path, text: str) -> importing.Report:
    path = folder / "laporan.csv"
    path.write_text(text, encoding="utf-8")
    areas = queries.areas_to_tell_of(incident)
    return importing.read(path, path.name, areas.struck + areas.others)


def told(report: importing.Report) -> dict[str, dict[str, int]]:
    return {
        row.area.name: {kind.value: value for kind, value in row.values.items()}
        for row in report.rows
    }


def wrong(report: importing.Report, severity: Severity) -> list[tuple[int, str, str]]:
    """(row, column, beginning of the message)."""
    return [
        (p.row, p.column, p.message.split(";")[0]) for p in report.problems if p.severity is severity
    ]  # fmt: skip


def test_families_counted_without_people_are_no_people_and_not_none(
    incident: Incident, tmp_path: Path
) -> None:
    report = read(
        incident, tmp_path,
        HEAD + "18.71.13,Kemiling,31,,31\n18.71.16,Langkapura,84,-,84\n18.71.20,Bumi Waras,803,,803\n",
    )  # fmt: skip
    rows = told(report)
    assert sum(row["families"] for row in rows.values()) == 918
    assert not any("affected" in row for row in rows.values())
    assert [p[:2] for p in wrong(report, Severity.WARNED)] == [(n, "Jiwa") for n in (2, 3, 4)]


def test_fewer_people_than_families_go_in_and_are_pointed_at(
    incident: Incident, tmp_path: Path
) -> None:
    report = read(incident, tmp_path, HEAD + "18.71.04,Panjang,30,32,101\n")
    assert told(report) == {"Panjang": {"houses": 30, "affected": 32, "families": 101}}
    assert wrong(report, Severity.WARNED) == [(2, "Jiwa", "32 jiwa lebih sedikit daripada 101 KK")]


def test_codes_of_the_statistics_office_are_not_taken_for_the_home_ministrys(
    incident: Incident, tmp_path: Path
) -> None:
    report = read(incident, tmp_path, HEAD + "1871040,Panjang,30,400,101\n1803,Entah,1,2,1\n")
    assert told(report) == {"Panjang": {"houses": 30, "affected": 400, "families": 101}}
    assert [p[:2] for p in wrong(report, Severity.WARNED)] == [(2, "Kode")]
    assert [p[:2] for p in wrong(report, Severity.REFUSED)] == [(3, "Kecamatan")]


def test_a_code_and_a_name_that_disagree_are_refused(incident: Incident, tmp_path: Path) -> None:
    report = read(incident, tmp_path, HEAD + "18.71.04,Kemiling,30,40,10\n")
    assert not report.rows
    assert wrong(report, Severity.REFUSED) == [
        (2, "Kode", "kode dan nama menunjuk wilayah berbeda")
    ]


def test_rows_of_totals_are_left_out_and_a_wrong_one_is_pointed_at(
    incident: Incident, tmp_path: Path
) -> None:
    report = read(
        incident, tmp_path,
        HEAD + "18.71.04,Panjang,30,400,101\n,Subtotal,30,400,101\n18.71.01,Kedaton,949,3.349,1232\n"
        ",JUMLAH,979,3.749,1.334\n",
    )  # fmt: skip
    assert sum(row["affected"] for row in told(report).values()) == 3749
    assert (report.skipped, report.refused) == (2, 0)
    (problem,) = report.problems
    assert (problem.row, problem.column, problem.expected) == (5, "KK", "1333")


def test_what_is_no_number_an_area_twice_and_one_elsewhere_are_refused_with_their_places(
    incident: Incident, tmp_path: Path
) -> None:
    report = read(
        incident, tmp_path,
        "Kecamatan;Rumah;Jiwa\nKec. Panjang;sekitar 30;1\nKemiling;1;2\nkemiling;3;4\n"
        "Kalianda;5;6\nKedaton;-4;6\nLangkapura;;\n",
    )  # fmt: skip
    assert not report.rows
    assert [p[:2] for p in wrong(report, Severity.REFUSED)] == [
        (2, "Rumah"), (3, "Kecamatan"), (4, "Kecamatan"), (5, "Kecamatan"), (6, "Rumah"),
    ]  # fmt: skip
    assert wrong(report, Severity.WARNED)[0][0] == 7


def test_a_file_that_is_no_report_is_refused_in_words(incident: Incident, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Baris judul tidak ditemukan"):
        read(incident, tmp_path, "a,b\n1,2\n")
    with pytest.raises(Refused, match="Kolom wajib tidak ada: WILAYAH"):
        read(incident, tmp_path, "Rumah,Jiwa\n1,2\n")
    many = "".join(f"Wilayah {n},1\n" for n in range(importing.MOST_ROWS + 1))
    with pytest.raises(Refused, match="paling banyak 500 baris"):
        read(incident, tmp_path, "Kecamatan,Rumah\n" + many)


def a_sheet(folder: Path) -> SimpleUploadedFile:
    rows = [
        ["Kecamatan", "Rumah Terdampak", "Jiwa", "KK"], ["Panjang", 30, 32, 101],
        ["Kedaton", 949, 3349, 1232], ["Entah", 1, 1, 1], ["Total", 980, 3382, 1334],
    ]  # fmt: skip
    path = write_xlsx(folder / "laporan.xlsx", rows, sheet="23 Feb", before=[["Laporan harian"]])
    return SimpleUploadedFile("laporan.xlsx", path.read_bytes())


def uploaded(incident: Incident, folder: Path) -> tuple[Client, Any]:
    client = Client()
    client.force_login(a_coordinator(incident.agency), backend=settings.AUTHENTICATION_BACKENDS[-1])
    values = {"file": a_sheet(folder), "source": "BPBD", "reported_at": "2025-02-23T17:00"}
    return client, client.post(f"/kejadian/{incident.pk}/angka/berkas/", values)


def test_a_sheet_is_shown_first_and_entered_once(incident: Incident, tmp_path: Path) -> None:
    client, shown = uploaded(incident, tmp_path)
    page = shown.content.decode()
    assert "2 wilayah siap dicatat" in page
    assert "Lembar 23 Feb" in page
    assert "wilayah tidak dikenal dalam kejadian ini" in page
    assert not AreaFigure.objects.exists()
    to = f"/kejadian/{incident.pk}/angka/berkas/catat/"
    assert client.post(to, {"isi": shown.context["signed"]}).status_code == 302
    again = client.post(to, {"isi": shown.context["signed"]})
    assert again.status_code == 422
    assert "sudah dicatat dari sumber dan waktu yang sama" in again.content.decode()
    figures = AreaFigure.objects.order_by("area__code", "kind")
    assert list(figures.values_list("area__name", "kind", "value")) == [
        ("Kedaton", "affected", 3349), ("Kedaton", "families", 1232), ("Kedaton", "houses", 949),
        ("Panjang", "affected", 32), ("Panjang", "families", 101), ("Panjang", "houses", 30),
    ]  # fmt: skip
    assert {figure.is_used for figure in figures} == {True}


def test_only_what_was_shown_here_to_this_user_is_entered(
    incident: Incident, tmp_path: Path
) -> None:
    client, shown = uploaded(incident, tmp_path)
    other = an_incident(agency=incident.agency, name="Kejadian lain")
    for target, text in ((other, shown.context["signed"]), (incident, "palsu")):
        answer = client.post(f"/kejadian/{target.pk}/angka/berkas/catat/", {"isi": text})
        assert answer.status_code == 422
    assert not AreaFigure.objects.exists()


def test_a_report_from_the_future_is_refused_beside_its_field(
    incident: Incident, tmp_path: Path
) -> None:
    client = uploaded(incident, tmp_path)[0]
    values = {"file": a_sheet(tmp_path), "source": "BPBD", "reported_at": "2999-01-01T00:00"}
    answer = client.post(f"/kejadian/{incident.pk}/angka/berkas/", values)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reported_at"}
