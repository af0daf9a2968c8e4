import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from luwes_planner import commands


class Command(BaseCommand):
    help = (
        "Memeriksa rencana di map OUT untuk masukan di map IN: aturan, biaya dan bukti optimal. "
        "Keluar 0: terbukti seperti dinyatakan; 1: tidak; 2: tidak terbaca."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        commands.add_check_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.ending = self.stderr.ending = ""  # the planner ends its own lines
        sys.exit(
            commands.check_folder(
                options["input"], options["output"], out=self.stdout, err=self.stderr
            )
        )
