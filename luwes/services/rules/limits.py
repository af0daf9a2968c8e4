"""How long the law gives for each kind of case: dated rows, so that last year's case keeps its limit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luwes.core.periods import Period
from luwes.services.rules.clocks import DAY_MINUTES
from luwes.services.rules.states import CaseKind


class ClockKind(StrEnum):
    FIRST_ANSWER = "first_answer"
    FINISH = "finish"


SINCE = Period(date(2018, 11, 1))


@dataclass(frozen=True)
class TimeLimit:
    """Working days from the filing; `on_site`: only where the place is looked at."""

    kind: CaseKind
    clock: ClockKind
    working_days: int
    law: str
    on_site: bool = False
    period: Period = SINCE

    @property
    def minutes(self) -> int:
        return self.working_days * DAY_MINUTES


_COMPLAINTS = "PermenPANRB 62/2018"
_INFORMATION = "UU 14/2008 ps. 22"
LIMITS = (
    *(
        TimeLimit(kind, ClockKind.FIRST_ANSWER, 3, _COMPLAINTS)
        for kind in (CaseKind.COMPLAINT, CaseKind.REPORT, CaseKind.WISH)
    ),
    *(
        TimeLimit(kind, ClockKind.FINISH, days, _COMPLAINTS, on_site)
        for kind in (CaseKind.COMPLAINT, CaseKind.REPORT, CaseKind.WISH)
        for days, on_site in ((14, False), (60, True))
    ),
    TimeLimit(CaseKind.INFORMATION, ClockKind.FIRST_ANSWER, 5, _COMPLAINTS),
    TimeLimit(
        CaseKind.INFORMATION, ClockKind.FINISH, 10, _INFORMATION, period=Period(date(2010, 4, 30))
    ),
    # A request: what the service itself promises; an answer as for complaints, where the end is later.
    TimeLimit(CaseKind.REQUEST, ClockKind.FIRST_ANSWER, 3, _COMPLAINTS),
)
INFORMATION_MORE = 7  # working days, once, with the reason in writing: UU 14/2008 ps. 22 (8)
PATIENCE_DAYS = 5  # own policy: working days of waiting for a citizen until they are reminded, once
WARN_SHARE = 75  # per cent of the time used: then the officer is warned


def limit(kind: CaseKind, clock: ClockKind, on: date, *, on_site: bool = False) -> TimeLimit | None:
    """The limit in force on the day; None where only the service's own promise counts."""
    rows = [
        row for row in LIMITS
        if (row.kind, row.clock) == (kind, clock) and row.on_site in (on_site, False) and on in row.period
    ]  # fmt: skip
    return max(rows, key=lambda row: (row.on_site, row.period.start), default=None)
