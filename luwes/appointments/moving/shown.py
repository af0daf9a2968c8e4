"""A request as its page shows it: chains, checks, steps, letters, what rests on its day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments.models import Move, MoveAnswer, MoveJudgement, MoveRequest, MoveStep
from luwes.appointments.moving import access, wording
from luwes.appointments.moving.judging import judged
from luwes.appointments.rules import moves as rules
from luwes.appointments.rules.moves import RequestState
from luwes.organisation import queries as organisation

MOST_LIVE = 200  # moves that are judged anew each time somebody looks
A_PAGE = 25
MOST_CHAINS = 12
LIVE = (RequestState.DRAFT, RequestState.SUBMITTED, RequestState.APPROVED, RequestState.DECREED)


@dataclass(frozen=True)
class ShownCheck:
    """One verdict in the reader's words."""

    rule: str
    name: str
    verdict: str
    words: str
    law: str
    since: date
    refuses: bool
    asks: bool
    is_sure: bool
    answer: str = ""
    by: str = ""

    @property
    def is_open(self) -> bool:
        return self.asks and not self.answer


@dataclass(frozen=True)
class ShownMove:
    move: Move
    unit_from: str
    unit_to: str
    checks: list[ShownCheck]

    @property
    def failing(self) -> int:
        return sum(c.refuses for c in self.checks)

    @property
    def open(self) -> int:
        return sum(c.is_open for c in self.checks)

    @property
    def passing(self) -> list[ShownCheck]:
        return [c for c in self.checks if c.verdict == "passes"]

    @property
    def others(self) -> list[ShownCheck]:
        """What fails first, then what asks, then what has been answered."""
        rows = [c for c in self.checks if c.verdict != "passes"]
        return sorted(rows, key=lambda c: (not c.refuses, not c.is_open))


@dataclass(frozen=True)
class ShownLink:
    """A post in the line of a chain, and who goes from it to the next."""

    post: str
    who: str


@dataclass(frozen=True)
class ShownChain:
    links: list[ShownLink]
    last: str  # the post where the line ends
    is_loop: bool


def moves_shown(request: MoveRequest, moves: Sequence[Move]) -> list[ShownMove]:
    """Judged as of now while nothing is decided for good; afterwards as it was kept."""
    units = {m.origin.unit_id for m in moves if m.origin} | {m.to_position.unit_id for m in moves if m.to_position}  # fmt: skip
    names = organisation.unit_names(units, request.effective_on)
    is_live = RequestState(request.state) in LIVE and len(moves) <= MOST_LIVE
    checks = _live(request, moves) if is_live else _kept([m.pk for m in moves])
    return [
        ShownMove(
            m, names.get(m.origin.unit_id, "") if m.origin else "",
            names.get(m.to_position.unit_id, "") if m.to_position else "", checks.get(m.pk, []),
        )
        for m in moves
    ]  # fmt: skip


def _live(request: MoveRequest, moves: Sequence[Move]) -> dict[int, list[ShownCheck]]:
    _known, rows = judged(request, moves, request.effective_on)
    return {
        row.move.pk: [_check(c.as_json(), row.answers_to(c)) for c in row.checks] for row in rows
    }


def _kept(ids: Sequence[int]) -> dict[int, list[ShownCheck]]:
    rows = MoveJudgement.objects.filter(move_id__in=ids).order_by("move_id", "-at", "-pk")
    newest = rows.distinct("move_id")
    return {row.move_id: [_check(kept, None) for kept in row.checks] for row in newest}


def _check(kept: Mapping[str, Any], answer: MoveAnswer | None) -> ShownCheck:
    verdict = kept["verdict"]
    refuses = bool(kept["hard"]) and verdict == rules.Verdict.FAILS.value
    told = kept.get("answer") or {}
    return ShownCheck(
        kept["rule"], wording.words(rules.name_of(kept["rule"])), verdict,
        wording.kept_words(kept["said"]), kept["law"], date.fromisoformat(kept["since"]), refuses,
        not refuses and verdict != rules.Verdict.PASSES.value, kept["sure"],
        answer.reason if answer else told.get("reason", ""),
        str(answer.by) if answer else told.get("by", ""),
    )  # fmt: skip


def chains_shown(moves: Sequence[Move]) -> list[ShownChain]:
    """Lines of two moves and more."""
    by_key = {m.pk: m for m in moves}
    links = [
        rules.Link(m.pk, m.origin.position_id if m.origin else None, m.to_position_id)
        for m in moves
        if rules.MoveKind(m.kind) in rules.PERMANENT
    ]
    found = []
    for chain in rules.chains(links):
        if len(chain.keys) < 2:
            continue
        rows = [by_key[key] for key in chain.keys]
        shown = [
            ShownLink(
                str(m.origin.position) if m.origin else _("tanpa jabatan"), m.employee.full_name
            )
            for m in rows
        ]
        found.append(ShownChain(shown, str(rows[-1].to_position), chain.is_loop))
    return found[:MOST_CHAINS]


@dataclass(frozen=True)
class ShownStep:
    step: MoveStep
    about: str  # the unit or the agency that is asked
    is_turn: bool
    may_decide: bool


def steps_shown(request: MoveRequest, user: User, on: date) -> list[ShownStep]:
    rows = list(
        request.steps.select_related("unit", "agency", "decided_by").order_by("order", "pk")
    )
    names = organisation.unit_names([s.unit_id for s in rows if s.unit_id], on)
    waiting = [s.order for s in rows if s.decided_at is None]
    is_running = request.state == RequestState.SUBMITTED.value
    shown = []
    for step in rows:
        step.request = request
        about = names.get(step.unit_id or 0, "") or (step.agency.name if step.agency else "")
        is_turn = is_running and step.decided_at is None and step.order == waiting[0]
        shown.append(ShownStep(step, about, is_turn, is_turn and access.can_decide(user, step, on)))
    return shown


@dataclass(frozen=True)
class Stood:
    """What stopped a request on its day."""

    name: str
    words: str
    law: str


def stopped_by(request: MoveRequest) -> list[Stood]:
    return [Stood(r["name"], wording.kept_words(r["said"]), r["law"]) for r in request.stopped]
