"""What may happen to an order that was issued: changed, relieved, returned. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period
from luwes.staffing.hours import Policy
from luwes.staffing.rules import RUNNING, AssignmentState


class Kind(StrEnum):
    """The kinds of letter by which it happens, too."""

    AMENDMENT = "amendment"  # perubahan
    RELIEF = "relief"  # pembebasan, penggantian
    RETURN = "return"  # pengembalian


class State(StrEnum):
    WAITING = "waiting"  # an extension is a new act: the lending government decides
    MADE = "made"
    REFUSED = "refused"


class Because(StrEnum):
    """Why somebody is relieved early; as coarse as that, for it stands in the letter."""

    ROTATION = "rotation"
    SURPLUS = "surplus"
    RECALLED = "recalled"
    HINDERED = "hindered"


# Why others are still wanted at the post: the place is open unless somebody there goes on.
LEAVES_A_PLACE = frozenset({Because.ROTATION, Because.RECALLED, Because.HINDERED})
# As the letter says it, in Indonesian always.
BECAUSE_WORDS = {
    Because.ROTATION: "perlu dilakukan pergantian petugas menurut giliran tugas",
    Because.SURPLUS: "kebutuhan tenaga pada pos tugas berkurang",
    Because.RECALLED: "yang bersangkutan diperlukan kembali di unit asalnya",
    Because.HINDERED: "yang bersangkutan berhalangan",
}
_DAY = timedelta(days=1)


def until(period: Period, last_day: date | None) -> Period:
    """The same duty until another last day; unchanged without one, or with one before its first."""
    if last_day is None or last_day < period.start:
        return period
    return Period(period.start, last_day + _DAY)


def extra(period: Period, last_day: date | None) -> Period | None:
    """The days by which a duty would grow; None where it doesn't."""
    if last_day is None or period.end is None or last_day < period.end:
        return None
    return Period(period.end, last_day + _DAY)


# Kebijakan Luwes, bukan hukum: for a day or less nobody is sent after who stops sooner.
WORTH_REFILLING = timedelta(days=1)


def leaves_a_place(before: Period, after: Period, need: Period) -> bool:
    """Whether a duty made shorter leaves enough of the need for somebody else to come."""
    if after.end is None or need.end is None or (before.end and before.end <= after.end):
        return False
    return need.end - after.end > WORTH_REFILLING


@dataclass(frozen=True)
class Standing:
    """How an order stands before it is changed."""

    state: AssignmentState
    period: Period


def last_day_problems(standing: Standing, last_day: date, on: date) -> list[Problem]:
    """What forbids this last day, whether it comes sooner or later than the one before."""
    if last_day < max(on, standing.period.start):
        return [Problem("Hari terakhir tidak boleh mendahului hari ini atau hari pertama tugas.", "last_day")]  # fmt: skip
    return []


def running_problems(standing: Standing, label: str) -> list[Problem]:
    if standing.state in RUNNING:
        return []
    return [Problem("Penugasan ini sudah %(state)s.", values={"state": label.lower()})]


def rotation_problems(period: Period, policy: Policy) -> list[Problem]:
    """A tour longer than people should serve without being relieved."""
    if period.days is None or period.days <= policy.rotation_days:
        return []
    return [
        Problem(
            "Menjadi %(days)d hari; satu giliran paling lama %(most)d hari (kebijakan Luwes).",
            "beyond_policy", values={"days": period.days, "most": policy.rotation_days},
        )
    ]  # fmt: skip


def relief_problems(standing: Standing, last_day: date, on: date) -> list[Problem]:
    """Only whoever serves is relieved, and only earlier than ordered."""
    found = last_day_problems(standing, last_day, on)
    if standing.state is not AssignmentState.ACTIVE:
        found.append(Problem("Hanya yang sedang bertugas yang dibebaskan; yang belum datang ditarik penugasannya."))  # fmt: skip
    elif standing.period.end is not None and last_day >= standing.period.end:
        found.append(Problem("Hari terakhirnya harus sebelum atau pada akhir masa tugas.", "last_day"))  # fmt: skip
    return found
