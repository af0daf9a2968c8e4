import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from luwes.demo import loading, playing
from luwes.mobilisation.models import Incident


class Command(BaseCommand):
    help = "Menyiapkan contoh: provinsi rekaan dan banjir sampai rencana menunggu keputusan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prepare", action="store_true")
        parser.add_argument("--anew", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        mark = settings.STATE / "demo-clock"
        if mark.exists() and Incident.objects.exists() and not options["anew"]:
            self._tell()
            return
        playing.empty_database()
        told, good = playing.play(
            whole=False, folder=settings.STATE / "population", tell=self.stdout.write
        )
        mark.write_text(told.at.isoformat())
        self._tell()
        sys.exit(0 if good else 1)

    def _tell(self) -> None:
        self.stdout.write(
            f"Akun contoh (kata sandi {loading.PASSWORD}): bpbd, sekda, sekda-1871, bkd, inspektorat, kepala1"
        )
