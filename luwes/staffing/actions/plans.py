"""Making and solving a plan, up to its submission."""

import time
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core import faults, queue
from luwes.core.access import require
from luwes.core.db import advisory_lock, lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.staffing import (
    access,
    facts,
    joining,
    owners,
    promising,
    queries,
    review,
    rules,
    solving,
)
from luwes.staffing.joint_rules import Ranks, name_of
from luwes.staffing.models import (
    Need,
    Plan,
    PlanApproval,
    PlanInputs,
    PlanLine,
    PlanShort,
    PlanUnit,
)

SOLVABLE = ("draft", "what_if")
UNRANKED = Ranks()


@transaction.atomic
def make(
    *, owner_kind: str, owner_id: int, need_ids: Collection[int] = (), refills: Plan | None = None,
    counts_promised: bool = True, ranks: Ranks = UNRANKED, ranked_because: str = "",
    now: datetime, by: User,
) -> Plan:  # fmt: skip
    """
    Begin a draft for the heads that no assignment in force fills; a job solves it.

    `need_ids` chooses among the owner's needs; none chosen means all that are open. With `refills`
    only the places that were lost are filled, whichever plan filled them first. Heads that another
    government promised are left to it unless `counts_promised` is false. `ranks`: which of the owners
    planned together comes first within a priority, and why.
    :raises Refused: when nothing is open, or another plan for the same owner is under way
    """
    require(access.can_plan_for(by, owner_kind, owner_id))
    plan = _begin(owner_kind, owner_id, set(need_ids), refills, counts_promised, now, by)
    plan.ranking, plan.ranked_because = dict(ranks.of), ranked_because
    plan.save()
    ask_to_solve(plan)
    joined = {"ranking": _ranks_in_words(plan)} if plan.ranking else {}
    audit.record(
        by, "staffing.plan_made", plan, chain=str(plan.agency_id), reason=ranked_because,
        refills=refills and refills.number, **joined,
    )  # fmt: skip
    return plan


def _ranks_in_words(plan: Plan) -> str:
    named = owners.named(joining.members(plan.owner_kind, plan.owner_id))
    ranked = sorted((plan.ranking[name_of(key)], owner.name) for key, owner in named.items())
    return "; ".join(f"{rank}. {name}" for rank, name in ranked)


def hold(owner_kind: str, owner_id: int) -> None:
    """
    Until the transaction ends no other plan of this owner, or of several with it, begins; who closes
    it asks too. Members are held one by one, always in the same order.
    """
    for kind, pk in joining.members(owner_kind, owner_id):
        advisory_lock(f"plans {kind} {pk}")


def _begin(
    owner_kind: str, owner_id: int, chosen: set[int], refills: Plan | None, counts_promised: bool,
    now: datetime, by: User,
) -> Plan:  # fmt: skip
    """A draft that is not stored yet."""
    hold(owner_kind, owner_id)
    owner = owners.owner_of(owner_kind, owner_id)
    needs = queries.ahead(queries.needs_of(owner_kind, owner_id), localdate(now))
    if chosen:
        needs = [need for need in needs if need.pk in chosen]
    others = queries.plans_touching(joining.members(owner_kind, owner_id))
    under_way = queries.under_way(owner_kind, owner_id)
    problems = [*owners.problems_of(owner), *owners.ground_problems(owner, localdate(now))]
    if under_way:
        problems.append(Problem(_("%s masih berjalan; selesaikan lebih dulu.") % under_way))
    heads = queries.heads_to_fill(
        owner_kind, owner_id, needs, refills=refills.pk if refills else None,
        on=localdate(now), counts_promised=counts_promised,
    )  # fmt: skip
    if not any(desired for _minimum, desired in heads.values()):
        problems.append(Problem(_nothing_open(owner_kind, refills, needs, localdate(now))))
    if refills:
        needs = [need for need in needs if heads[need.pk][1]]
    refuse(problems)
    last = others.first()
    return Plan(
        owner_kind=owner_kind, owner_id=owner_id, agency_id=owner.agency_id, state="draft",
        number=last.number + 1 if last else 1, refills=refills, made_at=now, made_by=by,
        need_ids=sorted(need.pk for need in needs) if chosen or refills else [],
        counts_promised=counts_promised,
    )  # fmt: skip


def _nothing_open(owner_kind: str, refills: Plan | None, needs: Collection[Need], on: date) -> str:
    if owners.is_by_choice(owner_kind):
        return _("Belum ada orang terpilih yang menunggu surat tugas.")
    if refills is None and +promising.promised(needs, on):
        return _("Yang masih kurang sudah dijanjikan pemerintah lain; pilih tidak menunggu bila ingin mengisinya sendiri.")  # fmt: skip
    if refills is None:
        return _("Tidak ada kebutuhan yang masih terbuka.")
    return _(
        "Tidak ada tempat yang terbuka lagi. Yang belum pernah terisi disusun dalam rencana baru."
    )


def ask_to_solve(plan: Plan) -> None:
    """A job solves it."""
    queue.job(
        "staffing.solve", queue="planning", lock=f"plan {plan.pk}", priority=queue.FIRST
    ).defer(plan_id=plan.pk)


def solve(*, plan_id: int, now: datetime, on: date) -> Plan | None:
    """
    Solve a draft and store the result: all of it or nothing. Asked again, it changes nothing.

    Solving happens outside the transaction; the plan is locked only to store.
    """
    plan = Plan.objects.get(pk=plan_id)
    if plan.solved_at or plan.state not in SOLVABLE:
        return None
    faults.point("planning.begun")
    started = time.perf_counter()
    try:
        outcome = solving.solve(plan, on=on, tell=lambda percent: _tell(plan, percent))
    except solving.CannotSolve as impossible:
        return _store_failure(plan_id, plan.made_at, str(impossible), now)
    faults.point("planning.solved")
    outcome.result["seconds"] = round(time.perf_counter() - started, 2)
    return _store(plan_id, plan.made_at, outcome, now)


def _tell(plan: Plan, percent: int) -> None:
    """Let the page that waits see how far it is."""
    Plan.objects.filter(pk=plan.pk, solved_at=None).update(progress=percent)


def _is_stale(plan: Plan, made_at: datetime) -> bool:
    """Whether what was found is of a draft that was solved, shaped or given up meanwhile."""
    return bool(plan.solved_at) or plan.state not in SOLVABLE or plan.made_at != made_at


@transaction.atomic
def _store_failure(plan_id: int, made_at: datetime, why: str, now: datetime) -> Plan | None:
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if _is_stale(plan, made_at):
        return None
    plan.failure, plan.solved_at = why, now
    plan.save(update_fields=["failure", "solved_at"])
    return plan


@transaction.atomic
def _store(plan_id: int, made_at: datetime, outcome: solving.Outcome, now: datetime) -> Plan | None:
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if _is_stale(plan, made_at):
        return None
    _compare(plan, outcome)
    _clear(plan)
    PlanLine.objects.bulk_create(
        (PlanLine(plan=plan, **row) for row in outcome.lines), batch_size=2000
    )
    PlanShort.objects.bulk_create(PlanShort(plan=plan, **row) for row in outcome.shorts)
    PlanUnit.objects.bulk_create(
        (PlanUnit(plan=plan, **row) for row in outcome.units), batch_size=2000
    )
    if review.RETURNED in plan.result:
        outcome.result[review.RETURNED] = plan.result[review.RETURNED]
    faults.point("planning.half_stored")
    kept = {"data": outcome.inputs, "proof": outcome.proof}
    PlanInputs.objects.update_or_create(plan=plan, defaults=kept)
    plan.result, plan.inputs_hash = outcome.result, outcome.inputs_hash
    plan.method, plan.checked, plan.failure = outcome.method, outcome.checked, ""
    plan.solved_at = now
    plan.save()
    return plan


def _compare(plan: Plan, outcome: solving.Outcome) -> None:
    """Note beside the new result what it replaces: who is new, and what became better or worse."""
    if not plan.result:
        return
    known = set(queries.pairs_of(plan))
    fresh = {(row["employee_id"], row["need_id"]) for row in outcome.lines} - known
    outcome.result["before"] = {
        "filled": plan.result["filled"], "cost": plan.result["cost"]["total"] - plan.result["cost"]["change"],
        "minutes_total": plan.result["minutes_total"], "moved": len(fresh),
    }  # fmt: skip


def _clear(plan: Plan) -> None:
    PlanLine.objects.filter(plan=plan).delete()
    PlanShort.objects.filter(plan=plan).delete()
    PlanUnit.objects.filter(plan=plan).delete()


@transaction.atomic
def resolve(*, plan: Plan, now: datetime, by: User) -> None:
    """Solve a draft afresh from today's data."""
    require(access.can_plan(by, plan))
    lock(plan)
    refuse(not_a_draft(plan))
    again(plan, now)


def again(plan: Plan, now: datetime) -> None:
    """Have a draft solved once more; whatever is under way is stale."""
    plan.solved_at, plan.failure, plan.made_at, plan.progress = None, "", now, 0
    plan.save(update_fields=["solved_at", "failure", "made_at", "progress"])
    ask_to_solve(plan)


def not_a_draft(plan: Plan) -> list[Problem]:
    """Only a draft may be changed."""
    if plan.state == "draft":
        return []
    if plan.what_if_of_id:
        return [Problem(_("Ini andaian: tidak dapat diubah atau diajukan."))]
    return [
        Problem(
            _("Rencana ini sudah %s dan tidak dapat diubah.") % plan.get_state_display().lower()
        )
    ]


@transaction.atomic
def discard(*, plan: Plan, reason: str, by: User) -> None:
    """
    Give a draft up, so that another plan of its owner may begin; what it found stays to be read.

    A draft for several owners may be given up by who plans for any of them: each waits for it.
    :raises Refused: without a reason, or when it is no draft any more
    """
    require(access.can_give_up(by, plan))
    lock(plan)
    problems = [] if plan.is_what_if else not_a_draft(plan)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    plan.state = rules.PlanState.SUPERSEDED.value
    plan.save(update_fields=["state"])
    audit.record(by, "staffing.plan_discarded", plan, chain=str(plan.agency_id), reason=reason)


@transaction.atomic
def submit(*, plan: Plan, decide_within: timedelta, now: datetime, by: User) -> None:
    """
    Submit a solved draft to the authority of every government whose people it takes.

    Heads of home units hear of it and may object until it is decided; silence is consent. Not so
    where people were chosen with their consent.
    :raises Refused: when it is not solved and checked, or takes nobody
    """
    require(access.can_plan(by, plan))
    lock(plan)
    lock_all(Need.objects.filter(pk__in=PlanLine.objects.filter(plan=plan).values("need_id")))
    owner = owners.owner_of(plan.owner_kind, plan.owner_id)
    refuse([*_may_not_be_submitted(plan), *owners.ground_problems(owner, localdate(now))])
    counts: dict[int, int] = {}
    for agency_id in PlanLine.objects.filter(plan=plan).values_list("agency_id", flat=True):
        counts[agency_id] = counts.get(agency_id, 0) + 1
    PlanApproval.objects.filter(plan=plan).delete()
    PlanApproval.objects.bulk_create(
        PlanApproval(plan=plan, agency_id=agency, people=people)
        for agency, people in sorted(counts.items())
    )
    plan.state, plan.submitted_at, plan.submitted_by = "submitted", now, by
    plan.decide_by, plan.returned_because = now + decide_within, ""
    contest = rules.CONTEST_WITHIN
    if owners.is_ordinary(plan.owner_kind):
        contest = rules.CONTEST_ORDINARY_WITHIN
    plan.contest_until = min(plan.decide_by, now + contest)
    if owners.is_by_choice(plan.owner_kind):
        plan.contest_until = now  # each person's superior has consented
    plan.result.pop(review.RETURNED, None)
    plan.save(
        update_fields=[
            "state", "submitted_at", "submitted_by", "decide_by", "contest_until", "returned_because",
            "result",
        ]
    )  # fmt: skip
    announce(facts.PlanSubmitted(plan.pk))
    audit.record(
        by, "staffing.plan_submitted", plan, chain=str(plan.agency_id), people=sum(counts.values()),
        inputs=plan.inputs_hash,
    )  # fmt: skip


def _may_not_be_submitted(plan: Plan) -> list[Problem]:
    problems = not_a_draft(plan)
    if problems:
        return problems
    if not plan.solved_at:
        return [Problem(_("Rencana masih disusun; tunggu sampai selesai."))]
    if plan.failure:
        return [Problem(plan.failure)]
    if not plan.checked:
        return [Problem(_("Rencana ini tidak lulus pemeriksaan ulang."))]
    if not PlanLine.objects.filter(plan=plan).exists():
        return [Problem(_("Rencana ini tidak menugaskan siapa pun."))]
    needs = queries.needs_with_terms().filter(pk__in=queries.need_ids_of(plan)).order_by("pk")
    return [
        Problem(_("%s berubah sejak rencana ini disusun; susun ulang dulu.") % need)
        for need in queries.changed_since(plan, needs)
    ]
