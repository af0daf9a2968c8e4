"""What the `import_…` commands share."""

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from luwes.accounts.console import acting
from luwes.core import clock
from luwes.imports import engine, report
from luwes.imports.reading import Unreadable
from luwes.imports.registry import Context, Importer, Owner

SHOWN = 20
REFUSED, UNREADABLE = 1, 2  # exit codes


def _day(text: str) -> date:
    return date.fromisoformat(text)


class ImportCommand(BaseCommand):
    """`import_… FILE`: exit code 0 taken (or a dry run without refusals), 1 refused, 2 unreadable."""

    importer: ClassVar[Importer]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="xlsx, xls, ods, csv")
        parser.add_argument("--agency", default="", metavar="CODE", help="kode instansi")
        parser.add_argument("--on", type=_day, metavar="DATE", help="berlaku mulai (YYYY-MM-DD)")
        parser.add_argument("--dry-run", action="store_true", help="periksa saja")
        parser.add_argument(
            "--accept-clean", action="store_true", help="masukkan baris yang bersih"
        )
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="hasil lengkap: .xlsx atau .csv"
        )
        parser.add_argument("--by", default="", metavar="USERNAME", help="atas nama pengguna ini")
        parser.add_argument("--column", action="append", default=[], metavar="FIELD=HEADER",
                            help="kolom untuk sebuah isian; boleh berulang")  # fmt: skip
        if self.importer.notices_missing:
            parser.add_argument("--partial", action="store_true", help="berkas hanya sebagian data")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or clock.today()
        path: Path = options["file"]
        by = acting(options["by"])
        context = Context(
            self._owner(options["agency"]), on, by, path.name, options.get("partial", False)
        )
        began = time.monotonic()
        try:
            self._progress("Membaca berkas", 5)
            table = engine.read(
                importer=self.importer, path=path, context=context, chosen=self._chosen(options)
            )
        except Unreadable as problem:
            self.stderr.write(str(problem))
            sys.exit(UNREADABLE)
        self._tell_table(table)
        if options["dry_run"]:
            outcome = engine.check(
                importer=self.importer, table=table, context=context, progress=self._progress
            )
        else:
            outcome = engine.commit(
                importer=self.importer, table=table, context=context, by=by,
                accept_clean=options["accept_clean"], sha256=engine.digest(path),
                progress=self._progress,
            )  # fmt: skip
        if options["report"]:
            report.write(options["report"], outcome.problems, outcome.counts, outcome.mended)
        self._tell(outcome, time.monotonic() - began, options)
        if outcome.findings.refused and not outcome.taken:
            sys.exit(REFUSED)

    def _progress(self, step: str, percent: int) -> None:
        self.stderr.write(f"{percent:3d}% {step}")

    def _chosen(self, options: dict[str, Any]) -> dict[str, str]:
        pairs = (text.partition("=") for text in options["column"])
        return {field.strip(): header.strip() for field, _, header in pairs}

    def _owner(self, code: str) -> Owner | None:
        if not code:
            owners = self.importer.owners()
            return owners[0] if len(owners) == 1 else None
        if owner := self.importer.owner(code):
            return owner
        raise CommandError(f"Tidak ada instansi berkode {code}.")

    def _tell_table(self, table: Any) -> None:
        self.stderr.write(
            f"     {table.file}, lembar {table.sheet}, judul di baris {table.header_row}, {len(table)} baris"
        )
        if table.other_sheets:
            self.stderr.write(f"     lembar lain tidak dipakai: {', '.join(table.other_sheets)}")
        if table.unknown:
            self.stderr.write(f"     kolom tidak dipakai: {', '.join(table.unknown)}")

    def _tell(self, outcome: engine.Outcome, seconds: float, options: dict[str, Any]) -> None:
        for key, count in outcome.counts.items():
            self.stdout.write(f"{report.COUNT_WORDS.get(key, key)}: {count}")
        for key, count in outcome.mended.items():
            self.stdout.write(f"{report.MEND_WORDS.get(key, key)}: {count}")
        for problem in outcome.problems[:SHOWN]:
            cells = report.row_of(problem)
            self.stdout.write(
                f"[{cells[0]}] {cells[1]} baris {cells[2]}, {cells[3]}: {cells[4]};"
                f" ditemukan “{cells[5]}”, diharapkan {cells[6]}"
            )
        if (more := len(outcome.problems) - SHOWN) > 0:
            self.stdout.write(f"… dan {more} masalah lain (lihat --report)")
        if outcome.taken:
            said = "Masuk."
        elif options["dry_run"]:
            said = "Hanya diperiksa; tidak ada yang diubah."
        else:
            said = (
                "Tidak ada yang dimasukkan: perbaiki baris yang ditolak, atau pakai --accept-clean."
            )
        self.stdout.write(f"{said} ({seconds:.1f} detik)")
