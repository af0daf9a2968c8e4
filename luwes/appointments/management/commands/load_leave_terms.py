from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts.console import acting
from luwes.appointments import actions
from luwes.appointments.reference import HOLIDAYS, POLICIES, WEEKS


class Command(BaseCommand):
    help = "Memuat ketentuan cuti, minggu kerja, dan hari libur bawaan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", default="", metavar="USERNAME", help="atas nama pengguna ini")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["by"])
        try:
            new = actions.load_terms(policies=POLICIES, weeks=WEEKS, days=HOLIDAYS, by=by)
        except PermissionDenied:
            raise CommandError(f"{by} tidak berwenang atas semua pegawai.") from None
        self.stdout.write(f"{new} baris baru.")
