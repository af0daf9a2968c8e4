"""The made-up province: the same every time, and such that the ordinary importers take it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from luwes.demo import population
from luwes.demo.population import COMPETENCIES, GROUPS, Files
from luwes.demo.population.catalogue import SKILLS
from luwes.demo.population.model import STORY_DAY
from luwes.demo.population.sheets import STAFF_COLUMNS
from luwes.demo.population.titles import FAMILIES, KIND_WORDS, MIXES, title_of
from luwes.organisation.models import UNIT_KIND_LABELS
from luwes.organisation.rules import CAREER_LEVELS, PositionKind, retirement_age
from luwes.people.rules import PNS_GRADES, PPPK_GRADES, Employment, Nip, Sex, read_nip

Row = dict[str, Any]
TABLES = ("units", "positions", "staff", "presence", "competencies")


@dataclass
class Province:
    files: Files
    rows: dict[str, list[Row]]

    def nips(self) -> list[str]:
        return [clean(row["NIP BARU"]) for row in self.rows["staff"]]

    def posts(self) -> dict[tuple[str, str], Row]:
        return {(row["ID UNOR"], row["NAMA JABATAN"]): row for row in self.rows["positions"]}

    def post_of(self, staff: Row) -> Row:
        return self.posts_once[staff["UNOR ID"], staff["JABATAN NAMA"]]

    def __post_init__(self) -> None:
        self.posts_once = self.posts()


def sheet(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def rows_of(files: Files, table: str) -> Iterator[Row]:
    for agency in files.agencies:
        header, *rows = sheet(getattr(agency, table))
        yield from (dict(zip(header, row, strict=True)) for row in rows)


def read(people: int, seed: int, folder: Path) -> Province:
    files = population.generate(people, seed, folder)
    return Province(files, {table: list(rows_of(files, table)) for table in TABLES})


def clean(nip: str) -> str:
    return nip.replace("'", "").replace(" ", "")


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    return read(2400, 7, tmp_path_factory.mktemp("province"))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Province:
    return read(50, 7, tmp_path_factory.mktemp("tiny"))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_people(tmp_path: Path) -> None:
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        population.generate(300, seed, tmp_path / name)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert len(names) == 11
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    staff = "staff_18.xlsx"
    assert (tmp_path / "a" / staff).read_bytes() != (tmp_path / "c" / staff).read_bytes()


def test_as_many_people_as_asked_for_work_for_four_governments(province: Province) -> None:
    assert len(province.rows["staff"]) == 2400
    assert [a.code for a in province.files.agencies] == ["18", "18.71", "18.01", "18.09"]
    assert {row["INSTANSI KERJA NAMA"] for row in province.rows["staff"]} == {
        "Pemerintah Provinsi Lampung", "Pemerintah Kota Bandar Lampung",
        "Pemerintah Kabupaten Lampung Selatan", "Pemerintah Kabupaten Pesawaran",
    }  # fmt: skip


def test_all_of_lampung_has_16_governments_with_120_000_people() -> None:
    governments = population.governments(120_000)
    assert len(governments) == 16
    assert sum(g.headcount for g in governments) == 120_000
    assert abs(governments[0].headcount - 19_120) < 400


@pytest.mark.parametrize("people", [50, 51, 300, 999, 1000, 3333, 12_000])
def test_any_number_of_people_finds_seats(people: int, tmp_path: Path) -> None:
    files = population.generate(people, 1, tmp_path)
    assert sum(1 for _ in rows_of(files, "staff")) == people


def test_nips_are_valid_unique_and_fit_birth_sex_and_employment(province: Province) -> None:
    nips = province.nips()
    assert len(set(nips)) == len(nips)
    for nip, row in zip(nips, province.rows["staff"], strict=True):
        told = read_nip(nip)
        assert isinstance(told, Nip), f"{nip}: {told}"
        assert told.serial >= 500
        assert told.sex is (Sex.MALE if row["JENIS KELAMIN"] in "ML" else Sex.FEMALE)
        pppk = row["JENIS PEGAWAI NAMA"] == "PPPK"
        assert told.employment is (Employment.PPPK if pppk else Employment.PNS)
        assert told.born == day(row["TANGGAL LAHIR"])
        assert re.fullmatch(r"'?\d{16}", row["NIK"])


def day(cell: Any) -> date:
    if isinstance(cell, float):
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(cell))
    return datetime.strptime(cell.replace("/", "-"), "%d-%m-%Y").date()


def test_everybody_is_of_age_and_before_the_retirement_age_of_the_post(province: Province) -> None:
    kinds = {word: kind for kind, word in KIND_WORDS.items()}
    for nip, row in zip(province.nips(), province.rows["staff"], strict=True):
        born = day(row["TANGGAL LAHIR"])
        age = (STORY_DAY - born).days / 365.25
        post = province.post_of(row)
        limit = retirement_age(kinds[post["JENIS JABATAN"]], post["JENJANG"])
        assert 21.9 < age < min(limit, 60), (nip, age, limit)
        assert born.year + 18 < day(row["TMT CPNS"]).year <= 2024
        assert day(row["TMT CPNS"]) <= day(row["TMT JABATAN"]) <= STORY_DAY
        assert day(row["TMT GOLONGAN"]) <= STORY_DAY


def test_grades_are_known_after_mending_and_fit_the_employment(province: Province) -> None:
    for row in province.rows["staff"]:
        grade = row["GOL AKHIR NAMA"]
        if row["JENIS PEGAWAI NAMA"] == "PPPK":
            assert grade in PPPK_GRADES
            assert row["KEDUDUKAN HUKUM ID"] == "71"
        else:
            mended = re.sub(r"^(I{1,3}|IV)([a-e])$", r"\1/\2", grade)
            assert mended in PNS_GRADES


def test_every_unit_hangs_below_one_of_its_own_agency_and_stands_in_a_district(
    province: Province,
) -> None:
    labels = {str(label) for label in UNIT_KIND_LABELS.values()}
    codes = {row["ID"] for row in province.rows["units"]}
    assert len(codes) == len(province.rows["units"])
    for row in province.rows["units"]:
        assert row["JENIS"] in labels
        assert re.fullmatch(r"18\.\d\d\.\d\d", row["KODE WILAYAH"])
        above = row["ID_ATASAN"]
        assert not above or (above in codes and above.split("-")[0] == row["ID"].split("-")[0])


def test_every_position_has_a_known_unit_group_kind_and_level_and_is_one_line(
    province: Province,
) -> None:
    codes = {row["ID"] for row in province.rows["units"]}
    kinds = {word: kind for kind, word in KIND_WORDS.items()}
    groups: dict[tuple[str, str], str] = {}
    assert len(province.posts()) == len(province.rows["positions"])
    for row in province.rows["positions"]:
        assert row["ID UNOR"] in codes
        assert row["KELOMPOK"] in GROUPS.values()
        assert row["JENJANG"] in CAREER_LEVELS[kinds[row["JENIS JABATAN"]]]
        assert row["KEBUTUHAN"] >= 1
        assert (
            groups.setdefault((row["NAMA JABATAN"], row["JENJANG"]), row["KELOMPOK"])
            == row["KELOMPOK"]
        )


def test_everybody_sits_on_a_position_of_the_map_and_no_managerial_seat_holds_two(
    province: Province,
) -> None:
    seats = Counter((row["UNOR ID"], row["JABATAN NAMA"]) for row in province.rows["staff"])
    posts = province.posts()
    assert seats.keys() <= posts.keys()
    managerial = {"Pimpinan tinggi", "Administrator", "Pengawas"}
    for seat, count in seats.items():
        assert count == 1 or posts[seat]["JENIS JABATAN"] not in managerial


def test_presence_and_competencies_speak_of_what_exists(province: Province) -> None:
    nips, codes = set(province.nips()), {row["ID"] for row in province.rows["units"]}
    there: Counter[tuple[str, str]] = Counter()
    for row in province.rows["staff"]:
        there[row["UNOR ID"], province.post_of(row)["KELOMPOK"]] += 1
        there[row["UNOR ID"], ""] += 1
    minimums = Counter((row["ID UNOR"], row["KELOMPOK"]) for row in province.rows["presence"])
    assert max(minimums.values()) == 1
    for row in province.rows["presence"]:
        assert row["ID UNOR"] in codes
        assert 1 <= row["MINIMUM"] <= there[row["ID UNOR"], row["KELOMPOK"]]
    assert len({unit for unit, _ in minimums}) < len(codes) / 2
    names = {entry.name: entry for entry in COMPETENCIES}
    pairs = Counter((row["NIP"], row["KOMPETENSI"]) for row in province.rows["competencies"])
    assert max(pairs.values()) == 1
    for row in province.rows["competencies"]:
        assert row["NIP"] in nips
        assert row["TINGKAT"] in {1, 2, 3, 4, 5}
        assert bool(row["BERLAKU SAMPAI"]) is names[row["KOMPETENSI"]].needs_certificate


def test_the_shares_are_those_of_a_real_government(province: Province) -> None:
    staff = province.rows["staff"]
    pppk = sum(row["JENIS PEGAWAI NAMA"] == "PPPK" for row in staff) / len(staff)
    assert 0.24 < pppk < 0.36
    nurses = [row for row in staff if province.post_of(row)["KELOMPOK"] == "Perawat"]
    women = sum(row["JENIS KELAMIN"] in "FP" for row in nurses) / len(nurses)
    assert 0.6 < women < 0.8
    away = sum(row["KEDUDUKAN HUKUM ID"] not in {"1", "71"} for row in staff)
    assert 0 < away < 0.04 * len(staff)


def test_nurses_are_few_in_the_north_of_the_city(tmp_path: Path) -> None:
    big = read(6000, 7, tmp_path)
    north = {"18.71.01", "18.71.02", "18.71.10", "18.71.11", "18.71.14"}
    centres = {
        u["ID"]: u
        for u in big.rows["units"]
        if u["JENIS"] == "Puskesmas" and u["ID"].startswith("1871-")
    }
    assert len(centres) == 20
    share = {}
    for where in (True, False):
        inside = [
            r
            for r in big.rows["staff"]
            if (c := centres.get(r["UNOR ID"])) and (c["KODE WILAYAH"] in north) is where
        ]
        share[where] = sum(big.post_of(r)["KELOMPOK"] == "Perawat" for r in inside) / len(inside)
    assert share[True] < 0.75 * share[False]
    nurses = {
        clean(r["NIP BARU"]) for r in big.rows["staff"] if big.post_of(r)["KELOMPOK"] == "Perawat"
    }
    skilled = [
        r for r in big.rows["competencies"]
        if r["NIP"] in nurses and r["KOMPETENSI"] == "Keperawatan gawat darurat" and r["TINGKAT"] >= 3
    ]  # fmt: skip
    assert 0.05 < len(skilled) / len(nurses) < 0.12
    ending = [
        r for r in big.rows["competencies"] if r["BERLAKU SAMPAI"].endswith(("02-2025", "03-2025"))
    ]
    assert len(ending) > 20


def test_contacts_and_addresses_reach_nobody(province: Province) -> None:
    emails = [row["EMAIL"] for row in province.rows["staff"]]
    assert all(email.endswith("@contoh.invalid") for email in emails)
    assert len(set(emails)) == len(emails)
    assert all(row["NOMOR HP"].startswith("08000") for row in province.rows["staff"])
    for blank in ("AGAMA NAMA", "JENIS KAWIN NAMA", "NPWP NOMOR", "BPJS"):
        assert not any(row[blank] for row in province.rows["staff"])


def test_the_staff_file_has_the_columns_of_the_master_export(province: Province) -> None:
    header = sheet(province.files.agencies[0].staff)[0]
    assert header == list(STAFF_COLUMNS)
    assert header[:6] == ["PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG"]
    assert header.index("UNOR ID") == header.index("UNOR NAMA") - 1
    assert header[-1] == "KODE WILAYAH RUMAH"


def test_the_staff_file_has_the_small_faults_that_imports_mend(province: Province) -> None:
    staff = province.rows["staff"]
    assert any(row["NIP BARU"].startswith("'") for row in staff)
    assert any(" " in row["NIP BARU"] for row in staff)
    assert any("/" in str(row["TANGGAL LAHIR"]) for row in staff)
    assert any(isinstance(row["TANGGAL LAHIR"], float) for row in staff)
    assert any(re.fullmatch(r"I{1,3}[a-d]|IV[a-e]", row["GOL AKHIR NAMA"]) for row in staff)
    assert {row["JENIS KELAMIN"] for row in staff} == {"M", "F", "L", "P"}


def test_the_cast_is_there_and_heads_its_units(province: Province) -> None:
    staff = {clean(row["NIP BARU"]): row for row in province.rows["staff"]}
    cast = population.cast(province.files)
    assert staff[cast["sekda_province"]]["JABATAN NAMA"] == "Sekretaris Daerah"
    assert staff[cast["bpbd_coordinator"]]["UNOR ID"] == "18-bpbd"
    assert staff[cast["bkd_analyst"]]["UNOR ID"].startswith("18-bkd")
    assert set(cast["sekda"]) == {"18", "18.71", "18.01", "18.09"}
    heads = population.heads(province.files)
    for unit, nip in heads.items():
        assert staff[nip]["UNOR ID"] == unit
        assert staff[nip]["KEDUDUKAN HUKUM ID"] == "1"
    units = {row["ID"] for row in province.rows["units"]}
    assert 0.9 < len(heads) / len(units) <= 1


def test_fifty_people_are_enough_for_the_story(tiny: Province) -> None:
    assert len(tiny.rows["staff"]) == 50
    kinds = Counter(row["JENIS"] for row in tiny.rows["units"])
    assert kinds == {
        "Sekretariat": 2,
        "BPBD": 2,
        "Dinas": 2,
        "Badan": 1,
        "Rumah sakit": 2,
        "Puskesmas": 1,
    }
    groups = Counter(tiny.post_of(row)["KELOMPOK"] for row in tiny.rows["staff"])
    for group in ("Perawat", "Dokter", "Petugas BPBD", "Pekerja sosial", "Umum"):
        assert groups[group] >= 2
    assert population.cast(tiny.files)["bkd_analyst"]


def test_the_catalogues_hang_together() -> None:
    assert {family.group for family in FAMILIES.values()} <= GROUPS.keys()
    assert SKILLS.keys() <= GROUPS.keys()
    codes = {entry.code for entry in COMPETENCIES}
    assert {chance.competency for chances in SKILLS.values() for chance in chances} <= codes
    for mix in MIXES.values():
        assert mix.keys() <= FAMILIES.keys()
    for key, family in FAMILIES.items():
        for level, _ in family.levels:
            assert level in CAREER_LEVELS[family.kind]
            assert title_of(key, level).group == family.group
    assert set(KIND_WORDS) == set(PositionKind)
