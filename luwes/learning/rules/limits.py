"""
What passing may show: own policy (kebijakan Luwes), in dated rows.

To know something and to do it under guidance (1 and 2) can be shown in a test that nobody watches. To do it
alone (3) has to be seen by somebody who teaches. Above that only who can do it themself can say so.
"""

from dataclasses import dataclass
from datetime import date

from luwes.core.errors import Problem
from luwes.core.periods import Period
from luwes.learning.rules.states import Method


@dataclass(frozen=True)
class Limit:
    """The highest level: `alone` where nobody watches, `taught` whoever teaches."""

    alone: int
    taught: int
    period: Period


LIMITS = (Limit(2, 3, Period(date(2025, 1, 1))),)
HIGHEST = 5
UNWATCHED = frozenset({Method.SELF_PACED, Method.SEMINAR})  # who comes only reads or listens


def limit_on(day: date) -> Limit:
    found = max((row for row in LIMITS if day in row.period), key=lambda row: row.period.start, default=None)  # fmt: skip
    return found or Limit(HIGHEST, HIGHEST, Period(day))


def most_alone(on: date) -> int:
    return limit_on(on).alone


def most_taught(method: Method, trainers: int, on: date) -> int:
    """Where a class is taught so, by people the best of whom has the competency at that level (0: nobody)."""
    limit = limit_on(on)
    return limit.alone if method in UNWATCHED else max(limit.taught, trainers)


def alone_problems(level: int, needs_certificate: bool, on: date) -> list[Problem]:
    """What stands against a module: of competencies that ask for a certificate it shows nothing."""
    found = []
    if needs_certificate:
        found.append(
            Problem("Kompetensi ini perlu sertifikat; ditunjukkan di kelas, bukan lewat modul sendiri.", "competency")
        )  # fmt: skip
    if level > most_alone(on):
        found.append(
            Problem("Kebijakan Luwes: lewat modul sendiri paling tinggi tingkat %(most)d; di atasnya lewat kelas.", "level", values={"most": most_alone(on)})
        )  # fmt: skip
    return found


def course_problems(level: int, method: Method, on: date) -> list[Problem]:
    """What stands against a course, whoever will teach it."""
    most = most_taught(method, HIGHEST, on)
    if level <= most:
        return []
    return [
        Problem("Kebijakan Luwes: seminar dan belajar mandiri paling tinggi tingkat %(most)d; di atasnya lewat kelas atau di tempat kerja.", "level", values={"most": most})
    ]  # fmt: skip


def class_problems(level: int, method: Method, trainers: int, on: date) -> list[Problem]:
    """What stands against a class with these trainers."""
    most = most_taught(method, trainers, on)
    if level <= most:
        return []
    return [
        Problem("Kebijakan Luwes: kelas ini paling tinggi menunjukkan tingkat %(most)d. Untuk tingkat %(level)d tambahkan pengajar yang kompetensinya tercatat tingkat itu.", values={"most": most, "level": level})
    ]  # fmt: skip
