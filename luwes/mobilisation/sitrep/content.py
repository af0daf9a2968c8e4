"""What a situation report holds: plain data, the same as the board shows at that moment. No names."""

import hashlib
import json
from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from luwes.core.days import midnight
from luwes.mobilisation import figure_table, queries, situation
from luwes.mobilisation.models import AreaFigure, EmergencyStatus, Incident, SituationReport
from luwes.mobilisation.sitrep import changes, past, people
from luwes.mobilisation.situation import course
from luwes.staffing import outside
from luwes.staffing import queries as staffing
from luwes.staffing.rules import PLANS_UNDER_WAY, Heads

Content = dict[str, Any]
VERSION = 1
WORDS = ("highlights", "constraints", "tomorrow")


def canonical(content: Content) -> bytes:
    """The one way to write a content down, for its hash."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()  # fmt: skip


def sha256(content: Content) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def draft(
    incident: Incident, previous: SituationReport | None, now: datetime, day: date | None = None
) -> Content:
    """
    What a report would say now; what changed is told against `previous`.

    About a `day` that is over, status, figures and field reports are those of its end; the rest is
    of now, and `as_of_now` names it.
    """
    today = localdate(now)
    on = day or today
    is_past = on < today
    as_of = past.end_of(on) if is_past else now
    found = situation.of(incident, now, with_names=False)
    statuses, figures = list(queries.statuses(incident)), list(queries.figures(incident))
    if is_past:
        figures = past.figures_on(figures, on)
    agencies, regencies = people.by_home(incident.pk, today)
    content: Content = {
        "version": VERSION, "day": on.isoformat(), "as_of": as_of.isoformat(),
        "incident": {
            "name": incident.name, "hazard": incident.hazard, "level": incident.level,
            "area": incident.area.name, "code": incident.area.code, "agency": incident.agency.name,
            "started_at": incident.started_at.isoformat(),
            "declared_at": incident.declared_at.isoformat(),
        },
        "statuses": [_status(row, on) for row in statuses],
        "status_day": _status_day(statuses, on),
        "totals": _totals(figures),
        "figures": _figures(figures),
        "needs": _needs(incident, found),
        "agencies": [_group(group) for group in agencies],
        "regencies": [_group(group) for group in regencies],
        "outside": outside.by_body(queries.OWNER_KIND, incident.pk, today),
        "units": [
            {"name": u.name, "group": u.group, "present": u.present, "taken": u.taken, "minimum": u.minimum}
            for u in people.units_at_limit(incident.pk, today)
        ],
        "field": people.field_reports(
            incident.pk, midnight(on), as_of if is_past else None
        ),
        "open": [
            {"what": m.what, "how": m.how, "who": m.who, "until": m.until.isoformat() if m.until else None}
            for m in found.open
        ],
    }  # fmt: skip
    if is_past:
        content |= {"written_at": now.isoformat(), "as_of_now": list(past.AS_OF_NOW)}
    before = previous.content if previous else None
    content["changes"] = changes.between(before, content)
    content["since"] = previous.number if previous else None
    return content


def _status_day(statuses: list[EmergencyStatus], on: date) -> list[int]:
    """Which day of how many of the status in force; noughts without one."""
    status = situation.in_force(statuses, on)
    return [(on - status.period.start).days + 1, status.period.days or 0] if status else [0, 0]


def _status(row: EmergencyStatus, on: date) -> Content:
    return {
        "status": row.status, "authority": row.authority, "decree": row.decree,
        "first_day": row.period.start.isoformat(),
        "last_day": row.period.last_day.isoformat() if row.period.last_day else None,
        "in_force": on in row.period,
    }  # fmt: skip


def _totals(figures: list[AreaFigure]) -> Content:
    """By kind, only those that anybody told; sources and time are of what was reported, if anything was."""
    used = [figure for figure in figures if figure.is_used]
    found: Content = {}
    for kind, total in queries.totals_of(queries.by_area(used)).items():
        own = [figure for figure in used if figure.kind == kind]
        told = [figure for figure in own if not figure.is_estimate] or own
        if told:
            found[kind] = {
                "reported": total.reported, "estimated": total.estimated,
                "without": total.areas_without, "sources": sorted({f.source for f in told}),
                "reported_at": max(figure.reported_at for figure in told).isoformat(),
            }  # fmt: skip
    return found


def _figures(figures: list[AreaFigure]) -> list[Content]:
    """The figure in use of every area and kind, with what other sources tell differently."""
    cells = [cell for row in figure_table.table(figures, []).rows for cell in row.cells if cell]
    found = []
    for cell in cells:
        if used := cell.used:
            rivals = [f for f in cell.current if f.pk != used.pk and f.value != used.value]
            found.append(
                {
                    "code": cell.area.code, "area": cell.area.name, "kind": cell.kind,
                    **_told(used), "rivals": [_told(figure) for figure in rivals],
                    "because": used.used_because,
                }
            )  # fmt: skip
    return found


def _told(figure: AreaFigure) -> Content:
    return {
        "value": figure.value, "source": figure.source, "is_estimate": figure.is_estimate,
        "reported_at": figure.reported_at.isoformat(),
    }  # fmt: skip


def _needs(incident: Incident, found: situation.Situation) -> list[Content]:
    """By tier and role as on the board; `planned` adds what a plan under way would bring."""
    under_way = next((p for p in found.plans if p.state in PLANS_UNDER_WAY), None)
    brings: dict[tuple[int, str], int] = defaultdict(int)
    if under_way and under_way.solved_at:
        asked = staffing.asked_of(queries.OWNER_KIND, incident.pk)
        brings |= course.brought_by(under_way, asked)
    return [
        {"tier": role.tier, "role": role.name, **_stages(role.heads, brings[role.tier, role.name])}
        for role in found.filling.roles
    ]


def _stages(heads: Heads, brings: int) -> Content:
    """
    Of civil servants each holds the next: asked for ⊇ planned ⊇ ordered ⊇ accepted ⊇ present or
    done. People from outside stand beside them: asked for = ordered + outside + short.
    """
    accepted = heads.coming + heads.here + heads.done
    return {
        "asked": heads.desired, "planned": heads.assigned + brings, "ordered": heads.assigned,
        "accepted": accepted, "present": heads.here, "done": heads.done, "outside": heads.outside,
        "short": heads.short,
    }  # fmt: skip


def _group(group: people.Group) -> Content:
    return {"name": group.name, "code": group.code, **{k: group.counts.get(k, 0) for k in ("asked", "coming", "here", "done")}}  # fmt: skip
