"""One person's duties, as the person reads them: why me, until when, what rest. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.core.periods import through
from luwes.core.states import values
from luwes.organisation.models import UnitShape
from luwes.people.models import CompetencyRecord
from luwes.staffing import access, joining, owners, queries, rules
from luwes.staffing.models import Assignment, NeedSkill, Plan, PlanLine, PlanRule, PlanUnit, Shift
from luwes.ui.tags.words import day, number


def answer_by(row: Assignment) -> datetime:
    """Until when an answer is awaited; a reminder gives as long again."""
    by_day = owners.is_ordinary(row.need.owner_kind)
    within = rules.ANSWER_CHOICE_WITHIN if by_day else rules.ANSWER_WITHIN
    return (row.chased_at or row.ordered_at) + within


def waiting_for(user: User) -> QuerySet[Assignment]:
    """One's assignments without an answer, and those that ended without a word on the return."""
    rows = access.own(user).select_related("need__area")
    unreported = Q(state="completed", returned=None, return_report=None, beside_work=False)
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
        employee_id=employee_id, state__in=values(rules.SERVING), beside_work=False,
        period__overlap=through(since, on),
    )  # fmt: skip
    return sum(
        rules.days_served(period, load, since=since, on=on)
        for period, load in rows.order_by("pk").values_list("period", "load")
    )


# ── why me ───────────────────────────────────────────────────────────


def reasons(row: Assignment, *, unit: str) -> list[str]:
    """What spoke for this person, in sentences; from the plan as it was decided."""
    known = _known_to_plan(row)
    return [
        *_pinned(row, known["pinned"]),
        *_skills(row),
        *_travel(row, known["usual"]),
        _fairness(_served_before(row, known["served"])),
        *_left_behind(known, unit),
    ]


def _known_to_plan(row: Assignment) -> dict[str, Any]:
    """
    What the plan knew when it chose: why somebody `pinned` them, the `usual` minutes of the others,
    days `served`, and who is `left` at the unit above its `minimum`; each None where it says nothing.
    """
    kind, owner_id = joining.key_of(row.plan, row.need)
    pins = PlanRule.objects.filter(
        owner_kind=kind, owner_id=owner_id, employee_id=row.employee_id, need_id=row.need_id,
        rule="pin",
    )  # fmt: skip
    lines = PlanLine.objects.filter(plan=OuterRef("pk"))
    others = lines.filter(need_id=row.need_id).exclude(employee_id=row.employee_id)
    usual = others.order_by().values("plan").annotate(mean=Avg("minutes")).values("mean")
    unit = PlanUnit.objects.filter(plan=OuterRef("pk"), unit_id=row.home_unit_id, group=None)
    unit = unit.order_by("pk").annotate(left=F("present") - F("taken"))
    known = Plan.objects.filter(pk=row.plan_id).values(
        pinned=Subquery(pins.order_by("pk").values("reason")[:1]), usual=Subquery(usual),
        served=Subquery(
            lines.filter(employee_id=row.employee_id).order_by("pk").values("days_served")[:1]
        ),
        left=Subquery(unit.values("left")[:1]), least=Subquery(unit.values("minimum")[:1]),
    )  # fmt: skip
    return dict(known.get())


def _pinned(row: Assignment, reason: str | None) -> list[str]:
    if reason is None:
        return []
    if owners.is_by_choice(row.need.owner_kind):
        return [reason]
    return [_("Koordinator memilih Anda: %s.") % reason.rstrip(".")]


def _skills(row: Assignment) -> list[str]:
    last_day = row.period.last_day or row.period.start
    asked = NeedSkill.objects.filter(need_id=row.need_id, competency=OuterRef("competency"))
    records = CompetencyRecord.objects.filter(
        employee_id=row.employee_id, period__contains=last_day,
        level__gte=Subquery(asked.order_by("pk").values("level")[:1]),
    ).select_related("competency")  # fmt: skip
    best = {record.competency_id: record for record in records.order_by("level", "pk")}
    return [_skill(record) for record in best.values()]


def _skill(record: CompetencyRecord) -> str:
    words = {"competency": record.competency, "level": record.level}
    if record.period.last_day is None:
        return _("%(competency)s tingkat %(level)d ada di berkas Anda.") % words
    return _("%(competency)s tingkat %(level)d Anda berlaku sampai %(day)s.") % (
        words | {"day": day(record.period.last_day)}
    )


def _travel(row: Assignment, usual: float | None) -> list[str]:
    text = _("Perjalanan Anda ke sana %d menit") % row.minutes
    if usual is not None:
        text += _("; yang lain di pos ini rata-rata %s menit") % number(round(usual))
    return [f"{text}."]


def _served_before(row: Assignment, counted: int | None) -> int:
    """Days on duty as the plan counted them; where its line is no more, those before this duty."""
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


def _left_behind(known: dict[str, Any], unit: str) -> list[str]:
    if known["left"] is None or not unit:
        return []
    words = {"unit": unit, "people": number(known["left"]), "minimum": number(known["least"])}
    return [_("%(unit)s tetap punya %(people)s orang; minimumnya %(minimum)s.") % words]


# ── where, and the shifts ────────────────────────────────────────────


def home_of(row: Assignment, on: date) -> UnitShape | None:
    """The unit the person comes from, as it is on a day, with its `label`."""
    shapes = UnitShape.objects.filter(unit_id=row.home_unit_id, period__contains=on)
    return queries.with_label(shapes, on).select_related("area").first()


def name_of(home: UnitShape | None) -> str:
    """As `home_of` labels it."""
    return home.label if home else ""  # type: ignore[attr-defined]


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
