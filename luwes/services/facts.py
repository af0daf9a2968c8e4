"""What happens with cases. Areas above listen: learning, motivation, insight."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Filed:
    """A case came in."""

    case_id: int
    at: datetime


@dataclass(frozen=True)
class Given:
    """An officer got a case; `by_id` None when by the routing alone."""

    case_id: int
    employee_id: int
    at: datetime
    by_id: int | None = None


@dataclass(frozen=True)
class Unroutable:
    """Nobody whose competency record holds is there to take it: who oversees the unit is told."""

    case_id: int
    at: datetime


@dataclass(frozen=True)
class Told:
    """The office said something to the citizen; `entry_id` tells what."""

    case_id: int
    entry_id: int
    at: datetime


@dataclass(frozen=True)
class CitizenSaid:
    """The citizen wrote, confirmed, reopened or withdrew."""

    case_id: int
    entry_id: int
    at: datetime


@dataclass(frozen=True)
class Forwarded:
    """Another government or unit has it from now on; the citizen follows it at the same place."""

    case_id: int
    from_agency_id: int
    at: datetime


@dataclass(frozen=True)
class Closed:
    """An officer closed a case, with what the citizen can see."""

    case_id: int
    employee_id: int
    at: datetime


@dataclass(frozen=True)
class Confirmed:
    """The citizen agreed that it is done, or let the time go by; `employee_id` had closed it."""

    case_id: int
    employee_id: int | None
    at: datetime


@dataclass(frozen=True)
class Reopened:
    """
    The citizen says that it is not done after all. `employee_id` had closed it; `confirmed_at`: when
    it had been settled, if it was.
    """

    case_id: int
    employee_id: int | None
    confirmed_at: datetime | None
    at: datetime


@dataclass(frozen=True)
class Thanked:
    """The citizen thanked the officer after a case, in these words."""

    case_id: int
    employee_id: int
    words: str
    at: datetime


@dataclass(frozen=True)
class Warned:
    """A clock is three quarters through (`breached` False), or over."""

    case_id: int
    clock_id: int
    breached: bool
    at: datetime
