"""The days of the fortnight: what is declared, struck, asked, ordered, and how it ends."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

from django.core.management import call_command

from luwes.appointments import actions as appointments
from luwes.appointments.rules import LeaveKind
from luwes.core.periods import Period, through
from luwes.demo import attendance, loading, ordering, outsiders
from luwes.demo.fortnight import AFTERNOON, KIND, MORNING, NIGHT, Fortnight
from luwes.mobilisation import actions as mobilisation
from luwes.mobilisation import queries as incidents
from luwes.mobilisation import rules
from luwes.organisation.models import Agency
from luwes.people.models import Employee
from luwes.people.rules import Employment
from luwes.places.models import Area
from luwes.staffing import queries as staffing
from luwes.staffing import rules as staffing_rules
from luwes.staffing import worked
from luwes.staffing.actions import (
    absences,
    answers,
    dispensations,
    ending,
    field,
    issue,
    reports,
    sums,
)
from luwes.staffing.actions import needs as need_actions
from luwes.staffing.belated import Report, ReportDraft

PLACE = "18.01"  # Lampung Selatan
WAVE = 7  # days that people serve before others take their places
SOURCES = ("BPBD Lampung Selatan", "Camat", "Media daerah")


def play(told: Fortnight, tell: Callable[[str], Any] = lambda _line: None) -> None:
    """From the declaration to the last return; a line a day is told."""
    begin(told)
    for number in range(told.days):
        day = told.begins + timedelta(days=number)
        if number:
            told.move(day, MORNING)
        morning(told)
        told.move(day, AFTERNOON)
        afternoon(told)
        told.move(day, NIGHT)
        night(told)
        told.look()
        tell(told.day_in_short())
    told.move(told.last_day + timedelta(days=1), MORNING)
    end(told)
    told.look_at_the_end()


# ── the first hour ───────────────────────────────────────────────────


def begin(told: Fortnight) -> None:
    """Declared by the struck government by word of mouth; the decree follows the flood."""
    area = Area.objects.get(code=PLACE)
    leads = Agency.objects.filter(code=PLACE).first() or told.world.province
    told.incident = mobilisation.declare(
        agency=leads, hazard=rules.Hazard.FLOOD, name=f"Banjir Lampung Selatan {told.begins:%d.%m.%Y}",
        area=area, started_at=told.at - timedelta(hours=9), helpers=told.world.agencies.values(),
        now=told.at, by=told.lead,
        status=rules.StatusDraft(
            rules.Status.RESPONSE, "Bupati Lampung Selatan", "", through(told.begins, told.begins + timedelta(days=9))
        ),
    )  # fmt: skip
    told.officer = loading.post_officer(told.world, KIND, told.incident.pk, told.at)
    call_command("load_templates", by=told.lead.username, stdout=StringIO())


def _strike(told: Fortnight, most: int) -> list[Area]:
    """The flood comes to new districts: the first figures of each, some of them guessed."""
    districts = Area.objects.filter(code__startswith=f"{PLACE}.", level="district").order_by("code")
    left = [area for area in districts if area not in told.struck]
    new = told.chance.sample(left, min(most, len(left)))
    scale = told.world.people / 6000
    for area in new:
        told.struck.append(area)
        families = told.chance.randint(60, 400)
        _figure(told, area, rules.Figure.FAMILIES, families)
        _figure(told, area, rules.Figure.AFFECTED, 3 * families, guessed=told.happens(0.3))
        _figure(told, area, rules.Figure.DISPLACED, round(scale * told.chance.randint(40, 300)))
    return new


def _figure(
    told: Fortnight, area: Area, kind: rules.Figure, value: int, *, guessed: bool = False
) -> None:
    told.attempt(
        "angka",
        mobilisation.enter_figure,
        incident=told.incident,
        area=area,
        kind=kind,
        value=value,
        source=told.chance.choice(SOURCES),
        reported_at=told.at,
        is_estimate=guessed,
        note="",
        now=told.at,
        by=told.lead,
    )


def _state_needs(told: Fortnight) -> None:
    """From the ratios, for every district struck so far; what stands there stays."""
    template = staffing.template("banjir")
    assert template
    known = incidents.counted(told.incident)
    last = min(_end_of_wave(told), told.last_day)
    told.attempt(
        "kebutuhan dari templat",
        need_actions.state_from_template,
        template=template,
        owner_kind=KIND,
        owner_id=told.incident.pk,
        amounts=known.amounts,
        estimates=known.estimates,
        on=told.today,
        by=told.lead,
        period=through(told.today, last),
    )


def _end_of_wave(told: Fortnight) -> date:
    return told.begins + timedelta(days=WAVE * (told.number // WAVE + 1) - 1)


# ── morning, afternoon, night ────────────────────────────────────────


def morning(told: Fortnight) -> None:
    attendance.catch_up(told)
    _figures_of_the_day(told)
    _course_of_the_status(told)
    _illness_and_victims(told)
    outsiders.come(told)
    ordering.plan_and_order(told)
    ordering.answers_come(told, accepting=0.85, declining=0.07)


def afternoon(told: Fortnight) -> None:
    attendance.catch_up(told)
    told.attempt("pengingat", answers.chase, silent_for=timedelta(minutes=30), now=told.at)
    ordering.answers_come(told, accepting=0.5, declining=0.1)
    for row in told.some(told.assignments("ordered", "accepted", "active"), 1):
        told.attempt(
            "ditarik",
            issue.withdraw,
            assignment=row,
            reason="Dibutuhkan di kantor asal",
            now=told.at,
            by=told.lead,
        )
    ordering.refill(told)
    ordering.answers_come(told, accepting=0.9, declining=0.05)
    outsiders.come(told)
    attendance.make_rotas(told)
    attendance.swap_some(told)
    _reports(told)


def night(told: Fortnight) -> None:
    attendance.catch_up(told)
    told.attempt("alarm pulang", absences.alarm_missing, now=told.at)
    told.attempt("berakhir sendiri", ending.end_by_time, now=told.at, on=told.today)
    outsiders.night(told)
    told.attempt("pengingat status", mobilisation.remind_of_statuses, on=told.today)
    if told.today == _end_of_wave(told) and told.today < told.last_day:
        _relieve(told)
        _second_wave(told)
    _confirm_returns(told, 0.8)


def _figures_of_the_day(told: Fortnight) -> None:
    is_worse = told.number == 0 or told.happens(0.35)
    if is_worse and _strike(told, 3 if told.number == 0 else 2):
        _state_needs(told)
    for area in told.some(told.struck, 2):
        scale = told.world.people / 6000
        _figure(told, area, rules.Figure.DISPLACED, round(scale * told.chance.randint(20, 420)))
    known = incidents.counted(told.incident)
    counts = {"amounts": known.amounts, "estimates": known.estimates, "by": told.lead}
    owner = {"owner_kind": KIND, "owner_id": told.incident.pk}
    found = worked.proposals(KIND, told.incident.pk, known.amounts, known.estimates)
    for proposal in found:
        if told.happens(0.8):
            told.attempt("usulan diterima", sums.accept, keys=[proposal.key], **owner, **counts)
        else:
            told.attempt(
                "usulan dibiarkan",
                sums.leave,
                need=proposal.need,
                key=proposal.key,
                reason="Menunggu angka camat",
                **counts,
            )


def _course_of_the_status(told: Fortnight) -> None:
    """The decree's number comes, the province takes the lead, the status is extended in time."""
    last = incidents.last_status(told.incident)
    assert last
    if told.number == 1:
        mobilisation.register_decree(status=last, decree="B/100/2025", source="JDIH", by=told.lead)
        if told.incident.agency_id != told.world.province.pk:
            mobilisation.hand_over(
                incident=told.incident, level=rules.Level.PROVINCE, agency=told.world.province,
                decree="G/101/2025", reason="Kabupaten kekurangan orang dan peralatan", by=told.lead,
            )  # fmt: skip
            told.incident.refresh_from_db()
    elif last.period.end and last.period.end - told.today <= timedelta(days=2):
        end = last.period.end
        mobilisation.set_status(
            incident=told.incident, status=rules.Status.RESPONSE, authority=last.authority,
            decree=f"B/{100 + told.number}/2025", period=Period(end, end + timedelta(days=7)),
            source="JDIH", by=told.lead, extends=last,
        )  # fmt: skip


def _illness_and_victims(told: Fortnight) -> None:
    serving = told.assignments("ordered", "accepted", "active")
    for row in told.some(serving, max(1, len(serving) // 60)):
        kind = LeaveKind.SICK if row.employee.employment != Employment.PNS.value else told.chance.choice([LeaveKind.SICK, LeaveKind.IMPORTANT])  # fmt: skip
        told.attempt("sakit", appointments.record_leave, employee=row.employee, kind=kind, letter="surat dokter", by=told.world.analyst,
            period=Period(told.today, told.today + timedelta(days=told.chance.randint(1, 6))),)  # fmt: skip
    if told.number in (1, 3):
        people = list(
            Employee.objects.filter(is_current=True, deployability="available").order_by("pk")
        )
        for employee in told.chance.sample(people, 2):
            told.attempt(
                "dispensasi",
                dispensations.register,
                employee=employee,
                owner_kind=KIND,
                owner_id=told.incident.pk,
                period=Period(told.today, told.today + timedelta(days=10)),
                reason=staffing_rules.Hit.HOME,
                now=told.at,
                on=told.today,
                by=told.lead,
            )


def _reports(told: Fortnight) -> None:
    for row in told.some(told.assignments("active"), 2):
        kind = told.chance.choice(list(Report))
        told.attempt(
            "laporan lapangan",
            reports.report,
            need=row.need,
            assignment=row,
            draft=ReportDraft(kind, "Air naik lagi di pos."),
            photos=[],
            key=UUID(int=told.chance.getrandbits(128)),
            at=told.at,
            by=told.account(row),
        )


# ── relief and the end ───────────────────────────────────────────────


def _relieve(told: Fortnight) -> None:
    """Whoever's last day it is: done by the officer; who never came is called back."""
    over = [row for row in told.assignments("active") if row.period.last_day == told.today]
    if over:
        told.attempt(
            "tugas selesai",
            field.complete,
            assignments=over,
            now=told.at,
            on=told.today,
            by=told.officer,
        )
    for row in told.assignments("ordered", "accepted"):
        if row.period.last_day == told.today:
            told.attempt(
                "tidak datang",
                issue.withdraw,
                assignment=row,
                reason="Tidak datang",
                now=told.at,
                by=told.lead,
            )


def _second_wave(told: Fortnight) -> None:
    """The same posts for the next days, by others; stated by hand, as the sums stand already."""
    first = told.today + timedelta(days=1)
    period = through(first, min(told.last_day, first + timedelta(days=WAVE - 1)))
    for need in staffing.needs_of(KIND, told.incident.pk):
        if need.period.last_day != told.today:
            continue
        draft = staffing_rules.NeedDraft(
            need.role, period, need.minimum, need.desired, need.tier, need.load, need.max_minutes,
            tuple((skill.competency_id, skill.level) for skill in need.skills.all()),
        )  # fmt: skip
        told.attempt(
            "gelombang berikut",
            need_actions.state_need,
            owner_kind=KIND,
            owner_id=told.incident.pk,
            draft=draft,
            area=need.area,
            post=need.post,
            groups=list(need.groups.all()),
            reason="Pergantian setelah tujuh hari",
            on=told.today,
            by=told.lead,
            report_to=need.report_to,
        )


def _confirm_returns(told: Fortnight, probability: float) -> None:
    for row in told.assignments("completed"):
        if hasattr(row, "returned") or not told.happens(probability):
            continue
        if not hasattr(row, "return_report") and told.happens(0.6):
            told.attempt(
                "lapor kembali",
                field.report_return,
                assignment=row,
                condition="well",
                note="",
                now=told.at,
                by=told.account(row),
            )
        told.attempt(
            "kembali",
            field.confirm_return,
            assignment=row,
            note="",
            now=told.at,
            by=told.head(row.home_unit_id),
        )


def end(told: Fortnight) -> None:
    """Everybody home, the transition decreed, the incident closed."""
    attendance.catch_up(told)
    active = told.assignments("active")
    if active:
        field.complete(assignments=active, now=told.at, on=told.today, by=told.officer)
    for row in told.assignments("ordered", "accepted"):
        issue.withdraw(assignment=row, reason="Kejadian berakhir", now=told.at, by=told.lead)
    outsiders.go_home(told)
    ordering.give_up_open_plans(told)
    last = incidents.last_status(told.incident)
    assert last
    mobilisation.set_status(
        incident=told.incident, status=rules.Status.TRANSITION, authority=last.authority,
        decree="B/199/2025", period=Period(told.today, told.today + timedelta(days=90)), source="JDIH",
        by=told.lead,
    )  # fmt: skip
    told.pass_minutes(60)
    _confirm_returns(told, 1.0)
    mobilisation.close(
        incident=told.incident, reason="Air surut, semua sudah kembali", now=told.at, by=told.lead
    )
