import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.letters import rules, verifying


class Command(BaseCommand):
    help = "Memeriksa berkas PDF: sah, dicabut, bukan surat kami, atau isi diubah."

    WORDS = {
        rules.Verdict.GENUINE: "sah",
        rules.Verdict.WITHDRAWN: "dicabut",
        rules.Verdict.NOT_OURS: "bukan surat kami",
        rules.Verdict.ALTERED: "isi diubah",
        rules.Verdict.PENDING: "belum ditandatangani",
    }

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            verdict, letter = verifying.examine_file(options["file"])
        except OSError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(self.WORDS[verdict] + (f": {letter.number}" if letter else ""))
        sys.exit(0 if verdict is rules.Verdict.GENUINE else 1)
