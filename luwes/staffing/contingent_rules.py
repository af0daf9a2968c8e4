"""People from outside the civil service: which of them fill a need, and what is wrong. Pure."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from luwes.core.errors import Problem
from luwes.core.periods import Period

MOST_HEADS = 10_000
MOST_NAMES = 1_000
LINK_PRESSES_AN_HOUR = 30  # of one link; more is no leader's thumb
LINK_CODES_AN_HOUR, POST_CODES_AN_HOUR = 10, 30  # sent along, right or wrong
SERVANTS_A_DAY = 20  # numbers that one user is told to be a civil servant's
NIK, NIP = 16, 18  # digits


class Body(StrEnum):
    """What kind of body sends them."""

    ARMY = "army"
    POLICE = "police"
    RESCUE = "rescue"
    RED_CROSS = "red_cross"
    VOLUNTEERS = "volunteers"
    BUSINESS = "business"
    OTHER = "other"


class State(StrEnum):
    EXPECTED = "expected"
    HERE = "here"
    DONE = "done"
    CANCELLED = "cancelled"


RUNNING = frozenset({State.EXPECTED, State.HERE})
STANDING = frozenset({*RUNNING, State.DONE})  # not cancelled


@dataclass(frozen=True)
class Draft:
    """A contingent before it is stored."""

    body: Body
    name: str
    heads: int
    period: Period
    leader: str = ""
    leader_phone: str = ""
    basis: str = ""  # number of a letter; empty where it was agreed by word of mouth
    fits: bool = False  # whoever records it says that they meet what the need asks
    promise: int | None = None  # the line of aid that promised them


def problems(draft: Draft, need: Period, *, on: date) -> list[Problem]:
    """What is wrong with a contingent as stated."""
    found = []
    if not draft.name.strip():
        found.append(Problem("Tulis nama satuan atau organisasinya.", "name"))
    if not 1 <= draft.heads <= MOST_HEADS:
        found.append(Problem("Jumlah orang antara 1 dan 10.000.", "heads"))
    if draft.period.end is None:
        found.append(Problem("Isi hari terakhirnya.", "last_day"))
    elif draft.period.end <= on:
        found.append(Problem("Masa tugas ini sudah lewat.", "last_day"))
    if not draft.period.overlaps(need):
        found.append(Problem("Masa tugasnya di luar masa kebutuhan ini.", "first_day"))
    return found


# ── which heads are counted ──────────────────────────────────────────


def covers(period: Period, need: Period, on: date) -> bool:
    """
    Whether a stay holds every day of the need that is still ahead; of a need that is over, its last.

    Only then does it fill heads: whom a plan leaves out for it would be missing on the other days.
    """
    if need.end is None or period.end is None or not period.overlaps(need):
        return False
    return period.end >= need.end and (period.start <= need.start or period.start <= on)


def days_covered(period: Period, need: Period, on: date) -> tuple[int, int]:
    """How many of the need's days ahead the stay holds, and how many there are."""
    if need.end is None or need.end <= on:
        return 0, 0
    left = Period(max(need.start, on), need.end)
    return period.days_within(left), left.days or 0


def fitting(heads: int, *, asks_groups: bool, asks_skills: bool, says_so: bool, listed: int) -> int:
    """
    How many of the heads meet what the need asks.

    Without a word of whoever records it, only as many as the list shows (`listed`); a group of
    civil servants no list can show. The others come as helpers.
    """
    if says_so or not (asks_groups or asks_skills):
        return heads
    return 0 if asks_groups else min(heads, listed)


def counted(state: State, fitting: int, period: Period, need: Period, on: date) -> int:
    """Heads that fill the need."""
    return fitting if state in STANDING and covers(period, need, on) else 0


# ── at the post ──────────────────────────────────────────────────────


def present_problems(present: int, heads: int) -> list[Problem]:
    """`present` at the post after what is written down."""
    if present < 0 or present > heads:
        return [Problem("Yang hadir antara 0 dan %(heads)d orang.", "present", values={"heads": heads})]  # fmt: skip
    return []


def added_by_name(present: int, named: int, news: int) -> int:
    """
    By how many the number at the post grows when `news` more are known by name.

    `named` of the `present` are known already; the others of them are whoever is named first.

    >>> added_by_name(present=5, named=0, news=5)
    0
    """
    return max(0, named + news - present)


def longest_stay_since(signs: Iterable[tuple[datetime, int]]) -> datetime | None:
    """
    Since when the one who is there longest is there; None when nobody is.

    `signs` are (when, how many came; negative: went), oldest first. Who came first goes first.
    """
    there: deque[tuple[datetime, int]] = deque()
    for at, change in signs:
        if change > 0:
            there.append((at, change))
        gone = max(0, -change)
        while gone and there:
            since, people = there.popleft()
            if people > gone:
                there.appendleft((since, people - gone))
            gone = max(0, gone - people)
    return there[0][0] if there else None


def is_late(since: datetime | None, now: datetime, shift_hours: int) -> bool:
    """Whether somebody is at the post for longer than the policy of hours lets anybody serve."""
    return since is not None and now - since > timedelta(hours=shift_hours)


# ── names ────────────────────────────────────────────────────────────


def number_key(body: Body, number: str) -> str:
    """
    The number in the form in which it is compared; empty without one.

    A NIP or a NIK is one wherever it stands; other numbers only within their kind of body.
    """
    plain = re.sub(r"[^0-9A-Za-z]", "", number).upper()
    if not plain:
        return ""
    if plain.isdecimal() and len(plain) == NIP:
        return f"nip {plain}"
    if plain.isdecimal() and len(plain) == NIK:
        return f"nik {plain}"
    return f"{body.value} {plain}"


def name_key(name: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", name.casefold()).split())


@dataclass(frozen=True)
class Name:
    """Somebody of a list; `competency_id` is claimed, not shown, unless a certificate stands by it."""

    name: str
    number: str = ""
    competency_id: int | None = None
    certificate: str = ""


def listed_problems(
    body: Body, names: Sequence[Name], heads: int, *, standing: Collection[tuple[str, str]] = ()
) -> list[Problem]:
    """
    What is wrong with a list of names, every row told.

    `standing` are (name, number key) of those who are on the contingent's list already.
    """
    found = []
    if len(standing) + len(names) > heads:
        found.append(Problem(
            "Daftarnya %(names)d nama, padahal rombongan ini %(heads)d orang. Ubah dulu jumlahnya.",
            "names", values={"names": len(standing) + len(names), "heads": heads},
        ))  # fmt: skip
    keys = {key for _name, key in standing if key}
    bare = {name_key(name) for name, key in standing if not key}
    for row in names:
        key, name = number_key(body, row.number), name_key(row.name)
        if not name:
            found.append(Problem("Ada baris tanpa nama.", "names"))
        elif key and key in keys:
            found.append(Problem("%(name)s: nomornya sudah ada di daftar ini.", "names", values={"name": row.name}))  # fmt: skip
        elif not key and name in bare:
            found.append(Problem(
                "%(name)s tertulis dua kali. Bila memang dua orang, tulis nomor masing-masing.",
                "names", values={"name": row.name},
            ))  # fmt: skip
        keys |= {key} if key else set()
        bare |= set() if key else {name}
    return found
