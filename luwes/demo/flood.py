"""The flood of 21 February 2025 in Bandar Lampung, as public reports told it.

Figures: provincial disaster agency, table of 23 February 2025; what other sources said a day later
stands beside them. 918 families in three districts were counted without people.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7))
BPBD = "BPBD Provinsi Lampung, tabel 23 Februari 2025"
PRESS = "Media daerah, 24 Februari 2025"
CITY = "18.71"

BEGAN = datetime(2025, 2, 21, 19, 0, tzinfo=WIB)
TABLE_AT = datetime(2025, 2, 23, 17, 0, tzinfo=WIB)
PRESS_AT = datetime(2025, 2, 24, 8, 0, tzinfo=WIB)
DECLARED = datetime(2025, 2, 24, 8, 30, tzinfo=WIB).astimezone(UTC)
FIRST_DAY, LAST_DAY = date(2025, 2, 25), date(2025, 3, 1)


@dataclass(frozen=True)
class District:
    """`people` is None where only families were counted."""

    code: str
    name: str
    houses: int
    people: int | None
    families: int
    note: str = ""


DISTRICTS = (
    District("18.71.18", "Kedamaian", 727, 2585, 727, "sumber lain menulis 737 rumah"),
    District("18.71.03", "Tanjung Karang Barat", 241, 901, 260, "tanah longsor; 2 rumah rusak"),
    District("18.71.13", "Kemiling", 31, None, 31, "jiwa tidak dicatat"),
    District("18.71.16", "Langkapura", 84, None, 84, "jiwa tidak dicatat"),
    District("18.71.10", "Rajabasa", 1095, 3704, 1095),
    District("18.71.12", "Sukabumi", 237, 764, 237),
    District("18.71.11", "Tanjung Senang", 1615, 5903, 1615, "pengungsian di masjid; dapur umum"),
    District("18.71.20", "Bumi Waras", 803, None, 803, "jiwa tidak dicatat"),
    District("18.71.02", "Sukarame", 1244, 4862, 1244),
    District("18.71.15", "Way Halim", 350, 2628, 449, "2 tembok penahan rusak"),
    District("18.71.01", "Kedaton", 949, 3349, 1232, "4 rumah rusak"),
    District("18.71.05", "Tanjung Karang Timur", 382, 1538, 412),
    District("18.71.14", "Labuhan Ratu", 1234, 4584, 1298, "10 rumah rusak"),
    District("18.71.04", "Panjang", 30, 32, 101, "32 jiwa dalam 101 KK: periksa ulang"),
)
DEAD = (("18.71.03", 2, "tanah longsor"), ("18.71.12", 1, "hanyut"))
# What others said: (area, figure, value, source)
CONFLICTING = (
    ("18.71.18", "houses", 737, PRESS),
    ("18.71.11", "affected", 5905, "Camat Tanjung Senang"),
)
DISPLACED = 1200  # of the whole city, from a weak source
DISPLACED_SOURCE = "Media daerah (sumber lemah), 24 Februari 2025"

REPORTED = {"houses": 9022, "affected": 30850, "families": 9588}


@dataclass(frozen=True)
class Decree:
    status: str
    authority: str
    number: str
    first_day: date
    last_day: date


DECREES = (
    Decree("alert", "Wali Kota Bandar Lampung", "", date(2025, 2, 19), date(2025, 3, 4)),
    Decree("response", "Gubernur Lampung", "", date(2025, 2, 24), date(2025, 3, 9)),
)
