"""From open places to people on their way, in the fortnight: planned, contested, decided, answered."""

from datetime import timedelta

from luwes.demo import sweep
from luwes.demo.fortnight import KIND, Fortnight
from luwes.demo.story import run_jobs
from luwes.staffing import queries as staffing
from luwes.staffing.actions import answers, decisions, plans, shaping
from luwes.staffing.models import Objection, Plan, PlanApproval

TRIES = 3  # so often a plan is solved again when it moved under the hands of those who decide
DECLINES = ("Anak saya sakit", "Sedang di luar daerah", "Kendaraan saya terendam")


def plan_and_order(told: Fortnight) -> None:
    """One plan over all that is open today; refused where nothing is."""
    told.attempt("rencana", _plan_anew, told)


def _plan_anew(told: Fortnight) -> None:
    made = plans.make(owner_kind=KIND, owner_id=told.incident.pk, now=told.at, by=told.lead)
    _order(told, made)


def refill(told: Fortnight) -> None:
    issued = Plan.objects.filter(
        owner_kind=KIND, owner_id=told.incident.pk, state="issued", refills=None
    )
    if last := issued.order_by("-pk").first():
        told.attempt("pengisian ulang", _refill, told, last)


def _refill(told: Fortnight, last: Plan) -> None:
    _order(told, answers.refill(plan=last, now=told.at, by=told.lead))


def _order(told: Fortnight, plan: Plan) -> None:
    """Solved, shaped, submitted, contested and decided until it is issued, or given up."""
    for _try in range(TRIES):
        run_jobs()
        plan.refresh_from_db()
        if plan.failure or not plan.lines.exists():
            break
        if told.happens(0.3):
            _shape(told, plan)
        if not told.attempt(
            "pengajuan",
            plans.submit,
            plan=plan,
            decide_within=timedelta(hours=2),
            now=told.at,
            by=told.lead,
        ):
            told.attempt("susun ulang", plans.resolve, plan=plan, now=told.at, by=told.lead)
            continue
        told.pass_minutes(10)
        _contest(told, plan)
        told.pass_minutes(20)
        if _decide(told, plan):
            run_jobs()
            plan.refresh_from_db()
            if plan.state == "issued":
                told.note(*sweep.faults_of_presence(plan.pk, told.today, ordered=True))
                return
        plan.refresh_from_db()
        if plan.state == "draft" and plan.solved_at:
            told.attempt("susun ulang", plans.resolve, plan=plan, now=told.at, by=told.lead)
    _give_up(told, plan)


def _shape(told: Fortnight, plan: Plan) -> None:
    line = told.chance.choice(list(staffing.lines(plan).order_by("pk")[:50]))
    told.attempt(
        "dikecualikan",
        shaping.exclude,
        plan=plan,
        employee=line.employee,
        need=line.need,
        reason="Rumahnya kebanjiran",
        now=told.at,
        by=told.lead,
    )
    run_jobs()
    plan.refresh_from_db()


def _contest(told: Fortnight, plan: Plan) -> None:
    lines = list(staffing.lines(plan).order_by("pk")[:200])
    for line in told.some(lines, 3):
        told.attempt(
            "keberatan",
            decisions.object_to,
            line=line,
            reason="Sedang audit",
            now=told.at,
            by=told.head(line.unit_id),
        )


def _decide(told: Fortnight, plan: Plan) -> bool:
    """Whether every government approved; else the plan is back with its maker."""
    for approval in plan.approvals.select_related("plan").order_by("pk"):
        decider = told.world.deciders[approval.agency_id]
        for objection in Objection.objects.filter(
            line__plan=plan, line__agency_id=approval.agency_id, state="open"
        ).select_related("line__plan").order_by("pk"):  # fmt: skip
            accept = told.happens(0.6)
            told.attempt(
                "keberatan dijawab",
                decisions.answer_objection,
                objection=objection,
                accept=accept,
                answer="" if accept else "Tetap diperlukan",
                now=told.at,
                by=decider,
            )
        if told.happens(0.04) or not _approve(told, approval):
            told.attempt(
                "dikembalikan",
                decisions.send_back,
                approval=approval,
                reason="Susun ulang",
                now=told.at,
                by=decider,
            )
            return False
    return True


def _approve(told: Fortnight, approval: PlanApproval) -> bool:
    """The whole part, or all but one need."""
    approval.refresh_from_db()
    part = staffing.needs_in_part(approval)
    returned = [told.chance.choice(part)[0].pk] if len(part) > 1 and told.happens(0.15) else []
    return told.attempt(
        "persetujuan",
        decisions.approve,
        approval=approval,
        returned=returned,
        reason="Tunda satu pos" if returned else "",
        now=told.at,
        by=told.world.deciders[approval.agency_id],
    )


def give_up_open_plans(told: Fortnight) -> None:
    if plan := staffing.under_way(KIND, told.incident.pk):
        _give_up(told, plan)


def _give_up(told: Fortnight, plan: Plan) -> None:
    run_jobs()
    plan.refresh_from_db()
    for approval in plan.approvals.filter(state="waiting").order_by("pk")[:1]:
        decisions.send_back(
            approval=approval, reason="Dibatalkan", now=told.at,
            by=told.world.deciders[approval.agency_id],
        )  # fmt: skip
        plan.refresh_from_db()
    if plan.state == "draft":
        told.attempt(
            "rencana dibuang",
            plans.discard,
            plan=plan,
            reason="Tidak jadi diterbitkan",
            by=told.lead,
        )


def answers_come(told: Fortnight, *, accepting: float, declining: float) -> None:
    """Whoever was ordered accepts, declines or stays silent; a press may come twice."""
    told.pass_minutes(40)
    for row in told.assignments("ordered"):
        dice = told.chance.random()
        if dice < accepting:
            told.attempt(
                "menyanggupi", answers.accept, assignment=row, now=told.at, by=told.account(row)
            )
        elif dice < accepting + declining:
            told.attempt(
                "menolak",
                answers.decline,
                assignment=row,
                reason=told.chance.choice(DECLINES),
                now=told.at,
                by=told.account(row),
            )
    run_jobs()
