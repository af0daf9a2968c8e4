"""Codes that turn every half minute, who was there, and what a class ends with."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from luwes.core.errors import Problem

STEP_SECONDS = 30  # a code sent on to others is worth no more
GRACE = timedelta(seconds=10)  # for a slow phone
CONFIRM_WITHIN = timedelta(minutes=3)  # between the scan and the press
EARLY = timedelta(minutes=15)  # before a session begins


def step_of(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def seconds_left(at: datetime) -> int:
    """Until the next code is shown; at least one."""
    return STEP_SECONDS - int(at.timestamp()) % STEP_SECONDS


def is_fresh(step: int, now: datetime) -> bool:
    """Of this half minute, or of the last by a slow phone."""
    return step_of(now - GRACE) <= step <= step_of(now)


def is_open(begins_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Whether one may check in."""
    return begins_at - EARLY <= now <= ends_at


@dataclass(frozen=True)
class Arrival:
    """One check-in by code; `device` and `line` tell phones and their way here apart."""

    key: int
    step: int
    device: str
    line: str


@dataclass(frozen=True)
class Shared:
    """With how many people: on one `device` (sure), or alike on one `line` in one half minute (a hint)."""

    device: int = 0
    line: int = 0


def shared(arrivals: Iterable[Arrival]) -> dict[int, Shared]:
    """
    Arrivals that may be of one phone.

    In a room all may have one line, and browsers of one make look alike: that alone proves nothing.
    """
    rows = list(arrivals)
    devices = Counter(row.device for row in rows if row.device)
    lines = Counter((row.line, row.step) for row in rows if row.line)
    found = {row.key: Shared(devices[row.device], lines[row.line, row.step]) for row in rows}
    return {key: marks for key, marks in found.items() if max(marks.device, marks.line) > 1}


def off_room(networks: Mapping[int, str]) -> set[int]:
    """
    Arrivals from elsewhere than where more than half of them come from: the line of the room.

    A hint alone: whoever uses the own data is elsewhere too.
    """
    known = {key: network for key, network in networks.items() if network}
    [(room, most)] = Counter(known.values()).most_common(1) or [("", 0)]
    if most * 2 <= len(known):
        return set()
    return {key for key, network in known.items() if network != room}


def why_not_passed(
    attended: int, sessions: int, least_percent: int, test_passed: bool | None
) -> list[Problem]:
    """Nothing for whoever was there enough and passed the test; `test_passed` is None without one."""
    found = []
    if attended * 100 < least_percent * sessions:
        values = {"attended": attended, "sessions": sessions, "least": least_percent}
        found.append(
            Problem("Hadir %(attended)d dari %(sessions)d pertemuan; paling sedikit %(least)d %%.", values=values)
        )  # fmt: skip
    if test_passed is False:
        found.append(Problem("Tesnya belum lulus."))
    return found
