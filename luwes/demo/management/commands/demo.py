import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts.models import User
from luwes.demo import loading, playing
from luwes.organisation.models import Agency
from luwes.staffing.models import PlanApproval, PlanLine

ACCOUNTS = (
    ("bpbd", "koordinator"), ("kepala1", "kepala unit"), ("pos", "petugas pos"),
    ("bkd", "analis kepegawaian"), ("inspektorat", "pengawas"),
    ("layanan", "pengelola layanan"), ("petugas", "petugas layanan"),
    ("penghargaan", "ketua panitia penghargaan"),
    ("pelatihan", "pengelola pelatihan"), ("pengajar", "pengajar"),
    ("petugas3", "petugas layanan yang masih perlu belajar"),
    ("program", "pengelola program"), ("tkksd", "sekretariat TKKSD"), ("mitra", "wakil mitra"),
    ("admin", "pengelola"),
)  # fmt: skip


class Command(BaseCommand):
    help = "Menyiapkan contoh: provinsi rekaan dan banjir sampai rencana menunggu keputusan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="mulai dari awal")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENV == "production":
            raise CommandError(
                "Bukan untuk lingkungan produksi: akun contoh tidak berlaku di sana."
            )
        known, asked = playing.played(), playing.asked()
        if known and not options["anew"] and asked in (None, known["people"]):
            words = "sampai akhir" if known["whole"] else "sampai menunggu keputusan"
            self.stdout.write(
                f"Contoh yang ada dipakai: {known['people']} pegawai, cerita {words}. "
                "Mulai dari awal: make demo ANEW=1"
            )
            good = True
        else:
            _told, good = playing.play(whole=False, tell=self.stdout.write)
        self._tell()
        sys.exit(0 if good else 1)

    def _tell(self) -> None:
        self.stdout.write(f"Akun contoh, semua dengan kata sandi {loading.PASSWORD}:")
        for username, words in (*_known(), *_staff(), *_deciders()):
            self.stdout.write(f"  {username:12} {words}")


def _known() -> list[tuple[str, str]]:
    """A very small province has not all of them."""
    names = [name for name, _words in ACCOUNTS]
    there = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    return [row for row in ACCOUNTS if row[0] in there]


def _staff() -> list[tuple[str, str]]:
    """Of all employees without a role those who can sign in."""
    rows = User.objects.filter(username__startswith="asn", is_demo=True).order_by("username")
    sent = set(
        PlanLine.objects.filter(employee__user__in=rows).values_list("employee__user", flat=True)
    )
    words = {True: "pegawai yang ditugaskan", False: "pegawai dengan sasaran dan bukti kinerja"}
    return [(u.username, words[u.pk in sent]) for u in rows if u.has_usable_password()]


def _deciders() -> list[tuple[str, str]]:
    """Whoever a plan waits for: without all of them nobody is ordered."""
    asked = Agency.objects.filter(pk__in=PlanApproval.objects.values("agency_id")).order_by("code")
    return [(loading.decider_of(agency.code), f"pemutus {agency.name}") for agency in asked]
