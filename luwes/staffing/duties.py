"""One person's duties, as the person reads them: why me, until when, what rest. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.core.periods import through
from luwes.organisation.models import UnitShape
from luwes.people.models import CompetencyRecord
from luwes.staffing import access, joining, rules
from luwes.staffing.models import Assignment, NeedSkill, PlanLine, PlanRule, PlanUnit, Shift
from luwes.ui.tags.words import day, number


def answer_by(row: Assignment) -> datetime:
    """Until when an answer is awaited; a reminder gives as long again."""
    return (row.chased_at or row.ordered_at) + rules.ANSWER_WITHIN


def waiting_for(user: User) -> QuerySet[Assignment]:
    """One's assignments without an answer, and those that ended without a word on the return."""
    rows = access.own(user).select_related("need__area")
    unreported = Q(state="completed", returned=None, return_report=None)
    return rows.filter(Q(state="ordered") | unreported).order_by("ordered_at", "pk")


def own(user: User) -> QuerySet[Assignment]:
    """All of one's assignments, the latest first."""
    rows = access.own(user).exclude(state="proposed")
    rows = rows.select_related("need__area", "letter", "returned", "return_report")
    return rows.order_by("-period", "-pk")


def one(user: User) -> QuerySet[Assignment]:
    """For one page about one of them."""
    return own(user).select_related(
        "plan", "employee__home_area", "own_words", "team_leader", "need__template_role"
    )


def days_served(employee_id: int, on: date) -> int:
    """Days on duty within the last year, until `on`; what the next plan's fairness counts."""
    since = on - timedelta(days=rules.FAIRNESS_DAYS)
    rows = Assignment.objects.filter(
        employee_id=employee_id, state__in=[s.value for s in rules.SERVING],
        period__overlap=through(since, on),
    )  # fmt: skip
    return sum(
        rules.days_served(period, load, since=since, on=on)
        for period, load in rows.order_by("pk").values_list("period", "load")
    )


# ── why me ───────────────────────────────────────────────────────────


def reasons(row: Assignment, *, unit: str) -> list[str]:
    """What spoke for this person, in sentences; from the plan as it was decided."""
    return [
        *_pinned(row),
        *_skills(row),
        *_travel(row),
        _fairness(_served_before(row)),
        *_left_behind(row, unit),
    ]


def _pinned(row: Assignment) -> list[str]:
    kind, owner_id = joining.key_of(row.plan, row.need)
    rule = PlanRule.objects.filter(
        owner_kind=kind, owner_id=owner_id, employee_id=row.employee_id,
        need_id=row.need_id, rule="pin",
    ).first()  # fmt: skip
    return [_("Koordinator memilih Anda: %s.") % rule.reason.rstrip(".")] if rule else []


def _skills(row: Assignment) -> list[str]:
    asked = dict(NeedSkill.objects.filter(need_id=row.need_id).values_list("competency", "level"))
    if not asked:
        return []
    last_day = row.period.last_day or row.period.start
    records = CompetencyRecord.objects.filter(
        employee_id=row.employee_id, competency__in=list(asked), period__contains=last_day
    ).select_related("competency")
    best: dict[int, CompetencyRecord] = {}
    for record in records.order_by("level", "pk"):
        if record.level >= asked[record.competency_id]:
            best[record.competency_id] = record
    return [_skill(record) for record in best.values()]


def _skill(record: CompetencyRecord) -> str:
    words = {"competency": record.competency, "level": record.level}
    if record.period.last_day is None:
        return _("%(competency)s tingkat %(level)d ada di berkas Anda.") % words
    return _("%(competency)s tingkat %(level)d Anda berlaku sampai %(day)s.") % (
        words | {"day": day(record.period.last_day)}
    )


def _travel(row: Assignment) -> list[str]:
    lines = PlanLine.objects.filter(plan_id=row.plan_id, need_id=row.need_id)
    usual = lines.exclude(employee_id=row.employee_id).aggregate(minutes=Avg("minutes"))["minutes"]
    text = _("Perjalanan Anda ke sana %d menit") % row.minutes
    if usual is not None:
        text += _("; yang lain di pos ini rata-rata %s menit") % number(round(usual))
    return [f"{text}."]


def _served_before(row: Assignment) -> int:
    """Days on duty as the plan counted them; where its line is no more, those before this duty."""
    lines = PlanLine.objects.filter(plan_id=row.plan_id, employee_id=row.employee_id)
    counted = lines.values_list("days_served", flat=True).order_by("pk").first()
    if counted is not None:
        return counted
    return days_served(row.employee_id, row.period.start - timedelta(days=1))


def _fairness(served: int) -> str:
    if not served:
        return _("Sebelum tugas ini, Anda belum bertugas dalam setahun terakhir.")
    return ngettext(
        "Sebelum tugas ini, Anda bertugas %d hari dalam setahun terakhir; itu ikut dihitung.",
        "Sebelum tugas ini, Anda bertugas %d hari dalam setahun terakhir; itu ikut dihitung.",
        served,
    ) % served  # fmt: skip


def _left_behind(row: Assignment, unit: str) -> list[str]:
    after = PlanUnit.objects.filter(plan_id=row.plan_id, unit_id=row.home_unit_id, group=None)
    left = after.order_by("pk").first()
    if left is None or not unit:
        return []
    return [
        _("%(unit)s tetap punya %(people)s orang; minimumnya %(minimum)s.")
        % {
            "unit": unit, "people": number(left.present - left.taken),
            "minimum": number(left.minimum),
        }
    ]  # fmt: skip


# ── where, and the shifts ────────────────────────────────────────────


def home_of(row: Assignment, on: date) -> UnitShape | None:
    """The unit the person comes from, as it is on a day."""
    shapes = UnitShape.objects.filter(unit_id=row.home_unit_id, period__contains=on)
    return shapes.select_related("area").first()


def map_of(row: Assignment, home: UnitShape | None) -> dict[str, object] | None:
    """The post and the home unit as bubbles; None where the post's area has no checked point."""
    area, need = row.need.area, row.need
    if need.post_lat is not None and need.post_lon is not None:
        bubbles = [_bubble(need.post_lat, need.post_lon, _("Pos Anda"), "post")]
    elif area.has_point:
        bubbles = [_bubble(area.lat, area.lon, _("Pos Anda"), "post")]
    else:
        return None
    if home and home.area and home.area.has_point and home.area != area:
        bubbles.append(_bubble(home.area.lat, home.area.lon, _("Unit asal"), "calm"))
    return {"bubbles": bubbles}


def _bubble(lat: float | None, lon: float | None, name: str, kind: str) -> dict[str, object]:
    """`at`: the coordinates as other maps take them."""
    at = f"{lat:.5f}, {lon:.5f}"
    return {"lat": lat, "lon": lon, "name": name, "kind": kind, "at": at}


@dataclass(frozen=True)
class ShiftRow:
    """A shift with its length, and the rest before the next one, in whole hours."""

    shift: Shift
    hours: int
    rest: int | None


def shifts(row: Assignment) -> list[ShiftRow]:
    found = list(Shift.objects.filter(assignment=row).order_by("starts_at", "pk"))
    following: list[Shift | None] = [*found[1:], *([None] if found else [])]
    return [
        ShiftRow(s, _hours(s.starts_at, s.ends_at), _hours(s.ends_at, n.starts_at) if n else None)
        for s, n in zip(found, following, strict=True)
    ]


def _hours(first: datetime, last: datetime) -> int:
    return int((last - first).total_seconds() // 3600)
