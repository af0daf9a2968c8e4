from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts.console import acting
from luwes.organisation import actions
from luwes.organisation.indicators import INDICATORS
from luwes.organisation.reference import COMPETENCIES, GROUPS, POLICIES


class Command(BaseCommand):
    help = "Memuat kelompok pegawai, kompetensi, dan kebijakan minimum hadir bawaan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", default="", metavar="USERNAME", help="atas nama pengguna ini")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["by"])
        try:
            actions.load_catalogue(
                groups=GROUPS, competencies=COMPETENCIES, policies=POLICIES,
                indicators=INDICATORS, by=by,
            )  # fmt: skip
        except PermissionDenied:
            raise CommandError(f"{by} tidak berwenang atas seluruh organisasi.") from None
        self.stdout.write(
            f"{len(GROUPS)} kelompok, {len(COMPETENCIES)} kompetensi, {len(POLICIES)} kebijakan."
        )
