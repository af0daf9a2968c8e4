"""How long and how heavy: a staff list of 120,000 people in 75 columns, in a process of its own.

`run(people)` makes the file, brings in units and positions, then times `luwes import_staff`.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlparse, urlunparse

import xlsxwriter

MASTER = (
    "PNS ID, NIP BARU, NIP LAMA, NAMA, GELAR DEPAN, GELAR BELAKANG, TEMPAT LAHIR *, TANGGAL LAHIR, "
    "JENIS KELAMIN, AGAMA *, JENIS KAWIN *, NIK, NOMOR HP, EMAIL, EMAIL GOV, ALAMAT, NPWP NOMOR, "
    "BPJS, JENIS PEGAWAI *, KEDUDUKAN HUKUM *, STATUS CPNS PNS, KARTU ASN VIRTUAL, NOMOR SK CPNS, "
    "TANGGAL SK CPNS, TMT CPNS, NOMOR SK PNS, TANGGAL SK PNS, TMT PNS, GOL AWAL *, GOL AKHIR *, "
    "TMT GOLONGAN, MK TAHUN, MK BULAN, JENIS JABATAN *, JABATAN *, TMT JABATAN, "
    "TINGKAT PENDIDIKAN *, PENDIDIKAN *, TAHUN LULUS, KPKN *, LOKASI KERJA *, UNOR *, "
    "INSTANSI INDUK *, INSTANSI KERJA *, SATUAN KERJA INDUK *, SATUAN KERJA KERJA *, IS VALID NIK, "
    "NAMA SEKOLAH, FLAG IKD, UNOR INDUK *, ESELON, JENJANG, TAHUN PENGANGKATAN, KETERANGAN, "
    "TANGGAL UBAH, SUMBER"
)
HEADERS = [
    name
    for part in MASTER.split(", ")
    for name in ([f"{part[:-2]} ID", f"{part[:-2]} NAMA"] if part.endswith(" *") else [part])
]
UNITS, TITLES = 3000, 240
SYLLABLES = [
    "ba",
    "di",
    "ka",
    "lu",
    "ma",
    "na",
    "ra",
    "sa",
    "ti",
    "wa",
    "ye",
    "zu",
    "pa",
    "gi",
    "ro",
    "ne",
]
GRADES = ["II/c", "II/d", "III/a", "III/b", "III/c", "III/d", "IV/a", "IV/b"]


def _name(random: Random) -> str:
    words = ("".join(random.choices(SYLLABLES, k=random.randint(2, 3))) for _ in range(3))
    return " ".join(word.capitalize() for word in words)


def _title(number: int) -> str:
    return f"Pengolah Urusan {number:03d}"


def _titles_of(unit: int) -> list[int]:
    return [(unit * 5 + step) % TITLES for step in range(12)]


def _row(number: int, random: Random) -> dict[str, str]:
    born = date(1966, 1, 1) + timedelta(days=random.randrange(12000))
    year = born.year + random.randint(20, 32)
    year = min(year, 2024)
    sex = random.choice("12")
    # Every number in the last five free digits differs, so no two NIPs are alike.
    month, serial = number // 999 % 12 + 1, number % 999 + 1
    born = born.replace(day=number // 11_988 % 11 + 1)
    nip = f"{born:%Y%m%d}{year}{month:02d}{sex}{serial:03d}"
    unit = random.randrange(1, UNITS)
    grade = random.choice(GRADES)
    title = random.choice(_titles_of(unit))
    day = f"01-{random.randint(1, 12):02d}-{random.randint(year, 2024)}"
    return {
        "PNS ID": uuid.UUID(int=random.getrandbits(128)).hex.upper(), "NIP BARU": nip,
        "NAMA": _name(random), "GELAR BELAKANG": "S.E.", "TEMPAT LAHIR ID": "A1B2",
        "TEMPAT LAHIR NAMA": "Kota Contoh", "TANGGAL LAHIR": f"{born:%d-%m-%Y}",
        "JENIS KELAMIN": "M" if sex == "1" else "F", "AGAMA ID": "1", "AGAMA NAMA": "-",
        "JENIS KAWIN ID": "1", "JENIS KAWIN NAMA": "-",
        "NIK": f"18710{random.randrange(10**11):011d}", "NOMOR HP": f"0812{random.randrange(10**8):08d}",
        "EMAIL": f"p{number}@contoh.go.id", "EMAIL GOV": f"p{number}@asn.contoh.go.id",
        "ALAMAT": f"Jalan Contoh No. {number}", "NPWP NOMOR": f"{random.randrange(10**15):015d}",
        "BPJS": f"{random.randrange(10**13):013d}", "JENIS PEGAWAI ID": "1",
        "JENIS PEGAWAI NAMA": "PNS Daerah", "KEDUDUKAN HUKUM ID": "01",
        "KEDUDUKAN HUKUM NAMA": "Aktif", "STATUS CPNS PNS": "P", "KARTU ASN VIRTUAL": nip,
        "NOMOR SK CPNS": f"813/{number}/2010", "TANGGAL SK CPNS": day, "TMT CPNS": day,
        "NOMOR SK PNS": f"821/{number}/2011", "TANGGAL SK PNS": day, "TMT PNS": day,
        "GOL AWAL ID": "31", "GOL AWAL NAMA": "III/a", "GOL AKHIR ID": "33",
        "GOL AKHIR NAMA": grade, "TMT GOLONGAN": day, "MK TAHUN": "7", "MK BULAN": "3",
        "JENIS JABATAN ID": "4", "JENIS JABATAN NAMA": "Pelaksana",
        "JABATAN ID": f"J{title:04d}", "JABATAN NAMA": _title(title), "TMT JABATAN": day,
        "TINGKAT PENDIDIKAN ID": "40", "TINGKAT PENDIDIKAN NAMA": "S-1",
        "PENDIDIKAN ID": "5101", "PENDIDIKAN NAMA": "S-1 MANAJEMEN", "TAHUN LULUS": str(year - 1),
        "UNOR ID": f"U{unit:06d}", "UNOR NAMA": f"Bidang Contoh {unit}",
        "INSTANSI INDUK NAMA": "Pemerintah Contoh", "INSTANSI KERJA NAMA": "Pemerintah Contoh",
        "SATUAN KERJA INDUK NAMA": "Dinas Contoh", "SATUAN KERJA KERJA NAMA": "Dinas Contoh",
        "UNOR INDUK NAMA": "Dinas Contoh", "KETERANGAN": "-", "SUMBER": "SIASN",
    }  # fmt: skip


def make_file(path: Path, people: int, seed: int = 7) -> None:
    random = Random(seed)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("DATA ASN")
    sheet.write_row(0, 0, ["Daftar pegawai untuk pengukuran"])
    sheet.write_row(2, 0, HEADERS)
    for number in range(people):
        row = _row(number, random)
        for column, header in enumerate(HEADERS):
            sheet.write_string(number + 3, column, row.get(header, "-"))
    book.close()


def make_organisation(folder: Path) -> tuple[Path, Path]:
    units, positions = folder / "unor.csv", folder / "jabatan.csv"
    lines = ["ID,NAMA_UNOR,ID_ATASAN,JENIS,WILAYAH", "U000000,Pemerintah Contoh,,Lainnya,"]
    lines += [f"U{n:06d},Bidang Contoh {n},U{n // 10:06d},Bidang," for n in range(1, UNITS)]
    units.write_text("\n".join(lines), encoding="utf-8")
    rows = ["UNOR ID;JABATAN;JENIS JABATAN;JENJANG;KELAS;KELOMPOK;FORMASI"]
    rows += [
        f"U{n:06d};{_title(t)};Pelaksana;;7;umum;1" for n in range(1, UNITS) for t in _titles_of(n)
    ]
    positions.write_text("\n".join(rows), encoding="utf-8")
    return units, positions


_STEP = """
import sys, time, json, resource, os
sys.path.insert(0, {root!r})
started = time.perf_counter()
import django; django.setup()
from django.core.management import call_command
code = 0
try:
    call_command({command!r}, *{arguments!r})
except SystemExit as end:
    code = end.code or 0
both = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
used = sum(one.ru_maxrss for one in both) / 1024  # as if both were at their height at once
work = sum(one.ru_utime + one.ru_stime for one in both)
print(json.dumps({{"s": time.perf_counter() - started, "mb": used, "cpu": work, "code": code}}))
"""


def _step(command: str, *arguments: str, environment: dict[str, str]) -> dict[str, float]:
    root = str(Path(__file__).parents[1])
    code = _STEP.format(root=root, command=command, arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=root, stdout=subprocess.PIPE, check=True
    )
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if result["code"]:
        raise RuntimeError(f"{command}: {result}")
    return result


_SEED = """
from datetime import date
from django.utils import timezone
from luwes.accounts import actions
from luwes.organisation.models import Agency, StaffGroup
actions.create_admin(username="bench", name="Bench", email="", password="Ukuran-kerja-7", now=timezone.now(), on=date(2024, 1, 1))
Agency.objects.create(code="18", name="Pemerintah Contoh", kind="province")
StaffGroup.objects.create(code="umum", name="Umum")
"""


def _scratch_database(environment: dict[str, str]) -> tuple[str, str]:
    """A new empty database beside the configured one; its URL and its name."""
    from luwes.project import postgres

    if not os.environ.get("DATABASE_URL"):
        postgres.ensure()
    base = os.environ.get("DATABASE_URL") or postgres.url()
    name = f"luwes_bench_{os.getpid()}"
    return urlunparse(urlparse(base)._replace(path=f"/{name}")), name


def _sql(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(
        urlunparse(urlparse(url)._replace(path="/postgres")), autocommit=True
    ) as c:
        c.execute(statement)


def run(people: int = 120_000, keep: Path | None = None) -> dict[str, float]:
    """Figures of one import of `people` into an empty database; `keep` re-uses the made file."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "luwes.project.settings"}
    url, name = _scratch_database(environment)
    environment["DATABASE_URL"] = url
    _sql(url, f'CREATE DATABASE "{name}"')
    try:
        with tempfile.TemporaryDirectory() as folder:
            staff = keep or Path(folder) / "pegawai.xlsx"
            if not staff.exists():
                make_file(staff, people)
            units, positions = make_organisation(Path(folder))
            _step("migrate", "--verbosity=0", environment=environment)
            seed = f"import django; django.setup()\n{_SEED}"
            subprocess.run([sys.executable, "-c", seed], env=environment, check=True)
            on = "--on=2024-12-01"
            _step("import_units", str(units), on, environment=environment)
            _step("import_positions", str(positions), on, environment=environment)
            first = _step("import_staff", str(staff), on, environment=environment)
            again = _step("import_staff", str(staff), on, environment=environment)
    finally:
        _sql(url, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    return {
        "import_120k_s": round(first["s"], 2),
        "import_120k_mb": round(first["mb"], 1),
        "import_120k_cpu_s": round(first["cpu"], 2),
        "import_120k_again_s": round(again["s"], 2),
    }


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 120_000
    kept = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    began = time.perf_counter()
    print(json.dumps(run(count, kept)), round(time.perf_counter() - began), "s",
          resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")  # fmt: skip
