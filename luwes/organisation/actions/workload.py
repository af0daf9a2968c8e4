"""The work of posts written down, signed by the head of the unit, checked, and put in force."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock, lock_all
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.periods import Period
from luwes.organisation import access, queries
from luwes.organisation.actions.dated import put
from luwes.organisation.actions.positions import set_establishment
from luwes.organisation.models import (
    OrgUnit,
    Position,
    WorkingTime,
    WorkloadAnalysis,
    WorkloadTask,
)
from luwes.organisation.models.workload import CHECKED, DRAFTED, IN_FORCE, RETURNED, SIGNED
from luwes.organisation.queries import workload
from luwes.organisation.rules import workload as rules

FEW_NAMED = 5  # posts that a refusal names


@transaction.atomic
def set_working_time(*, minutes: int, source: str, first_day: date, by: User) -> WorkingTime:
    """Minutes of a year from a day on. What is signed keeps the figure it was reckoned with."""
    require(access.can_everywhere(by, Right.MANAGE_ORGANISATION))
    problems = []
    if not rules.LEAST_EFFECTIVE <= minutes <= rules.MOST_EFFECTIVE:
        problems.append(Problem(_("Menit setahun antara 10.000 dan 527.040."), "minutes"))
    if not source.strip():
        problems.append(Problem(_("Sebutkan peraturan atau keputusannya."), "source"))
    refuse(problems)
    advisory_lock("working_time")
    row = put(WorkingTime.objects.all(), WorkingTime(minutes=minutes, source=source), first_day)
    audit.record(
        by, "organisation.working_time_set", row, reason=source, minutes=minutes,
        first_day=first_day.isoformat(),
    )  # fmt: skip
    return row


# ── writing down ─────────────────────────────────────────────────────


@transaction.atomic
def begin_analysis(*, position: Position, year: int, by: User) -> WorkloadAnalysis:
    """The analysis of a year, an empty one where there is none yet."""
    day = rules.first_day(year)
    require(access.can_analyse(by, position.unit, day))
    lock(position)
    found = WorkloadAnalysis.objects.filter(position=position, year=year).first()
    if found:
        return found
    if day not in position.period:
        said = _("Jabatan ini tidak berlaku pada 1 Januari %(year)s.") % {"year": year}
        refuse([Problem(said, "year")])
    minutes, source = workload.working_time(day)
    analysis = WorkloadAnalysis.objects.create(
        position=position, year=year, effective_minutes=minutes, minutes_source=source
    )
    _log(by, "organisation.workload_begun", analysis)
    return analysis


@transaction.atomic
def put_task(
    *, analysis: WorkloadAnalysis, task: str, output: str, volume: Decimal, norm_minutes: Decimal,
    evidence: str, by: User, old: WorkloadTask | None = None,
) -> WorkloadTask:  # fmt: skip
    """A task more, or another text and figures for `old`."""
    _hold_open(analysis, by)
    problems = []
    key = rules.key_of(task)
    if not key:
        problems.append(Problem(_("Tuliskan tugasnya."), "task"))
    others = analysis.tasks.exclude(pk=old.pk) if old else analysis.tasks.all()
    if others.filter(key=key).exists():
        problems.append(Problem(_("Tugas ini sudah ada dalam analisis ini."), "task"))
    if not 0 <= volume <= rules.MOST_VOLUME:
        problems.append(Problem(_("Volume tidak boleh negatif."), "volume"))
    if not 0 < norm_minutes <= rules.MOST_MINUTES:
        problems.append(Problem(_("Norma waktu lebih dari nol menit."), "norm_minutes"))
    elif volume * norm_minutes > rules.MOST_LOAD:
        said = _("Beban tugas ini setara lebih dari 10.000 orang; periksa satuannya.")
        problems.append(Problem(said, "volume"))
    if old and not analysis.tasks.filter(pk=old.pk).exists():
        problems.append(Problem(_("Tugas ini sudah dihapus. Muat ulang halamannya.")))
    refuse(problems)
    row = old or WorkloadTask(analysis=analysis)
    row.key, row.task, row.output, row.evidence = key, task, output, evidence
    row.volume, row.norm_minutes = volume, norm_minutes
    row.save()
    reckon(analysis)
    _log(by, "organisation.workload_task_put", analysis, task=task)
    return row


@transaction.atomic
def remove_task(*, task: WorkloadTask, by: User) -> None:
    analysis = task.analysis
    _hold_open(analysis, by)
    if analysis.tasks.filter(pk=task.pk).delete()[0]:
        reckon(analysis)
        _log(by, "organisation.workload_task_removed", analysis, task=task.task)


@transaction.atomic
def set_headcount(*, analysis: WorkloadAnalysis, headcount: int, reason: str, by: User) -> None:
    """The whole number that a person answers for; another than plain rounding needs a reason."""
    _hold_open(analysis, by)
    problems = []
    if not 0 <= headcount <= 100_000:
        problems.append(Problem(_("Kebutuhan 0 sampai 100.000 orang."), "headcount"))
    if rules.needs_reason(analysis.raw_need, headcount) and not reason.strip():
        said = _("Pembulatan biasa memberi %(n)s; tuliskan alasan angka lain.")
        problems.append(Problem(said % {"n": rules.rounded(analysis.raw_need)}, "reason"))
    refuse(problems)
    analysis.headcount, analysis.rounding_reason = headcount, reason.strip()
    analysis.save(update_fields=["headcount", "rounding_reason"])
    _log(by, "organisation.workload_rounded", analysis, headcount=headcount, reason=reason)


def _hold_open(analysis: WorkloadAnalysis, by: User) -> None:
    """
    :raises Refused: once it is signed
    """
    unit = analysis.position.unit
    require(access.can_analyse(by, unit, rules.first_day(analysis.year)))
    lock(analysis)
    if not analysis.is_open:
        refuse(
            [Problem(_("Analisis ini sudah ditandatangani; minta dikembalikan untuk mengubah."))]
        )


def reckon(analysis: WorkloadAnalysis) -> None:
    """Load and raw need anew; a figure that was set for another need has to be set again."""
    minutes, source = workload.working_time(rules.first_day(analysis.year))
    load = rules.load(task.as_work() for task in analysis.tasks.order_by("pk"))
    need = rules.raw_need(load, minutes)
    if need != analysis.raw_need:
        analysis.headcount, analysis.rounding_reason = None, ""
    analysis.effective_minutes, analysis.minutes_source = minutes, source
    analysis.load, analysis.raw_need, analysis.state = load, need, DRAFTED
    analysis.save()


# ── signing, checking, in force ──────────────────────────────────────


@transaction.atomic
def sign_unit(*, unit: OrgUnit, year: int, now: datetime, by: User) -> int:
    """
    The head answers for the open analyses of the unit and all below it. Says how many.

    :raises Refused: where one has no task, or nobody has set its whole number
    """
    rows = _held(unit, year, (DRAFTED, RETURNED), Right.SIGN_WORKLOAD, by)
    if not rows:
        refuse([Problem(_("Tidak ada analisis yang menunggu tanda tangan."))])
    with_tasks = set(
        WorkloadTask.objects.filter(analysis__in=rows).order_by().values_list("analysis_id", flat=True)
    )  # fmt: skip
    refuse([
        *_named(_("Belum ada uraian tugas: %(posts)s"), [a for a in rows if a.pk not in with_tasks]),
        *_named(_("Kebutuhan bulat belum ditetapkan: %(posts)s"), [a for a in rows if a.headcount is None]),
    ])  # fmt: skip
    for row in rows:
        row.state, row.signed_by, row.signed_at, row.returned_why = SIGNED, by, now, ""
    WorkloadAnalysis.objects.bulk_update(rows, ["state", "signed_by", "signed_at", "returned_why"])
    return _told(by, "organisation.workload_signed", unit, year, rows)


@transaction.atomic
def check_unit(*, unit: OrgUnit, year: int, now: datetime, by: User) -> int:
    """
    The staffing agency agrees with what was signed. Says how many.

    :raises Refused: to whoever signed it
    """
    rows = _held(unit, year, (SIGNED,), Right.CHECK_WORKLOAD, by)
    if not rows:
        refuse([Problem(_("Tidak ada analisis yang menunggu diperiksa."))])
    said = _("Anda sendiri yang menandatangani; orang lain yang memeriksa: %(posts)s")
    refuse(_named(said, [a for a in rows if a.signed_by_id == by.pk]))
    for row in rows:
        row.state, row.checked_by, row.checked_at = CHECKED, by, now
    WorkloadAnalysis.objects.bulk_update(rows, ["state", "checked_by", "checked_at"])
    return _told(by, "organisation.workload_checked", unit, year, rows)


@transaction.atomic
def send_back(*, analysis: WorkloadAnalysis, reason: str, by: User) -> None:
    """To be mended and signed again; what holds until then stays."""
    unit = analysis.position.unit
    require(access.can(by, Right.CHECK_WORKLOAD, unit, rules.first_day(analysis.year)))
    lock(analysis)
    problems = []
    if analysis.state not in (SIGNED, CHECKED):
        problems.append(
            Problem(_("Hanya yang ditandatangani dan belum berlaku dapat dikembalikan."))
        )
    if not reason.strip():
        problems.append(Problem(_("Tuliskan apa yang perlu diperbaiki."), "reason"))
    refuse(problems)
    analysis.state, analysis.returned_why = RETURNED, reason.strip()
    analysis.signed_by = analysis.signed_at = analysis.checked_by = analysis.checked_at = None
    analysis.save()
    _log(by, "organisation.workload_returned", analysis, reason=reason)


@transaction.atomic
def put_in_force(*, unit: OrgUnit, year: int, decree: str, by: User) -> int:
    """
    The establishment of the checked posts becomes what their analyses say, from 1 January.

    :raises Refused: with whatever stands against one of them; then none is changed
    """
    rows = _held(unit, year, (CHECKED,), Right.CHECK_WORKLOAD, by)
    problems = []
    if not rows:
        problems.append(Problem(_("Tidak ada analisis yang sudah diperiksa.")))
    if not decree.strip():
        problems.append(Problem(_("Sebutkan keputusan yang menetapkannya."), "decree"))
    refuse(problems)
    basis = f"ABK {year}, {decree.strip()}"[:200]
    for row in rows:
        problems += _establish(row, basis, by)
    refuse(problems)
    WorkloadAnalysis.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=IN_FORCE, decree=decree.strip()
    )
    return _told(by, "organisation.workload_in_force", unit, year, rows, decree)


def _establish(row: WorkloadAnalysis, basis: str, by: User) -> list[Problem]:
    assert row.headcount is not None
    try:
        set_establishment(
            position=row.position, headcount=row.headcount, first_day=rules.first_day(row.year),
            basis=basis, by=by,
        )  # fmt: skip
    except Refused as refusal:
        return [Problem(f"{row.position}: {p.message}") for p in refusal.problems]
    return []


def _held(
    unit: OrgUnit, year: int, states: Sequence[str], right: Right, by: User
) -> list[WorkloadAnalysis]:
    """The analyses of a unit and all below it in these states, held until the end."""
    day = rules.first_day(year)
    require(access.can(by, right, unit, day))
    units = queries.subtree_ids([unit.pk], day)
    wanted = WorkloadAnalysis.objects.filter(
        position__unit_id__in=units, position__period__overlap=Period(day, date(year + 1, 1, 1)),
        year=year,
    )  # fmt: skip
    lock_all(wanted)
    rows = wanted.filter(state__in=states).select_related(
        "position__title", "position__unit__agency"
    )
    return list(rows.order_by("pk"))


def _named(words: str, rows: Sequence[WorkloadAnalysis]) -> list[Problem]:
    """One problem that names the posts it is about, nothing where there are none."""
    if not rows:
        return []
    names = ", ".join(str(row.position) for row in rows[:FEW_NAMED])
    if len(rows) > FEW_NAMED:
        names += _(" dan %(n)s lainnya") % {"n": len(rows) - FEW_NAMED}
    return [Problem(words % {"posts": names})]


def _told(
    by: User, deed: str, unit: OrgUnit, year: int, rows: Sequence[WorkloadAnalysis], reason: str = ""
) -> int:  # fmt: skip
    audit.record(
        by, deed, unit, chain=str(unit.agency_id), reason=reason,
        year=year, posts=len(rows), headcount=sum(row.headcount or 0 for row in rows),
    )  # fmt: skip
    return len(rows)


def _log(by: User, deed: str, analysis: WorkloadAnalysis, reason: str = "", **told: object) -> None:
    audit.record(
        by, deed, analysis,
        chain=str(analysis.position.unit.agency_id), reason=reason, year=analysis.year, **told,
    )  # fmt: skip
