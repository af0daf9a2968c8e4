from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts.console import acting
from luwes.core import clock
from luwes.learning.actions import reference


class Command(BaseCommand):
    help = "Memuat modul belajar bawaan. Yang sudah ada tidak disentuh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", default="", metavar="USERNAME", help="atas nama pengguna ini")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["by"])
        try:
            loaded = reference.load(now=clock.now(), on=clock.today(), by=by)
        except PermissionDenied:
            raise CommandError(f"{by} tidak berwenang atas seluruh organisasi.") from None
        if not loaded.has_unit:
            raise CommandError("Belum ada unit. Muat atau buat dulu organisasinya.")
        self.stdout.write(f"{loaded.modules} modul yang baru.")
        if loaded.unknown:
            names = ", ".join(loaded.unknown)
            self.stdout.write(f"Belum ada di katalog kompetensi: {names} (luwes load_reference).")
