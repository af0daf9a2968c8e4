"""What reports are about, and whose it is: by kind of government, and by name where names decide.

Roads: UU 38/2004 as changed by UU 2/2022. The province's own are known by their names, from the
Governor's decision of 2016; roads of the state are nobody's here. UU 23/2014 for the other subjects.
"""

from typing import NamedTuple

OWN_ROADS = "Keputusan Gubernur Lampung G/243.a/III.09/HK/2016"
ROADS = "UU 38/2004 jo UU 2/2022 ps. 15–16"
DIVISION = "UU 23/2014 lampiran"


class SubjectEntry(NamedTuple):
    """`units`: names of the unit that looks after it in a regency or city, the best first."""

    code: str
    name: str
    words: str
    units: tuple[str, ...]
    basis: str


_WORKS = ("Bina Marga", "Pekerjaan Umum")
SUBJECTS = (
    SubjectEntry("jalan", "Jalan rusak", "jalan berlubang, aspal terkelupas, bahu jalan longsor", _WORKS, ROADS),
    SubjectEntry("jembatan", "Jembatan rusak", "jembatan putus, gorong-gorong ambruk", _WORKS, ROADS),
    SubjectEntry("lampu-jalan", "Lampu jalan mati", "PJU, penerangan jalan umum, tiang lampu", ("Perhubungan", "Perumahan"), DIVISION),
    SubjectEntry("rambu", "Rambu dan lampu lalu lintas", "lampu merah mati, rambu roboh, marka hilang", ("Perhubungan",), DIVISION),
    SubjectEntry("sampah", "Sampah", "sampah menumpuk, TPS penuh, pembuangan liar", ("Lingkungan Hidup",), "UU 18/2008 ps. 9"),
    SubjectEntry("drainase", "Drainase dan banjir", "got mampet, selokan tersumbat, genangan", ("Pekerjaan Umum", "Sumber Daya Air"), DIVISION),
    SubjectEntry("pohon", "Pohon tumbang atau rawan", "dahan patah, pohon miring", ("Lingkungan Hidup",), DIVISION),
    SubjectEntry("sekolah", "Bangunan sekolah rusak", "atap sekolah bocor, ruang kelas rusak", ("Dinas Pendidikan", "Pendidikan"), DIVISION),
    SubjectEntry("ketertiban", "Ketertiban umum", "pedagang di trotoar, gangguan ketertiban", ("Polisi Pamong Praja",), DIVISION),
)  # fmt: skip

PROVINCE = "18"


class NamedEntry(NamedTuple):
    """That the province looks after what bears one of these names, in an area and all below it."""

    subject: str
    area: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    basis: str


def _roads(area: str, *names: str) -> NamedEntry:
    return NamedEntry("jalan", area, names, _WORKS, OWN_ROADS)


NAMED = (
    # Jalan Pramuka is the city's since 2017.
    _roads("18.71", "Ryacudu", "R.E. Martadinata", "RE Martadinata"),
    _roads(
        "18.09", "Branti – Gedong Tataan", "Kedondong – Pardasuka", "Padang Cermin – Kedondong",
        "Lempasing – Padang Cermin", "Padang Cermin – Teluk Kiluan",
    ),
    _roads(
        "18.06", "Sukamara – Kuripan", "Teluk Kiluan – Umbar", "Umbar – Putih Doh",
        "Putih Doh – Kuripan", "Kuripan – Kota Agung", "Blok 9 – Sanggi", "Talang Padang – Ngarip",
        "Ngarip – Ulu Semong", "Ulu Semong – Trimulyo", "Tekad – Batutegi",
    ),
    _roads(
        "18.01", "Kalianda – Kunyir – Gayam", "Gayam – Ketapang", "Sidomulyo – Belimbing",
        "Simpang Korpri – Purwotani", "Sp. Korpri – Purwotani", "Terusan Ryacudu",
    ),
    _roads(
        "18.02", "Kota Gajah – Simpang Randu", "Kota Gajah – Sp. Randu",
        "Simpang Randu – Seputih Surabaya", "Sp. Randu – Seputih Surabaya", "Kalirejo – Bangunrejo",
    ),
    _roads("18.10", "Pringsewu – Kalirejo"),
    _roads("18.03", "Kotabumi – Bandar Abung", "Bandar Abung – Bandar Sakti"),
    _roads(
        "18.12", "Adijaya – Tulung Randu", "Simpang Daya Murni – Gunung Batin",
        "Sp. Daya Murni – Gunung Batin", "Bandar Sakti – Simpang Daya Murni",
    ),
    NamedEntry(
        "sekolah", PROVINCE, ("SMA", "SMAN", "SMK", "SMKN", "SLB", "SLBN"), ("Dinas Pendidikan", "Pendidikan"), DIVISION
    ),
)  # fmt: skip
