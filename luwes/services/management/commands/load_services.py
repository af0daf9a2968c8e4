from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts.console import acting
from luwes.core import clock
from luwes.services.actions import reference


class Command(BaseCommand):
    help = (
        "Memuat layanan bawaan, pokok laporan, kewenangan, dan kata lain untuk semua pemerintah "
        "yang terdaftar. Yang sudah ada tidak disentuh."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", default="", metavar="USERNAME", help="atas nama pengguna ini")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["by"])
        try:
            loaded = reference.load(now=clock.now(), on=clock.today(), by=by)
        except PermissionDenied:
            raise CommandError(f"{by} tidak berwenang atas seluruh organisasi.") from None
        self.stdout.write(
            f"{loaded.services} layanan, {loaded.responsibilities} kewenangan, "
            f"{loaded.synonyms} kata lain yang baru."
        )
        if loaded.unknown:
            names = ", ".join(loaded.unknown)
            self.stdout.write(f"Belum ada di katalog kompetensi: {names} (luwes load_reference).")
