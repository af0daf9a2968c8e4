"""An objection against the own yearly evaluation, and the decision of the assessor's superior."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.motivation import facts
from luwes.motivation.access import goals as access
from luwes.motivation.actions.planning import log
from luwes.motivation.actions.rating import finish, mark_received
from luwes.motivation.models import Evaluation, RatingObjection
from luwes.motivation.rules import evaluating, rating
from luwes.motivation.rules.evaluating import (
    EvaluationKind,
    EvaluationState,
    ObjectionPart,
    ObjectionState,
)
from luwes.motivation.rules.rating import Rating


@transaction.atomic
def object_to(
    *, evaluation: Evaluation, part: ObjectionPart, reason: str, on: date, now: datetime, by: User
) -> RatingObjection:
    """
    Ask that the own evaluation be looked at by the superior of who rated it; once.

    :raises Refused: after the days for it, of a quarter, a second time, or without a reason
    """
    require(access.is_own(by, evaluation.plan))
    lock(evaluation)
    problems = _not_open(evaluation, on)
    if not reason.strip():
        problems.append(Problem(_("Tuliskan alasannya; yang memutuskan membacanya."), "reason"))
    refuse(problems)
    if evaluation.received_at is None:
        mark_received(evaluation, on, now)
    made = RatingObjection.objects.create(
        evaluation=evaluation, part=part.value, reason=reason.strip()[:2000], made_at=now,
        due=evaluating.last_day_to_decide(on), work_before=evaluation.work,
        behaviour_before=evaluation.behaviour, predicate_before=evaluation.predicate,
    )  # fmt: skip
    evaluation.state = EvaluationState.OBJECTED.value
    evaluation.save(update_fields=["state"])
    announce(facts.ObjectionMade(made.pk, now))
    log(by, "motivation.objection_made", evaluation.plan, evaluation=evaluation.pk)
    return made


def _not_open(evaluation: Evaluation, on: date) -> list[Problem]:
    if evaluation.kind != EvaluationKind.YEAR:
        return [Problem(_("Keberatan diajukan atas penilaian tahunan; penilaian triwulan dibicarakan dengan pejabat penilai."))]  # fmt: skip
    if RatingObjection.objects.filter(evaluation=evaluation).exists():
        return [Problem(_("Keberatan atas penilaian ini sudah Anda ajukan."))]
    until = evaluation.object_until
    if evaluation.state != EvaluationState.RATED or (until is not None and on > until):
        return [Problem(_("Batas mengajukan keberatan sudah lewat: 14 hari sejak penilaian diterima."), law="PP 30/2019")]  # fmt: skip
    return []


@transaction.atomic
def decide(
    *, objection: RatingObjection, changes: bool, work: Rating | None = None,
    behaviour: Rating | None = None, words: str, on: date, now: datetime, by: User,
) -> None:  # fmt: skip
    """
    Let the rating stand, or give another for the part that was objected to. It is never lowered by
    this: whoever objects must not fear it (kebijakan Luwes).

    :raises Refused: a second decision, one without a reason, a change that changes nothing or lowers
    """
    evaluation = objection.evaluation
    lock(evaluation, objection)
    require(access.can_decide(by, objection, on))
    if objection.state != ObjectionState.ASKED:
        state = objection.get_state_display().lower()
        refuse([Problem(_("Keberatan ini sudah diputus: %s.") % state)])
    new_work = work if changes and work else Rating(evaluation.work)
    new_behaviour = behaviour if changes and behaviour else Rating(evaluation.behaviour)
    problems = []
    if not words.strip():
        problems.append(Problem(_("Tuliskan alasan keputusan; yang bersangkutan dan pejabat penilai membacanya."), "words"))  # fmt: skip
    if changes:
        problems += _against(objection, new_work, new_behaviour)
    refuse(problems)
    evaluation.work, evaluation.behaviour = new_work.value, new_behaviour.value
    evaluation.predicate = rating.predicate(new_work, new_behaviour).value
    state = ObjectionState.CHANGED if changes else ObjectionState.UPHELD
    objection.state, objection.words = state.value, words.strip()[:2000]
    objection.decided_at, objection.decided_by = now, by
    objection.save()
    announce(facts.ObjectionDecided(objection.pk, now, by.pk))
    log(by, "motivation.objection_decided", evaluation.plan, evaluation=evaluation.pk)
    finish(evaluation, objection, on=on, now=now)


def _against(objection: RatingObjection, work: Rating, behaviour: Rating) -> list[Problem]:
    evaluation, part = objection.evaluation, objection.part
    problems = []
    for name, new, old, other in (
        ("work", work, Rating(evaluation.work), ObjectionPart.BEHAVIOUR),
        ("behaviour", behaviour, Rating(evaluation.behaviour), ObjectionPart.WORK),
    ):
        if new != old and part == other:
            problems.append(Problem(_("Bagian ini tidak diajukan keberatan."), name))
        elif rating.is_lower(new, old):
            problems.append(Problem(_("Keberatan tidak memperburuk penilaian (kebijakan Luwes)."), name))  # fmt: skip
    if not problems and (work, behaviour) == (Rating(evaluation.work), Rating(evaluation.behaviour)):  # fmt: skip
        problems.append(Problem(_("Pilih penilaian yang lain, atau kuatkan penilaian yang ada."), "work"))  # fmt: skip
    return problems
