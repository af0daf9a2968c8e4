"""The checks of a request's moves, by the rules in force on their first day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from luwes.appointments.models import Move, MoveAnswer, MoveRequest, MoveRule
from luwes.appointments.moving.gathering import Known, gather
from luwes.appointments.rules import moves as rules


@dataclass(frozen=True)
class Judged:
    """One move with its checks, and who has answered for which."""

    move: Move
    facts: rules.MoveFacts
    checks: list[rules.Check]
    answers: dict[str, MoveAnswer]

    @property
    def refusing(self) -> list[rules.Check]:
        return [check for check in self.checks if check.refuses]

    @property
    def open(self) -> list[rules.Check]:
        """What somebody has still to answer for."""
        return [check for check in self.checks if check.asks and not self.answers_to(check)]

    def answers_to(self, check: rules.Check) -> MoveAnswer | None:
        """An answer counts only for the verdict it was given to."""
        answer = self.answers.get(check.rule)
        return answer if answer and answer.verdict == check.verdict.value else None

    def kept(self) -> list[dict[str, Any]]:
        """The checks as a judgement keeps them, with the names of those who answered."""
        found = []
        for check in self.checks:
            answer = self.answers_to(check)
            told = {"by": str(answer.by), "reason": answer.reason} if answer else None
            found.append({**check.as_json(), "answer": told})
        return found


def rules_on(on: date) -> tuple[rules.Dated, ...]:
    """The rows in force on a day: this government's own, and of the table where it has none."""
    own = [row.as_dated() for row in MoveRule.objects.filter(period__contains=on).order_by("pk")]
    return tuple(rules.in_force([*rules.TABLE, *own], on).values())


def judged(request: MoveRequest, moves: Sequence[Move], on: date) -> tuple[Known, list[Judged]]:
    """All moves of a request, judged as if they became effective on the day."""
    known, standing = gather(request, moves, on), rules_on(on)
    answers: dict[int, dict[str, MoveAnswer]] = {}
    rows = MoveAnswer.objects.filter(move__request=request).select_related("by").order_by("pk")
    for answer in rows:
        answers.setdefault(answer.move_id, {})[answer.rule] = answer
    return known, [
        Judged(m, known.facts[m.pk], rules.judge(known.facts[m.pk], standing), answers.get(m.pk, {}))
        for m in moves
    ]  # fmt: skip
