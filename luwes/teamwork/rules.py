"""Task teams and opportunities: states, who fits, and what stands against somebody. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period, add_months

TEAM, OPPORTUNITY = "task_team", "opportunity"  # kinds of owners of needs


class TeamState(StrEnum):
    DRAFTED = "drafted"
    OPEN = "open"  # people are looked for
    RUNNING = "running"  # the first letters are out
    CLOSED = "closed"


class OpportunityState(StrEnum):
    DRAFTED = "drafted"
    OPEN = "open"
    ENDED = "ended"  # done, or taken back


class ApplicationState(StrEnum):
    WAITING = "waiting"  # for the home superior
    CONSENTED = "consented"
    REFUSED = "refused"
    CHOSEN = "chosen"
    PASSED = "passed"  # somebody else was chosen
    WITHDRAWN = "withdrawn"


LIVE = (ApplicationState.WAITING, ApplicationState.CONSENTED, ApplicationState.CHOSEN)


class Origin(StrEnum):
    APPLIED = "applied"  # pengajuan sukarela
    APPOINTED = "appointed"  # penunjukan


class Rating(StrEnum):
    """What a member brought to an output, in the words of PermenPANRB 6/2022."""

    BELOW = "below"
    MEETS = "meets"
    ABOVE = "above"


# Our own choices, not law: a team has a set time (PermenPANRB 7/2022 says no number; ministries set a
# year); how often a silent superior is reminded, and how many are told of an opportunity.
MOST_MONTHS = 12
REMIND_AFTER = timedelta(days=3)
MOST_REMINDERS = 3
MOST_TOLD = 20
FULL = 100  # per cent of somebody's time: away from home duty
TIER = 4  # behind everything that an emergency asks


def team_problems(period: Period, on: date) -> list[Problem]:
    return list(_period_problems(period, on))


def _period_problems(period: Period, on: date) -> Iterator[Problem]:
    if period.end is None or period.end > add_months(period.start, MOST_MONTHS):
        yield Problem("Paling lama 12 bulan; sesudahnya dibentuk lagi.", "last_day")
    elif period.end <= on:
        yield Problem("Masa ini sudah lewat.", "last_day")


def opportunity_problems(period: Period, apply_until: date, on: date) -> list[Problem]:
    found = list(_period_problems(period, on))
    if apply_until < on:
        found.append(Problem("Batas melamar sudah lewat.", "apply_until"))
    if period.end is not None and apply_until >= period.end:
        found.append(Problem("Batas melamar sesudah pekerjaannya selesai.", "apply_until"))
    return found


# ── fit ──────────────────────────────────────────────────────────────

# Points of each part of the fit; together 100. Nothing else counts: not age, sex, religion, marriage
# or origin.
COMPETENCE, GROUP, ROOM, NEARNESS = 50, 15, 20, 15
NEAR_KM, FAR_KM = 5.0, 100.0


@dataclass(frozen=True)
class Asked:
    """What a seat asks; `skills`: level by competency, `groups`: ids, empty for everybody."""

    skills: dict[int, int]
    groups: frozenset[int]
    load: int


@dataclass(frozen=True)
class Offered:
    """What one person brings; `taken`: most per cent taken on any day of the time."""

    skills: dict[int, int]
    group_id: int
    taken: int
    km: float | None


@dataclass(frozen=True)
class Fit:
    """Points by part, and what stands against choosing this person as things are."""

    competence: int
    group: int
    room: int
    nearness: int
    met: int
    asked: int
    taken: int
    km: float | None
    fits_group: bool
    has_room: bool

    @property
    def total(self) -> int:
        return self.competence + self.group + self.room + self.nearness

    @property
    def may_be_chosen(self) -> bool:
        return self.met == self.asked and self.fits_group and self.has_room


def fit(asked: Asked, offered: Offered) -> Fit:
    met = sum(offered.skills.get(skill, 0) >= level for skill, level in asked.skills.items())
    reached = sum(
        min(offered.skills.get(skill, 0), level) / level for skill, level in asked.skills.items()
    )
    fits_group = not asked.groups or offered.group_id in asked.groups
    room = 100 - offered.taken - asked.load
    return Fit(
        competence=round(COMPETENCE * reached / len(asked.skills)) if asked.skills else COMPETENCE,
        group=GROUP if fits_group else 0,
        room=round(ROOM * max(0, room) / max(1, 100 - asked.load)) if asked.load < 100 else ROOM * (room >= 0),
        nearness=_nearness(offered.km), met=met, asked=len(asked.skills), taken=offered.taken,
        km=offered.km, fits_group=fits_group, has_room=room >= 0,
    )  # fmt: skip


def _nearness(km: float | None) -> int:
    """All points within `NEAR_KM`, none from `FAR_KM` on; half where nobody knows."""
    if km is None:
        return NEARNESS // 2
    share = (FAR_KM - km) / (FAR_KM - NEAR_KM)
    return round(NEARNESS * min(1.0, max(0.0, share)))


def best(fits: Iterable[tuple[int, Fit]], most: int = MOST_TOLD) -> list[int]:
    """Who may be told: those who could be chosen today, the best first; equal ones by id."""
    able = [(pk, found) for pk, found in fits if found.may_be_chosen]
    return [pk for pk, found in sorted(able, key=lambda row: (-row[1].total, row[0]))[:most]]
