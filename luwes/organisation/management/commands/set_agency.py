from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from luwes.accounts.console import acting
from luwes.core.errors import Refused
from luwes.organisation import actions
from luwes.organisation.models import AGENCY_KIND_LABELS, Agency
from luwes.organisation.rules import AgencyKind
from luwes.places import queries as areas

_LETTERHEAD = {
    "head_title": "kepala daerah, seperti pada surat: GUBERNUR LAMPUNG",
    "seat": "tempat kedudukan, seperti pada surat",
    "address": "alamat kop surat",
    "letter_code": "kode unit pada nomor surat: VI.01",
}


class Command(BaseCommand):
    help = (
        "Menambah instansi, atau mengubah kop surat instansi yang sudah ada. "
        "Yang tidak disebut tetap."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help="kode instansi: 18, 18.71")
        parser.add_argument("--name", help="Pemerintah Provinsi Lampung; wajib untuk yang baru")
        parser.add_argument(
            "--kind", choices=list(AGENCY_KIND_LABELS), help="wajib untuk yang baru"
        )
        parser.add_argument("--area", help="kode wilayah; bawaan: sama dengan kode instansi")
        for name, words in _LETTERHEAD.items():
            parser.add_argument(f"--{name.replace('_', '-')}", help=words)
        parser.add_argument("--by", default="", metavar="USERNAME", help="atas nama pengguna ini")

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["by"])
        try:
            with transaction.atomic():
                agency = Agency.objects.filter(code=options["code"]).first()
                agency = agency or self._create(options, by)
                said = {name: options[name] for name in _LETTERHEAD if options[name] is not None}
                if said:
                    now = {name: getattr(agency, name) for name in _LETTERHEAD}
                    actions.set_letterhead(agency=agency, by=by, **{**now, **said})
        except PermissionDenied:
            raise CommandError(f"{by} tidak berwenang atas seluruh organisasi.") from None
        except Refused as refusal:
            raise CommandError("\n".join(p.message for p in refusal.problems)) from None
        self.stdout.write(f"{agency.code} {agency.name}")

    def _create(self, options: dict[str, Any], by: Any) -> Agency:
        if not (options["name"] and options["kind"]):
            raise CommandError("Instansi ini belum ada: sebutkan --name dan --kind.")
        code = options["area"] or options["code"]
        area = areas.by_code(code)
        if area is None:
            raise CommandError(f"Tidak ada wilayah {code}: muat dulu dengan luwes import_areas.")
        return actions.create_agency(
            code=options["code"], name=options["name"], kind=AgencyKind(options["kind"]), area=area,
            by=by,
        )  # fmt: skip
