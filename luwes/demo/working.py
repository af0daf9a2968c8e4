"""The work of the staffing agency's posts: last year's analyses signed and checked, next year's to be signed."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from luwes.demo import loading
from luwes.demo.population.workbook import write_sheet
from luwes.organisation import actions, queries
from luwes.organisation.models import OrgUnit, Position
from luwes.organisation.queries import workload
from luwes.organisation.rules import workload as rules

OFFICE = "18-bkd"
COLUMNS = (
    "UNOR ID", "UNOR NAMA", "JABATAN", "TAHUN", "URAIAN TUGAS", "SATUAN HASIL", "VOLUME SETAHUN",
    "NORMA WAKTU (MENIT)", "BUKTI", "KEBUTUHAN DIBULATKAN",
)  # fmt: skip
# Task, what it yields, minutes for one, its share of the year in percent: made up.
OF_HEADS = (
    ("Memimpin dan mengawasi pelaksanaan tugas", "kegiatan", 120, 50),
    ("Menyusun rencana dan laporan kinerja", "dokumen", 900, 30),
    ("Mengoordinasikan pekerjaan antarunit", "rapat", 180, 20),
)
OF_STAFF = (
    ("Memeriksa kelengkapan berkas layanan kepegawaian", "berkas", 45, 50),
    ("Memutakhirkan data kepegawaian", "data", 15, 30),
    ("Menyusun laporan bulanan", "laporan", 480, 20),
)
MORE_PERCENT = 9  # of files in the second year


def load(world: loading.World, folder: Path, at: datetime, day: date) -> None:
    """Two sheets as the office would write them, through the importer; the first year through all hands."""
    unit = OrgUnit.objects.select_related("agency").filter(code=OFFICE).first()
    if unit is None:
        return
    for year, more in ((day.year, 0), (day.year + 1, MORE_PERCENT)):
        path = folder / f"abk_{year}.xlsx"
        write_sheet(path, f"ABK {year}", COLUMNS, list(_rows(unit, year, more)))
        call_command(
            "import_workload", str(path), agency=world.province.code, on=day, by=world.analyst.username,
            stdout=StringIO(), stderr=StringIO(),
        )  # fmt: skip
    head = loading.head_of(unit.pk, world, at, day)
    actions.sign_unit(unit=unit, year=day.year, now=at, by=head)
    actions.check_unit(unit=unit, year=day.year, now=at, by=world.analyst)


def _rows(unit: OrgUnit, year: int, more: int) -> Iterator[list[Any]]:
    on = rules.first_day(year)
    posts = list(workload.positions_under(queries.subtree_ids([unit.pk], on), year))
    needs = queries.establishments_on([post.pk for post in posts], on)
    names = queries.unit_names([post.unit_id for post in posts], on)
    for post in posts:
        tasks = _tasks(post, needs.get(post.pk, 1), more)
        load = rules.load(
            rules.Work(task, Decimal(volume), Decimal(norm))
            for task, _output, volume, norm in tasks
        )
        heads = rules.rounded(rules.raw_need(load, rules.EFFECTIVE_MINUTES))
        for task, output, volume, norm in tasks:
            yield [
                post.unit.code, names[post.unit_id], str(post), year, task, output, volume, norm,
                f"register {year - 1}", heads,
            ]  # fmt: skip


def _tasks(post: Position, need: int, more: int) -> list[tuple[str, str, int, int]]:
    """So much work as `need` people have; more files, where there are files, in percent."""
    found = []
    for task, output, norm, share in OF_HEADS if post.single_holder else OF_STAFF:
        volume = need * rules.EFFECTIVE_MINUTES * share // 100 // norm
        grown = volume * (100 + (more if output == "berkas" else 0)) // 100
        found.append((task, output, max(1, grown), norm))
    return found
