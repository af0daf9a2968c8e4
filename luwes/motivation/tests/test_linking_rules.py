"""By which words something is suggested beside a goal, and when nothing is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luwes.motivation.rules.contributions import shortened
from luwes.motivation.rules.linking import Aim, suggestion
from luwes.motivation.rules.words import alike, roots, words


@pytest.mark.parametrize(
    "family",
    [
        "melayani pelayanan layanan pelayan dilayani", "menangani penanganan ditangani",
        "menyusun penyusunan disusun susunan", "mengelola pengelolaan dikelola",
        "memeriksa pemeriksaan diperiksa periksa", "menulis penulisan ditulis tulisan",
        "kesehatan menyehatkan", "mengajar pengajaran diajar", "permohonan memohon pemohon dimohonkan",
        "keterangan menerangkan diterangkan", "pengaduan mengadukan aduan", "penduduk kependudukan",
        "perawat merawat perawatan dirawat", "menanggulangi penanggulangan", "pengungsi pengungsian",
        "memperbaiki perbaikan diperbaiki", "arsip pengarsipan kearsipan mengarsipkan",
        "pemetaan memetakan peta", "perizinan izin", "bencana kebencanaan", "pelatihan melatih latihan",
    ],
)  # fmt: skip
def test_words_of_one_family_are_alike(family: str) -> None:
    first, *others = family.split()
    assert all(alike(first, other) for other in others), {w: roots(w) for w in family.split()}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jalan", "jembatan"), ("surat", "sampah"), ("perawat", "pejabat"), ("gizi", "izin"),
        ("banjir", "banding"), ("penduduk", "pendidikan"), ("vaksinasi", "vaksinator"),
        ("kesehatan", "kesepakatan"), ("pangan", "pantai"), ("data", "dana"),
    ],
)  # fmt: skip
def test_words_that_only_look_alike_are_not(one: str, other: str) -> None:
    assert not alike(one, other)


def test_figures_short_words_and_words_of_every_plan_say_nothing() -> None:
    assert words("Tercapainya 95 persen target kinerja dan KB, 3 kali pada 2026") == ["tercapainya"]


SERVICE = Aim(1, "Pelayanan administrasi kependudukan", "Permohonan surat pindah selesai tepat waktu")  # fmt: skip
FLOOD = Aim(2, "Kesiapsiagaan menghadapi bencana banjir", "Jumlah pelatihan tanggap darurat")
ROAD = Aim(3, "Perbaikan jalan provinsi", "Panjang jalan mantap")
TEAM = Aim(4, "Satu data stunting", "Basis data 15 daerah terisi")
ALL = [SERVICE, FLOOD, ROAD, TEAM]


@pytest.mark.parametrize(
    ("text", "goal", "shared"),
    [
        ("12 permohonan Surat keterangan pindah selesai, Februari 2025", 1, {"permohonan", "surat", "pindah"}),
        ("Sertifikat Dasar penanganan bencana: tanggap darurat banjir", 2, {"bencana", "banjir", "tanggap", "darurat"}),
        ("Tonggak “Aspal” selesai dan terverifikasi. Program Perbaikan Jalan Tajab", 3, {"perbaikan", "jalan"}),
        ("Masukan ketua Tim Data Stunting", 4, {"data", "stunting"}),
        ("Banjir Way Halim: Perawat, Tanjung Senang", None, set()),  # one word of five is too little
        ("Sertifikat Menulis berita daerah", None, set()),
        ("", None, set()),
    ],
)  # fmt: skip
def test_the_goal_that_uses_the_same_words_is_suggested_with_them(text: str, goal: int | None, shared: set[str]) -> None:  # fmt: skip
    found = suggestion(text, ALL)
    assert (found and found.goal_id) == goal
    assert set(found.shared if found else ()) == shared


def test_one_word_is_enough_where_it_is_half_of_a_short_title() -> None:
    assert suggestion("Vaksinasi, Rajabasa: Vaksinator", [Aim(1, "Vaksinasi campak"), ROAD])
    long = Aim(1, "Vaksinasi campak untuk anak sekolah dasar negeri")
    assert suggestion("Vaksinasi, Rajabasa: Vaksinator", [long, ROAD]) is None


def test_a_word_that_all_goals_use_does_not_decide() -> None:
    goals = [Aim(n, f"Pelayanan surat {name}") for n, name in enumerate(("pindah", "lahir", "nikah"))]  # fmt: skip
    assert suggestion("4 permohonan surat layanan lain", goals) is None
    found = suggestion("4 permohonan surat lahir", goals)
    assert found
    assert (found.goal_id, found.shared) == (1, ("surat", "lahir"))


def test_two_goals_that_share_as_much_are_left_to_the_person() -> None:
    goals = [Aim(1, "Perbaikan jalan"), Aim(2, "Perbaikan jalan")]
    assert suggestion("Perbaikan jalan Tajab", goals) is None


def test_where_somebody_works_is_no_reason() -> None:
    goal = Aim(1, "Indeks pelayanan RSUD Bandar Negara Husada")
    text = "Vaksinasi RSUD Bandar Negara Husada"
    assert suggestion(text, [goal])
    assert suggestion(text, [goal], but={"rsud", "bandar", "negara", "husada"}) is None


@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=4))
def test_whatever_is_written_a_suggestion_names_a_goal_and_words_of_it(text: str, titles: list[str]) -> None:  # fmt: skip
    goals = [Aim(n, title) for n, title in enumerate(titles)]
    found = suggestion(text, goals)
    if found:
        assert found.shared
        assert set(found.shared) <= set(words(goals[found.goal_id].title))


@given(st.text(max_size=400))
def test_what_is_too_long_is_cut_at_a_word_and_never_longer(text: str) -> None:
    assert len(shortened(text, 50)) <= 50
