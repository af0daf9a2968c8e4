"""Submitting a request, answering for its checks, and the hands it goes through."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.appointments import facts
from luwes.appointments.actions.moves.common import against, chain, held, late, unanswered
from luwes.appointments.models import Move, MoveAnswer, MoveJudgement, MoveRequest, MoveStep
from luwes.appointments.moving import access
from luwes.appointments.moving.gathering import moves_of
from luwes.appointments.moving.judging import Judged, judged
from luwes.appointments.rules import moves as rules
from luwes.appointments.rules.moves import RequestState
from luwes.audit import actions as audit
from luwes.core import bulk
from luwes.core.access import require
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.organisation.models import Agency
from luwes.organisation.rules import AgencyKind

MOST_TOLD = 40  # problems in one refusal


@transaction.atomic
def answer(*, move: Move, rule: str, reason: str, now: datetime, by: User) -> None:
    """
    Answer by name for a check that a rule leaves to people, or override a soft one.

    :raises Refused: without a reason, or when no such check asks for it
    """
    request = move.request
    require(access.can_prepare(by, request.agency_id) or access.can_sign(by, request.agency_id))
    held(request, RequestState.DRAFT, RequestState.SUBMITTED)
    _known, rows = judged(request, moves_of(request), request.effective_on)
    row = next(row for row in rows if row.move.pk == move.pk)
    check = next((c for c in row.checks if c.rule == rule and c.asks), None)
    problems = [Problem(_("Tulis alasannya."), "reason")] * (not reason.strip())
    if check is None:
        problems.append(Problem(_("Pemeriksaan ini tidak memerlukan jawaban.")))
    refuse(problems)
    assert check
    MoveAnswer.objects.update_or_create(
        move=move, rule=rule,
        defaults={
            "verdict": check.verdict.value, "said": check.said.as_json(),
            "reason": reason.strip()[:300], "by": by, "at": now,
        },
    )  # fmt: skip
    is_override = check.verdict is rules.Verdict.FAILS
    audit.record(
        by, "appointments.move_overridden" if is_override else "appointments.move_answered",
        request, chain=chain(request), reason=reason, rule=rule, move=move.order,
    )  # fmt: skip


@transaction.atomic
def submit(*, request: MoveRequest, now: datetime, on: date, by: User) -> None:
    """
    From here on it goes through its hands.

    :raises Refused: with everything that stands against any move, and all that nobody has answered
    """
    require(access.can_prepare(by, request.agency_id))
    held(request, RequestState.DRAFT)
    moves = moves_of(request)
    _known, rows = judged(request, moves, request.effective_on)
    problems = [*_unready(request, moves, on), *against(rows), *unanswered(rows)]
    refuse(problems[:MOST_TOLD])
    request.state, request.note = RequestState.SUBMITTED.value, ""
    request.submitted_by, request.submitted_at, request.stopped = by, now, []
    request.save(update_fields=["state", "note", "submitted_by", "submitted_at", "stopped"])
    keep(rows, "submitted", now, request.effective_on)
    _ask(request, rows)
    announce(facts.MovesChanged(request.pk, "submitted", by.pk))
    audit.record(
        by, "appointments.moves_submitted", request, chain=chain(request), people=len(moves),
        first_day=request.effective_on.isoformat(),
    )  # fmt: skip


def _unready(request: MoveRequest, moves: Sequence[Move], on: date) -> list[Problem]:
    problems = []
    if not moves:
        problems.append(Problem(_("Usul ini belum memuat siapa pun.")))
    if request.effective_on < on and not request.late_reason.strip():
        words = _("TMT sudah lewat: tulis alasan berlaku surut.")
        problems.append(Problem(words, "late_reason"))
    return problems


def keep(rows: Sequence[Judged], moment: str, now: datetime, on: date) -> None:
    """Freeze the checks as they stand."""
    bulk.create([
        MoveJudgement(move=row.move, moment=moment, at=now, effective_on=on, checks=row.kept())
        for row in rows
    ])  # fmt: skip


def _ask(request: MoveRequest, rows: Sequence[Judged]) -> None:
    request.steps.all().delete()
    agencies = {
        a for row in rows for p in (row.facts.held, row.facts.to) if p for a in [p.agency_id]
    }
    kinds = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "kind"))
    wanted = rules.steps(_route(row, kinds) for row in rows)
    MoveStep.objects.bulk_create(
        MoveStep(request=request, order=w.order, kind=w.kind.value, unit_id=w.unit or None, agency_id=w.agency or None)
        for w in wanted
    )  # fmt: skip


def _route(row: Judged, kinds: dict[int, str]) -> rules.Route:
    held_post, to = row.facts.held, row.facts.to
    return rules.Route(
        row.facts.kind, held_post.unit_id if held_post else None, to.unit_id if to else None,
        held_post.agency_id if held_post else None, to.agency_id if to else None,
        AgencyKind(kinds[held_post.agency_id]) if held_post else None,
        AgencyKind(kinds[to.agency_id]) if to else None,
    )  # fmt: skip


@transaction.atomic
def decide(
    *, step: MoveStep, paper: str, paper_day: date | None, note: str, now: datetime, on: date,
    by: User,
) -> MoveRequest:  # fmt: skip
    """
    One hand agrees; the signature is the last, and looks at every check again.

    :raises Refused: out of turn, twice, without the paper of what was decided outside, or at the
        signature with all that stands against it by now
    """
    request = step.request
    require(access.can_decide(by, step, on))
    held(request, RequestState.SUBMITTED)
    step.refresh_from_db()
    refuse(_against_step(request, step, paper, paper_day))
    step.decided_by, step.decided_at, step.note = by, now, note.strip()[:300]
    step.paper, step.paper_day = paper.strip()[:100], paper_day
    step.save(update_fields=["decided_by", "decided_at", "note", "paper", "paper_day"])
    is_signature = step.kind == rules.StepKind.SIGNATURE.value
    if is_signature:
        _approve(request, now, on, by)
    announce(facts.MovesChanged(request.pk, "approved" if is_signature else "asked", by.pk))
    audit.record(
        by, "appointments.moves_step", request, chain=chain(request), reason=note, step=step.kind,
        paper=step.paper,
    )  # fmt: skip
    return request


def _against_step(
    request: MoveRequest, step: MoveStep, paper: str, paper_day: date | None
) -> list[Problem]:
    problems = []
    if step.decided_at:
        problems.append(Problem(_("Langkah ini sudah diputuskan.")))
    if request.steps.filter(order__lt=step.order, decided_at=None).exists():
        problems.append(Problem(_("Langkah sebelumnya belum selesai.")))
    if rules.StepKind(step.kind) in rules.OUTSIDE:
        if not paper.strip():
            problems.append(Problem(_("Isi nomor suratnya."), "paper"))
        if paper_day is None:
            problems.append(Problem(_("Isi tanggal suratnya."), "paper_day"))
    return problems


def _approve(request: MoveRequest, now: datetime, on: date, by: User) -> None:
    _known, rows = judged(request, moves_of(request), request.effective_on)
    refuse([*late(request, on), *against(rows), *unanswered(rows)][:MOST_TOLD])
    request.state, request.approved_by, request.approved_at = RequestState.APPROVED.value, by, now
    request.save(update_fields=["state", "approved_by", "approved_at"])
    keep(rows, "approved", now, request.effective_on)
