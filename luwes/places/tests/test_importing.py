"""Areas come in checked: codes, names, points; twice changes nothing."""

from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from luwes.core.errors import Refused
from luwes.places import actions, queries, rules, sources
from luwes.places.models import Area
from luwes.places.rules import Level
from luwes.places.sources import AreaRow

TOP = [
    AreaRow("18", "Lampung", -5.44, 105.26),
    AreaRow("18.71", "Kota Bandar Lampung", -5.43, 105.26),
    AreaRow("18.71.03", "Tanjungkarang Barat", -5.41, 105.23),
]


def test_a_village_60_km_from_its_district_is_kept_and_one_farther_loses_its_point() -> None:
    assert rules.point_is_plausible(Level.VILLAGE, 60.0)
    assert not rules.point_is_plausible(Level.VILLAGE, 60.1)
    assert rules.point_is_plausible(Level.DISTRICT, 150.0)
    assert not rules.point_is_plausible(Level.DISTRICT, 150.1)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("18", Level.PROVINCE), ("18.71", Level.REGENCY), ("18.71.03", Level.DISTRICT),
        ("18.71.03.1001", Level.VILLAGE), ("1871", None), ("18.7", None), ("18.71.3", None), ("", None),
    ],
)  # fmt: skip
def test_a_code_tells_its_level(code: str, level: Level | None) -> None:
    assert rules.level_of(code) == level


def test_names_are_compared_without_case_spaces_and_marks() -> None:
    assert rules.name_key("Tanjungkarang Barat") == rules.name_key("TANJUNG KARANG-BARAT")


@pytest.mark.django_db
def test_a_wrong_point_is_reported_and_not_used_but_the_area_is_kept() -> None:
    west_java = AreaRow("18.71.12", "Sukabumi", -6.92, 106.93, line=5)
    done = actions.import_areas(rows=[*TOP, west_java])
    area = Area.objects.get(code="18.71.12")
    assert not area.has_point
    assert [f.code for f in done.unplaced] == ["18.71.12"]
    assert "titik 248 km dari Kota Bandar Lampung" in str(done.unplaced[0])
    assert "baris 5" in str(done.unplaced[0])


@pytest.mark.django_db
def test_a_village_under_a_district_without_a_point_is_held_to_the_regency() -> None:
    rows = [
        *TOP,
        AreaRow("18.71.12", "Sukabumi", -6.92, 106.93),
        AreaRow("18.71.12.1001", "Sukabumi", -5.42, 105.31),
        AreaRow("18.71.12.1002", "Nusantara Permai", -6.92, 106.93),
    ]
    done = actions.import_areas(rows=rows)
    assert [f.code for f in done.unplaced] == ["18.71.12", "18.71.12.1002"]
    assert Area.objects.get(code="18.71.12.1001").has_point


@pytest.mark.django_db
def test_importing_twice_changes_nothing() -> None:
    first = actions.import_areas(rows=TOP)
    second = actions.import_areas(rows=TOP)
    assert (first.new, second.new, second.changed, second.same) == (3, 0, 0, 3)


@pytest.mark.django_db
def test_a_better_file_moves_a_point_and_a_worse_one_does_not() -> None:
    actions.import_areas(rows=TOP)
    better = AreaRow("18.71.03", "Tanjung Karang Barat", -5.42, 105.24)
    assert actions.import_areas(rows=[better]).changed == 1
    actions.import_areas(rows=[AreaRow("18.71.03", "Tanjung Karang Barat", -8.0, 112.0)])
    area = Area.objects.get(code="18.71.03")
    assert (area.lat, area.lon, area.name) == (-5.42, 105.24, "Tanjung Karang Barat")


@pytest.mark.django_db
def test_codes_of_the_statistics_office_are_refused_with_or_without_dots() -> None:
    rows = [
        *TOP,
        AreaRow("1803", "Lampung Selatan", -5.7, 105.6),
        AreaRow("18.03", "Kabupaten Lampung Selatan", -5.7, 105.6),
        AreaRow("18.01", "Lampung Selatan", -5.7, 105.6),
    ]
    done = actions.import_areas(rows=rows)
    told = {f.code: f.message for f in done.refused}
    assert "kode BPS" in told["1803"]
    assert "18.01" in told["18.03"]
    assert Area.objects.filter(code__in=["18.01", "18.03", "1803"]).count() == 1


@pytest.mark.django_db
def test_rows_without_a_known_area_above_or_twice_in_a_file_are_refused() -> None:
    rows = [*TOP, AreaRow("18.05.01", "Entah", None, None), TOP[2], AreaRow("18.71.04", "", 0, 0)]
    done = actions.import_areas(rows=rows)
    assert len(done.refused) == 3
    assert Area.objects.count() == 3


@pytest.mark.django_db
def test_a_dry_run_stores_nothing() -> None:
    assert actions.import_areas(rows=TOP, dry_run=True).new == 3
    assert not Area.objects.exists()


@pytest.mark.django_db
def test_the_command_reads_excel_and_csv_alike(tmp_path: Path) -> None:
    actions.import_areas(rows=TOP)
    book = xlsxwriter.Workbook(tmp_path / "w.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Nama", "Kode Wilayah", "Bujur", "Lintang"])
    sheet.write_row(1, 0, ["Panjang", "18.71.04", 105.32, -5.47])
    book.close()
    (tmp_path / "w.csv").write_text("kode;nama;lat;lon\n18.71.04;Panjang;-5,47;105,32\n")
    call_command("import_areas", str(tmp_path / "w.xlsx"))
    panjang = queries.by_code("18.71.04")
    assert panjang is not None
    assert (panjang.lat, panjang.lon) == (-5.47, 105.32)
    assert panjang.parent is not None
    call_command("import_areas", str(tmp_path / "w.csv"))
    assert actions.import_areas(rows=sources.from_file(tmp_path / "w.csv")).same == 1


@pytest.mark.django_db
def test_refused_rows_make_the_command_fail(tmp_path: Path) -> None:
    (tmp_path / "bps.csv").write_text("code,name\n1803,Lampung Selatan\n")
    with pytest.raises(CommandError, match="1 baris ditolak"):
        call_command("import_areas", str(tmp_path / "bps.csv"))


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_list_as_offices_save_it_is_read_below_its_title(tmp_path: Path, encoding: str) -> None:
    actions.import_areas(rows=TOP)
    text = "Daftar wilayah\n\nKODE;NAMA;LINTANG;BUJUR\n18.71.04;Panjang é;-5,47;105,32\n"
    (tmp_path / "w.csv").write_text(text, encoding=encoding)
    (row,) = sources.from_file(tmp_path / "w.csv")
    assert (row.code, row.name, row.lat, row.lon, row.line) == (
        "18.71.04", "Panjang é", -5.47, 105.32, 4,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_name_too_long_to_keep_is_refused_before_anything_is_stored() -> None:
    long = AreaRow("18.71.04", "x" * 121, None, None, 4)
    (refused,) = actions.import_areas(rows=[*TOP, long], dry_run=True).refused
    assert "120 huruf" in str(refused)
    assert actions.import_areas(rows=[*TOP, long]).new == 3


def test_a_cell_far_outside_the_table_ends_the_reading_and_not_us(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "w.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["kode", "nama"])
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(Refused):
        sources.from_file(tmp_path / "w.xlsx")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00garbage", b"nama,lat\nX,1\n"])
def test_an_unreadable_or_incomplete_file_is_refused_politely(
    tmp_path: Path, content: bytes
) -> None:
    for suffix in ("csv", "xlsx"):
        path = tmp_path / f"x.{suffix}"
        path.write_bytes(content)
        with pytest.raises(Refused):
            sources.from_file(path)


@pytest.mark.django_db
def test_names_are_found_within_an_area_in_either_spelling() -> None:
    actions.import_areas(rows=TOP)
    one = queries.find("Tanjung Karang Barat", Level.DISTRICT, within="18.71")
    assert one is not None
    assert one.code == "18.71.03"
    assert queries.find("bandar lampung", Level.REGENCY) == one.parent
    assert queries.find("Tanjung Karang Barat", Level.DISTRICT, within="18.01") is None
    assert [a.code for a in queries.search("Tanjung Krang Barat")][:1] == ["18.71.03"]
    assert [a.code for a in queries.search("tanjung", Level.REGENCY)] == []


@pytest.mark.django_db
def test_all_of_lampung_comes_in_from_the_tables_of_set_up() -> None:
    rows = sources.nusantara("18")
    done = actions.import_areas(rows=rows)
    levels = [Area.objects.filter(level=level.value).count() for level in Level]
    assert levels == [1, 15, 229, 2651]
    assert not done.refused
    assert not Area.objects.filter(level__in=["regency", "district"], lat=None).exists()
    assert Area.objects.get(code="18.01").name == "Kabupaten Lampung Selatan"
    assert len(queries.districts_of("18.71")) == 20
    assert actions.import_areas(rows=rows).same == len(rows)


def test_the_facts_of_15_regencies_are_at_hand() -> None:
    facts = sources.lampung_regencies()
    assert len(facts) == 15
    assert (
        sum(f.registered_population for f in facts) == 9_144_263
    )  # what the ministry tells for the province
