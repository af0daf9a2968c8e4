"""What moves put on a person's page and on a position's."""

from datetime import date
from typing import Any

from django.db.models import Q

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.appointments.models import RUNNING, Move
from luwes.appointments.moving import access
from luwes.appointments.personal import held
from luwes.organisation import access as organisation
from luwes.organisation.models import Position
from luwes.organisation.slots import PositionPanel
from luwes.people.profile import Viewing

MOST = 10
# What oneself sees: not what is still being thought about.
TOLD = ("decreed", "effective")


def of_person(viewing: Viewing) -> dict[str, Any] | None:
    """For those who see requests, all of the person's they see; for oneself what has been decreed."""
    rows_held = held(viewing)
    if rows_held and not any(row.was_moved for row in rows_held):
        return None  # told with the history, without asking again
    rows = Move.objects.filter(employee=viewing.employee).select_related(
        "request", "to_position__title", "letter"
    )
    if accounts.has(viewing.user, Right.VIEW_MOVES):
        seen = access.visible(viewing.user, viewing.on).order_by().values("pk")
        found = list(rows.filter(request__in=seen).order_by("-request__effective_on", "-pk")[:MOST])
    elif viewing.is_oneself:
        decreed = rows.filter(request__state__in=TOLD)
        found = list(decreed.order_by("-request__effective_on", "-pk")[:MOST])
    else:
        return None
    linked = accounts.has(viewing.user, Right.VIEW_MOVES)
    return {"moves": found, "linked": linked} if found else None


def of_position(user: User, position: Position, on: date) -> dict[str, Any]:
    """Running requests that lead to this post or away from it."""
    if not organisation.can(user, Right.VIEW_MOVES, position.unit, on):
        return {"pending": []}
    rows = Move.objects.filter(
        Q(to_position=position) | Q(origin__position=position), request__state__in=RUNNING
    )
    rows = rows.select_related("request", "employee").order_by("request__effective_on", "pk")
    return {"pending": list(rows[:MOST]), "position": position}


PENDING = PositionPanel("moves", "appointments/moves/position_panel.html", of_position)
