from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luwes.core import clock
from luwes.core.periods import add_months
from luwes.motivation.actions import arriving

MONTHS = 12


class Command(BaseCommand):
    help = "Mengisi Kinerja saya dari yang sudah terjadi, misalnya setahun terakhir. Aman diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD", help="sejak hari ini; tanpa ini setahun terakhir")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        since = options["since"] or add_months(clock.today(), -MONTHS)
        told = arriving.catch_up(since=since, now=clock.now())
        for source, count in told.items():
            self.stdout.write(f"{source}: {count}")
