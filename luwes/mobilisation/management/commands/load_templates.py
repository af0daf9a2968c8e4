from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts.console import acting
from luwes.core.errors import Refused
from luwes.mobilisation.reference import TEMPLATES
from luwes.staffing import queries
from luwes.staffing.actions import needs


class Command(BaseCommand):
    help = "Memuat templat kebutuhan bawaan. Templat yang sudah ada tidak disentuh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, metavar="USERNAME", help="seorang koordinator")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["by"])
        for code, name, roles in TEMPLATES:
            if queries.template(code):
                self.stdout.write(f"{name}: sudah ada.")
                continue
            try:
                needs.define_template(code=code, name=name, roles=roles, by=by)
            except PermissionDenied:
                raise CommandError(f"{by} bukan koordinator atas seluruh wilayah.") from None
            except Refused as refusal:
                words = "\n".join(p.message for p in refusal.problems)
                raise CommandError(f"{words}\nMuat dulu katalog: luwes load_reference") from None
            self.stdout.write(f"{name}: {len(roles)} peran.")
