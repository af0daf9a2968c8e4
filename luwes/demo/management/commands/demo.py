import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luwes.demo import loading, playing

ACCOUNTS = (
    ("bpbd", "koordinator"), ("sekda", "pemutus provinsi"), ("sekda-1871", "pemutus Bandar Lampung"),
    ("kepala1", "kepala unit"), ("asn", "pegawai yang ditugaskan"), ("pos", "petugas pos"),
    ("bkd", "analis kepegawaian"), ("inspektorat", "pengawas"), ("admin", "pengelola"),
)  # fmt: skip


class Command(BaseCommand):
    help = "Menyiapkan contoh: provinsi rekaan dan banjir sampai rencana menunggu keputusan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="mulai dari awal")

    def handle(self, *args: Any, **options: Any) -> None:
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
        for username, words in ACCOUNTS:
            self.stdout.write(f"  {username:12} {words}")
