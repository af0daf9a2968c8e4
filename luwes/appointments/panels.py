"""What appointments add to the pages of areas below."""

from datetime import date
from typing import Any

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.appointments import access, occupying
from luwes.organisation import access as organisation
from luwes.organisation.models import Position
from luwes.organisation.slots import PositionPanel


def holders(user: User, position: Position, on: date) -> dict[str, Any]:
    """Names only for those who may see the unit's people."""
    sees = organisation.can(user, Right.VIEW_PEOPLE, position.unit, on)
    found = occupying.held_of(position.pk, on) if sees else None
    return {"held": found, "sees": sees, "fills": access.can_fill(user, position, on)}


def candidates(user: User, position: Position, on: date) -> dict[str, Any]:
    return {"position": position, "ranks": access.can_rank(user, position, on), "on": on}


HOLDERS = PositionPanel("holders", "appointments/parts/holders.html", holders)
CANDIDATES = PositionPanel("candidates", "appointments/parts/candidates.html", candidates)
