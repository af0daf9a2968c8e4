from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.core import clock
from luwes.organisation import actions, rules

SINCE, SOURCE = date(2000, 1, 1), "asumsi Luwes"
POLICIES = [
    (rules.UnitKind.HOSPITAL.value, 80, SINCE, SOURCE),
    (rules.UnitKind.HEALTH_CENTRE.value, 80, SINCE, SOURCE),
    ("", 60, SINCE, SOURCE),
]
GROUPS = [
    ("perawat", "Perawat"), ("bidan", "Bidan"), ("dokter", "Dokter"),
    ("nakes_lain", "Tenaga kesehatan lain"), ("guru", "Guru"), ("pengemudi", "Pengemudi"),
    ("petugas_bpbd", "Petugas BPBD"), ("pemadam", "Pemadam kebakaran"),
    ("satpol_pp", "Satpol PP"), ("umum", "Umum"),
]  # fmt: skip
# PermenPANRB 38/2017: the managerial competencies and the sociocultural one.
COMPETENCIES = [
    ("integritas", "Integritas", False), ("kerja_sama", "Kerja sama", False),
    ("komunikasi", "Komunikasi", False), ("orientasi_hasil", "Orientasi pada hasil", False),
    ("pelayanan_publik", "Pelayanan publik", False),
    ("pengembangan", "Pengembangan diri dan orang lain", False),
    ("perubahan", "Mengelola perubahan", False), ("keputusan", "Pengambilan keputusan", False),
    ("perekat_bangsa", "Perekat bangsa", False),
]  # fmt: skip


class Command(BaseCommand):
    help = "Memuat kelompok pegawai, kompetensi, dan kebijakan minimum hadir bawaan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="nama pengguna yang memuat")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(
                f"Pengguna {options['by']} tidak ada. Buat dengan: luwes create_admin"
            )
        if not accounts.reach(by, Right.MANAGE_ORGANISATION).everywhere:
            raise CommandError(
                f"{by} tidak berwenang atas seluruh organisasi pada {clock.today()}."
            )
        actions.load_catalogue(groups=GROUPS, competencies=COMPETENCIES, policies=POLICIES, by=by)
        self.stdout.write(
            f"{len(GROUPS)} kelompok, {len(COMPETENCIES)} kompetensi, {len(POLICIES)} kebijakan."
        )
