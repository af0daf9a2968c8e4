"""Places on our pages that areas above fill, in their `apps.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from luwes.accounts.models import User
from luwes.core.registry import Registry
from luwes.organisation.models import Position


@dataclass(frozen=True)
class PositionPanel:
    """A part of a position's page: its template, and what the template shows this user that day."""

    key: str
    template: str
    context: Callable[[User, Position, date], dict[str, Any]]


position_panels: Registry[PositionPanel] = Registry("position panels")
