"""What was written on a phone without a network and arrives later: when it happened, and where. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from luwes.core.errors import Problem

# Our own choices, not law: from when on a phone's clock counts as wrong, how long a phone may hold
# what it has written, how near to a post is at it, and from when a position says nothing.
CLOCK_OFF = timedelta(minutes=5)
HELD_AT_MOST = timedelta(days=7)
AT_POST_METRES = 300
WEAK_METRES = 500


@dataclass(frozen=True)
class Stamp:
    """
    The phone's clock when something was written and when it was sent.

    `met_server` and `met_phone` are both clocks at the last time before the writing at which the
    phone heard from us; None where it never had.
    """

    written_at: datetime
    sent_at: datetime
    met_server: datetime | None = None
    met_phone: datetime | None = None


@dataclass(frozen=True)
class Moment:
    """When something happened, and whether the phone's clock could not be taken at its word."""

    at: datetime
    is_clock_off: bool


def moment(stamp: Stamp, received: datetime) -> Moment:
    """
    When it was written, by our clock.

    The phone's clock is corrected by what it was off when it last heard from us; or, where it never
    did, by what it is off as it sends. Nothing happens before that last time, after it is received, or
    longer ago than a phone may hold it.
    """
    now_off = received - stamp.sent_at
    off, earliest = now_off, received - HELD_AT_MOST
    if stamp.met_server and stamp.met_phone:
        off = stamp.met_server - stamp.met_phone
        earliest = max(earliest, min(stamp.met_server, received))
    at = min(max(stamp.written_at + off, earliest), received)
    return Moment(at, max(abs(off), abs(now_off)) > CLOCK_OFF)


class Report(StrEnum):
    """What somebody at a post tells."""

    NEWS = "news"
    MORE = "more"  # people or things are short
    HURT = "hurt"


@dataclass(frozen=True)
class ReportDraft:
    kind: Report
    text: str
    heads: int | None = None
    photos: int = 0


PHOTOS_AT_MOST = 4  # ours: what a weak line still carries


def report_problems(draft: ReportDraft) -> list[Problem]:
    """What is wrong with a report as written."""
    found = []
    if not draft.text.strip():
        found.append(Problem("Tulis apa yang terjadi.", "text"))
    if draft.heads is not None and not 1 <= draft.heads <= 1000:
        found.append(Problem("Tambahan orang antara 1 dan 1.000.", "heads"))
    if draft.photos > PHOTOS_AT_MOST:
        found.append(Problem("Paling banyak %(most)d foto.", "photos", values={"most": PHOTOS_AT_MOST}))  # fmt: skip
    return found


class Nearness(StrEnum):
    """Whether a phone's position lies at the post."""

    AT = "at"
    FAR = "far"
    WEAK = "weak"  # too inexact to say
    UNKNOWN = "unknown"  # no position, or the post has no point


@dataclass(frozen=True)
class Position:
    """Degrees, and how many metres the phone says it may be off."""

    lat: float
    lon: float
    accuracy: int


def nearness(distance: int | None, accuracy: int | None) -> Nearness:
    """Both in metres; a phone that is at most so far off as it says stands at the post."""
    if distance is None or accuracy is None:
        return Nearness.UNKNOWN
    if accuracy > WEAK_METRES:
        return Nearness.WEAK
    return Nearness.AT if distance - accuracy <= AT_POST_METRES else Nearness.FAR
