"""Workload analyses (ABK): one row a task, of a post named by unit and title, in a year."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from luwes.imports.cells import text, whole
from luwes.imports.checking import Findings, Values
from luwes.imports.registry import Context, Importer, Owner, Plan, Progress
from luwes.imports.rules import Field
from luwes.organisation.importing import lookups
from luwes.organisation.importing import workload_writing as writing
from luwes.organisation.importing.agencies import AGENCY_FIELDS, agency_of_rows, owners
from luwes.organisation.importing.workload_cells import amount, norm_factor
from luwes.organisation.importing.workload_work import (
    Post,
    Row,
    Work,
    compare,
    find_posts,
    refuse_whole_posts,
)
from luwes.organisation.queries.workload import working_time
from luwes.organisation.rules import workload as rules
from luwes.ui import formats

SUMS = frozenset({"", "jumlah", "total", "jumlahtotal", "totaljumlah", "jumlahbebankerja"})


class WorkloadImporter(Importer):
    key: ClassVar[str] = "workload"
    order: ClassVar[int] = 5
    label = _("Analisis beban kerja (ABK)")
    fields = (
        *lookups.UNIT_FIELDS,
        Field("title", "JABATAN", ("nama jabatan", "jabatan nama", "nomenklatur", "title"), text(200),
              required=True),
        Field("year", "TAHUN", ("tahun abk", "year"), whole(2000, 2100)),
        Field("task", "URAIAN TUGAS", ("uraian kegiatan", "tugas", "kegiatan", "uraian", "task"),
              text(300), required=True),
        Field("output", "SATUAN HASIL", ("hasil kerja", "satuan", "output"), text(80)),
        Field("volume", "VOLUME SETAHUN", ("volume", "jumlah hasil", "beban kerja", "volume per tahun",
              "jumlah hasil setahun"), amount(rules.MOST_VOLUME), required=True),
        Field("norm", "NORMA WAKTU (MENIT)", ("waktu penyelesaian", "norma waktu menit", "norm time",
              "waktu penyelesaian menit"), amount(rules.MOST_MINUTES), required=True),
        Field("evidence", "BUKTI", ("bukti dukung", "sumber data", "evidence"), text(300)),
        Field("effective", "WAKTU EFEKTIF", ("waktu kerja efektif", "jam kerja efektif", "wke"),
              amount(rules.MOST_MINUTES)),
        Field("headcount", "KEBUTUHAN DIBULATKAN", ("pembulatan", "kebutuhan bulat"), whole(0, 100_000)),
        Field("reason", "ALASAN PEMBULATAN", ("alasan", "keterangan pembulatan"), text(300)),
        *AGENCY_FIELDS,
    )  # fmt: skip

    def owners(self) -> list[Owner]:
        return owners()

    def plan(self, values: Values, findings: Findings, context: Context) -> Plan:
        skipped = _skip_sums(values, findings)
        _fill_down(values, findings, skipped)
        agencies = agency_of_rows(values, findings, context)
        _leave_out(findings, skipped)
        units = lookups.find_units(values, findings, agencies, context)
        years = [year or context.on.year for year in values.of("year")]
        posts = find_posts(values, findings, units, years)
        rows = _rows(values, findings, posts, skipped)
        refuse_whole_posts(findings, posts, skipped)
        for row in skipped:
            findings.refused.discard(row)
        work = Work()
        for place, told in rows.items():
            post = posts[place]
            if post and place not in findings.refused:
                work.posts.setdefault(post, []).append(told)
        work.minutes = {year: working_time(rules.first_day(year)) for year in set(years)}
        _check_headcounts(findings, work)
        return compare(work, len(skipped))

    def write(self, plan: Plan, context: Context, progress: Progress) -> None:
        writing.write(plan.work)


def _skip_sums(values: Values, findings: Findings) -> set[int]:
    """Rows that only add up, or are blank but for the post: told once, taken for nothing."""
    tasks, volumes, norms = values.of("task", ""), values.of("volume"), values.of("norm")
    skipped = {
        row
        for row, task in enumerate(tasks)
        if rules.key_of(task) in SUMS and (norms[row] is None or volumes[row] is None)
    }
    if skipped:
        findings.warn_of_file(
            "Baris jumlah", "baris jumlah atau tanpa tugas dilewati", "satu baris satu tugas",
            str(len(skipped)),
        )  # fmt: skip
    return skipped


def _leave_out(findings: Findings, skipped: set[int]) -> None:
    """While the others are checked nothing is said of the skipped ones."""
    findings.refused.update(skipped)
    numbers = {findings.table.rows[row] for row in skipped}
    findings.problems[:] = [p for p in findings.problems if not p.row or p.row not in numbers]


def _fill_down(values: Values, findings: Findings, skipped: set[int]) -> None:
    """A merged cell reads as blank below its first row: what stands above is meant."""
    places = [values.of(key) for key in ("unit_code", "unit_name", "year") if values.has(key)]
    codes, names, titles = (values.of(key, "") for key in ("unit_code", "unit_name", "title"))
    told = False
    for row in range(1, len(titles)):
        if codes[row] or names[row]:
            continue
        for column in places:
            column[row] = column[row] or column[row - 1]
        titles[row] = titles[row] or titles[row - 1]
        if not told and row not in skipped:
            findings.warn(
                row, "title", "unit kosong: dibaca seperti baris di atasnya", "unit di setiap baris"
            )
            told = True


def _rows(
    values: Values, findings: Findings, posts: list[Post | None], skipped: set[int]
) -> dict[int, Row]:
    """The task of each row; what is missing or twice is refused."""
    tasks, volumes, norms = values.of("task", ""), values.of("volume"), values.of("norm")
    outputs, evidences = values.of("output", ""), values.of("evidence", "")
    effectives, heads, reasons = (
        values.of("effective"),
        values.of("headcount"),
        values.of("reason", ""),
    )
    seen: dict[tuple[Post, str], int] = {}
    warned: set[Post] = set()
    found: dict[int, Row] = {}
    for row, post in enumerate(posts):
        if row in skipped or post is None:
            continue
        if not rules.key_of(tasks[row]):
            findings.refuse(row, "task", "uraian tugas kosong", "satu baris satu tugas")
        factor, warning = norm_factor(effectives[row])
        norm = norms[row] and norms[row] * factor
        _refuse_bad_figures(row, volumes[row], norm, findings)
        first = seen.setdefault((post, rules.key_of(tasks[row])), row)
        if first != row:
            said = (
                f"tugas ini sudah ada untuk jabatan ini (lihat baris {findings.table.rows[first]})"
            )
            findings.refuse(row, "task", said, "satu baris satu tugas", tasks[row])
        if warning and post not in warned:
            warned.add(post)
            findings.warn(
                row,
                "effective",
                warning,
                str(rules.EFFECTIVE_MINUTES),
                formats.number(effectives[row]),
            )
        if row in findings.refused:
            continue
        found[row] = Row(
            findings.table.rows[row], tasks[row], outputs[row], volumes[row], norm,
            evidences[row], heads[row], reasons[row],
        )  # fmt: skip
    return found


def _refuse_bad_figures(row: int, volume: Any, norm: Any, findings: Findings) -> None:
    if row in findings.refused:
        return
    if volume is None:
        findings.refuse(row, "volume", "volume kosong", "berapa kali setahun")
    elif not volume:
        findings.warn(
            row, "volume", "volume nol: tugas ini tidak menambah kebutuhan", "lebih dari 0"
        )
    if not norm:
        findings.refuse(row, "norm", "norma waktu kosong atau nol", "menit untuk satu hasil", norm)
    elif volume and volume * norm > rules.MOST_LOAD:
        said = "beban tugas ini setara lebih dari 10.000 orang"
        findings.refuse(row, "volume", said, "periksa satuan volume dan norma waktu", volume)


def _check_headcounts(findings: Findings, work: Work) -> None:
    """The rounded figure of a post stands once, or alike, and with a reason where it is unusual."""
    places = {number: row for row, number in enumerate(findings.table.rows)}
    for post, rows in work.posts.items():
        told = {row.headcount for row in rows if row.headcount is not None}
        need = rules.raw_need(rules.load(r.as_work() for r in rows), work.minutes[post.year][0])
        reason = next((row.reason for row in rows if row.reason), "")
        at = places[rows[0].number]
        if len(told) > 1:
            findings.warn(
                at, "headcount", "angka bulat berbeda-beda untuk satu jabatan; tidak dipakai",
                "satu angka", ", ".join(map(str, sorted(told))),
            )  # fmt: skip
        elif told:
            (headcount,) = told
            if rules.needs_reason(need, headcount) and not reason:
                findings.warn(
                    at, "headcount", f"hitungan memberi {need}; angka lain perlu alasan, tidak dipakai",
                    str(rules.rounded(need)), headcount,
                )  # fmt: skip
            else:
                work.headcounts[post] = (headcount, reason)
