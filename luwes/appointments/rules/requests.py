"""A request for leave: its states, and the four answers of the official form (BKN 24/2017). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from luwes.core.errors import Problem


class RequestState(StrEnum):
    ASKED = "asked"
    VIEWED = "viewed"  # the superior said what they think; the authorised official decides
    APPROVED = "approved"
    CHANGED = "changed"
    DEFERRED = "deferred"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RECALLED = "recalled"


class Answer(StrEnum):
    """Disetujui, perubahan, ditangguhkan, tidak disetujui."""

    APPROVED = "approved"
    CHANGED = "changed"
    DEFERRED = "deferred"
    REFUSED = "refused"


OPEN = frozenset({RequestState.ASKED, RequestState.VIEWED})
GRANTED = frozenset({RequestState.APPROVED, RequestState.CHANGED})
ANSWERS = tuple(Answer)


@dataclass(frozen=True)
class Day:
    """One group (None: everyone) of a unit on one day, with the asked person away."""

    unit: str
    group_id: int | None
    group: str
    day: date
    present: int
    minimum: int
    assumed: bool = False

    @property
    def short(self) -> int:
        return max(0, self.minimum - self.present)


def below(days: Sequence[Day]) -> list[Day]:
    return [day for day in days if day.short]


def answer_problems(
    answer: Answer, *, reason: str, short: Sequence[Day], over_minimum: str
) -> list[Problem]:
    """Whatever is not a plain yes needs its reason; so does a yes that leaves too few."""
    found = []
    if answer is not Answer.APPROVED and not reason.strip():
        found.append(Problem("Tulis alasannya; pegawai yang meminta membacanya.", "reason"))
    if answer in {Answer.APPROVED, Answer.CHANGED} and short and not over_minimum.strip():
        found.append(
            Problem(
                "Pada %(n)d hari yang hadir di bawah minimum. Tulis mengapa cuti tetap diberikan.",
                "over_minimum", values={"n": len({row.day for row in short})},
            )
        )  # fmt: skip
    return found
