"""What appointments and leave put on a person's own page."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.rules import Right
from luwes.appointments import queries
from luwes.appointments.models import KIND_LABELS, Appointment, Leave, Move
from luwes.core.periods import year_of
from luwes.organisation.models import UnitShape
from luwes.people.profile import Fact, Span, Viewing

MOST_LEAVE = 8


@dataclass(frozen=True)
class Held:
    """An appointment with its unit's name of that time."""

    appointment: Appointment
    unit: str
    is_now: bool
    was_moved: bool  # a request to move the person is or was under way

    @property
    def mandate(self) -> str:
        """Plt. or Plh., where it is one."""
        appointment = self.appointment
        return "" if appointment.is_definitive else str(KIND_LABELS[appointment.kind])


def held(viewing: Viewing) -> list[Held]:
    return viewing.once("appointments", lambda: _read(viewing))


def _read(viewing: Viewing) -> list[Held]:
    moves = Move.objects.filter(employee=viewing.employee).exclude(request__state="draft")
    rows = list(queries.history_of(viewing.employee.pk).annotate(was_moved=Exists(moves)))
    shapes = UnitShape.objects.filter(unit_id__in={a.unit_id for a in rows})
    names: dict[int, list[UnitShape]] = {}
    for shape in shapes.order_by("-period", "pk"):
        names.setdefault(shape.unit_id, []).append(shape)
    return [
        Held(a, _name(a, names.get(a.unit_id, [])), viewing.on in a.period, a.was_moved)
        for a in rows
    ]


def _name(appointment: Appointment, shapes: list[UnitShape]) -> str:
    """What the unit was called at the end of that time, or last."""
    then = [s for s in shapes if s.period.overlaps(appointment.period)] or shapes
    return then[0].name if then else appointment.unit.code


def history(viewing: Viewing) -> dict[str, Any]:
    return {"held": held(viewing)}


def spans(viewing: Viewing) -> list[Span]:
    return [
        Span(
            f"{h.appointment.position}, {h.unit}",
            h.appointment.period,
            "now" if h.is_now else "past",
        )
        for h in reversed(held(viewing))
        if h.appointment.is_definitive
    ]


def words(count: int) -> str:
    return ngettext("%d jabatan", "%d jabatan", count) % count


# ── leave ────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Away:
    """Leave as this reader may see it: the kind may tell of health, so not everybody sees it."""

    leave: Leave
    kind: str
    is_now: bool
    is_ahead: bool


def leave_shown(leave: Leave, viewing_on: Any, *, with_kind: bool) -> Away:
    kind = str(leave.get_kind_display()) if with_kind else _("Cuti")
    return Away(leave, kind, viewing_on in leave.period, viewing_on < leave.period.start)


def _leaves(viewing: Viewing) -> list[Leave]:
    return viewing.once("leave", lambda: list(queries.leave_of(viewing.employee.pk)))


def _may_record(viewing: Viewing) -> bool:
    return viewing.may(Right.RECORD_LEAVE)


def leave(viewing: Viewing) -> dict[str, Any]:
    may_record = _may_record(viewing)
    rows = _leaves(viewing)
    with_kind = may_record or viewing.is_oneself
    return {
        "rows": [leave_shown(r, viewing.on, with_kind=with_kind) for r in rows[:MOST_LEAVE]],
        "more": max(0, len(rows) - MOST_LEAVE),
        "may_record": may_record,
        "employee": viewing.employee,
        "with_balance": with_kind,
    }


def leave_days(viewing: Viewing) -> list[Fact]:
    """Days of leave in the year shown, up to its end."""
    year = year_of(viewing.on)
    days = sum(row.period.days_within(year) for row in _leaves(viewing))
    now = next((row for row in _leaves(viewing) if viewing.on in row.period), None)
    label = _("Hari cuti %(year)s") % {"year": viewing.on.year}
    return [Fact(label, days, _("sedang cuti") if now else _("hari kalender, sudah dan akan"))]


def record_url(viewing: Viewing) -> str:
    if not _may_record(viewing):
        return ""
    return reverse("appointments:leave_new", args=[viewing.employee.pk])
