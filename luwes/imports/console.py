"""What the `import_…` commands share."""

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from xlsxwriter.exceptions import XlsxFileError

from luwes.accounts.console import acting
from luwes.core import clock
from luwes.core.errors import Refused
from luwes.imports import engine, report
from luwes.imports.reading import Unreadable
from luwes.imports.registry import Context, Importer, Owner
from luwes.imports.rules import Table, counts_from, header_key

SHOWN = 20
REFUSED, UNREADABLE = 1, 2  # exit codes


def _day(given: str | date, today: date) -> date:
    """
    The day a file counts from; code that calls a command gives a day, people a text.

    :raises CommandError: for what is no day, or none that a file can count from
    """
    try:
        on = date.fromisoformat(str(given)) if given else today
    except ValueError:
        raise CommandError(f"--on {given}: tanggal ditulis seperti 2025-12-31.") from None
    if not counts_from(on, today):
        raise CommandError(f"--on {on}: paling awal 1945-08-17, paling lambat setahun lagi.")
    return on


def _check_report(path: Path) -> None:
    """
    See that a report can be written, before anything goes in.

    :raises CommandError: when it cannot
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists()
        with path.open("ab"):
            pass
        if is_new:
            path.unlink()
    except OSError as error:
        raise CommandError(f"--report {path} tidak dapat ditulis: {error.strerror}.") from None


class ImportCommand(BaseCommand):
    """`import_… FILE`: exit code 0 taken (or a dry run without refusals), 1 refused, 2 unreadable."""

    importer: ClassVar[Importer]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="xlsx, xls, ods, csv")
        parser.add_argument("--agency", default="", metavar="CODE", help="kode instansi")
        parser.add_argument("--on", default="", metavar="DATE", help="berlaku mulai (2025-12-31)")
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
        began = time.monotonic()
        chosen = self._chosen(options["column"])
        if options["report"]:
            _check_report(options["report"])
        try:
            outcome = self._take(options, chosen)
        except Unreadable as problem:
            self.stderr.write(str(problem))
            sys.exit(UNREADABLE)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self._tell(outcome, time.monotonic() - began, options)
        if options["report"]:
            self._write_report(options["report"], outcome)
        if outcome.findings.refused and not outcome.taken:
            sys.exit(REFUSED)

    def _take(self, options: dict[str, Any], chosen: dict[str, str]) -> engine.Outcome:
        """
        Read the file and check it or take it in.

        :raises Unreadable: :raises Refused: where the file as a whole cannot be taken
        """
        path: Path = options["file"]
        by = acting(options["by"])
        on = _day(options["on"], clock.today())
        owner = self._owner(options["agency"])
        context = Context(
            owner,
            on,
            by,
            path.name,
            options.get("partial", False),
            clock.today(),
            bool(options["agency"]),
        )
        self._progress("Membaca berkas", 5)
        table = engine.read(importer=self.importer, path=path, context=context, chosen=chosen)
        self._tell_table(table)
        self._check_chosen(chosen, table)
        if options["dry_run"]:
            return engine.check(
                importer=self.importer, table=table, context=context, progress=self._progress
            )
        return engine.commit(
            importer=self.importer, table=table, context=context, by=by,
            accept_clean=options["accept_clean"], sha256=engine.digest(path),
            progress=self._progress,
        )  # fmt: skip

    def _write_report(self, path: Path, outcome: engine.Outcome) -> None:
        try:
            report.write(path, outcome.problems, outcome.counts, outcome.mended)
        except (OSError, XlsxFileError) as error:  # what went in stays in
            self.stderr.write(f"Laporan {path} tidak dapat ditulis: {error}")

    def _progress(self, step: str, percent: int) -> None:
        self.stderr.write(f"{percent:3d}% {step}")

    def _chosen(self, written: list[str]) -> dict[str, str]:
        pairs = [text.partition("=") for text in written]
        chosen = {field.strip(): header.strip() for field, _, header in pairs}
        known = [field.key for field in self.importer.fields]
        if strange := [field for field in chosen if field not in known]:
            raise CommandError(
                f"--column: isian tidak dikenal: {', '.join(strange)}. Yang ada: {', '.join(known)}."
            )
        if not all(mark for _, mark, _ in pairs):
            raise CommandError("--column ditulis ISIAN=JUDUL KOLOM.")
        return chosen

    def _check_chosen(self, chosen: dict[str, str], table: Table) -> None:
        there = {header_key(header) for header in table.headers}
        if gone := [h for h in chosen.values() if h and header_key(h) not in there]:
            raise CommandError(f"--column: kolom tidak ada dalam berkas: {', '.join(gone)}.")

    def _owner(self, code: str) -> Owner | None:
        if not code:
            owners = self.importer.owners()
            return owners[0] if len(owners) == 1 else None
        if owner := self.importer.owner(code):
            return owner
        raise CommandError(f"Tidak ada instansi berkode {code}.")

    def _tell_table(self, table: Table) -> None:
        self.stderr.write(
            f"     {table.file}, lembar {table.sheet}, judul di baris {table.header_row}, {len(table)} baris"
        )
        if table.other_sheets:
            self.stderr.write(f"     lembar lain tidak dipakai: {', '.join(table.other_sheets)}")
        if table.fitting_sheets:
            self.stderr.write(
                f"     PERHATIAN: berisi data serupa dan tidak dibaca: {', '.join(table.fitting_sheets)}"
            )
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
        elif options["accept_clean"]:
            said = "Tidak ada yang dimasukkan: semua baris ditolak."
        else:
            said = (
                "Tidak ada yang dimasukkan: perbaiki baris yang ditolak, atau pakai --accept-clean."
            )
        self.stdout.write(f"{said} ({seconds:.1f} detik)")
