import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luwes_planner import commands


class Command(BaseCommand):
    help = (
        "Menyusun rencana dari map IN (format pertukaran) dan menuliskannya ke OUT, tanpa basis "
        "data. Keluar 0: tertulis; 2: masukan ditolak dengan semua kesalahannya, OUT tidak diubah."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        commands.add_solve_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stderr.ending = ""  # the planner ends its own lines
        asked = {name: options[name] for name in ("seed", "seconds", "verbose")}
        sys.exit(commands.solve_folder(options["input"], options["out"], **asked, err=self.stderr))
