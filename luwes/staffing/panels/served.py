"""What assignments put on a person's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts import access as accounts
from luwes.accounts.rules import Right
from luwes.core.periods import through, year_of
from luwes.people.profile import Fact, Span, Viewing
from luwes.staffing import dispensations, queries, rules
from luwes.staffing.models import BINDING, Assignment

MOST = 12


def assignments_of(viewing: Viewing) -> list[Assignment]:
    return viewing.once(
        "assignments", lambda: list(queries.served(viewing.employee.pk, viewing.on))
    )


def _binding(viewing: Viewing) -> list[Assignment]:
    return [a for a in assignments_of(viewing) if a.state in BINDING]


def assignments(viewing: Viewing) -> dict[str, Any]:
    rows = assignments_of(viewing)[:MOST]
    return {
        "rows": [
            {"assignment": a, "is_running": a.state in rules.RUNNING and viewing.on in a.period}
            for a in rows
        ],
        "is_oneself": viewing.is_oneself,
    }


def days_served(viewing: Viewing) -> list[Fact]:
    year = year_of(viewing.on)
    on = viewing.on
    served = [a for a in assignments_of(viewing) if rules.AssignmentState(a.state) in rules.SERVING]
    rows = [a for a in served if a.period.overlaps(through(year.start, on))]
    days = sum(rules.days_served(a.period, a.load, since=year.start, on=on) for a in rows)
    label = _("Hari penugasan %(year)s") % {"year": viewing.on.year}
    count = ngettext("%d penugasan", "%d penugasan", len(rows)) % len(rows)
    return [Fact(label, days, count)]


def spans(viewing: Viewing) -> list[Span]:
    return [Span(str(a.need), a.period, "duty") for a in reversed(_binding(viewing))]


def words(count: int) -> str:
    return ngettext("%d penugasan", "%d penugasan", count) % count


def dispensed(viewing: Viewing) -> dict[str, Any] | None:
    """Only for the person and who records their leave; what struck is told to nobody else."""
    if not (viewing.is_oneself or viewing.may(Right.RECORD_LEAVE)):
        return None
    rows = list(dispensations.of_person(viewing.employee.pk, viewing.on))
    return {"rows": rows, "employee": viewing.employee}


def safety_url(viewing: Viewing) -> str:
    """For oneself, and for who plans somewhere; the page asks for whom."""
    may = viewing.is_oneself or bool(accounts.reach(viewing.user, Right.PLAN))
    return reverse("staffing:safety", args=[viewing.employee.pk]) if may else ""
