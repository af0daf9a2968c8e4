"""The page of one plan, and the reasons asked on it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.audit import queries as audit
from luwes.audit.models import Entry
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem
from luwes.people import access as people
from luwes.people.models import Employee
from luwes.staffing import (
    access,
    comparing,
    explaining,
    forms,
    freezing,
    limiting,
    moving,
    owners,
    queries,
    rechecking,
    review,
    rules,
    sharing,
    wording,
)
from luwes.staffing.models import Assignment, Objection, Plan, PlanApproval, PlanLine, PlanRule
from luwes.ui.http import part_or_page
from luwes_planner import Swap, Why

MOST_RULES = 200
PARTS = ("orang", "unit", "aturan", "riwayat")
Asked = Mapping[str, str]  # what the address asks to be shown


def visible_plan(request: Request, plan_id: int) -> Plan:
    rows = Plan.objects.select_related("agency", "made_by", "submitted_by", "refills", "what_if_of")
    plan = get_object_or_404(rows, pk=plan_id)
    require(access.can_plan(request.user, plan) or access.can_view(request.user, plan))
    return plan


@require_GET
def plan(request: Request, plan_id: int) -> HttpResponse:
    row = visible_plan(request, plan_id)
    if request.GET.get("bagian") == "kemajuan":
        return _progress(request, row)
    return page(request, row)


def _progress(request: Request, plan: Plan) -> HttpResponse:
    """What the waiting page asks every second; when the wait is over it fetches the page, once."""
    letters = review.letters_of(plan) if plan.state == "issued" else None
    waiting = _waiting(plan, letters)
    context = {"plan": plan, "waiting": waiting, "letters": letters}
    return render(request, "staffing/parts/plan_progress.html", context)


def _waiting(plan: Plan, letters: review.Letters | None) -> str:
    """What is under way: solving, issuing, signing, or nothing."""
    if plan.state in {"draft", "what_if"} and not plan.solved_at:
        return "solving"
    if plan.state == "approved":
        return "issuing"
    return "signing" if letters and letters.signed < letters.letters else ""


def page(
    request: Request, plan: Plan, *, problems: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    """The whole page; `problems` tell why what was asked on it was refused."""
    asked = request.GET
    part = asked.get("bagian", "")
    part = part if part in PARTS else PARTS[0]
    name, url = owners.kinds[plan.owner_kind].label(plan.owner_id)
    can_plan = access.can_plan(request.user, plan)
    by_choice = owners.is_by_choice(plan.owner_kind)
    letters = review.letters_of(plan) if plan.state == "issued" else None
    approvals = review.approvals(plan) if plan.submitted_at else []
    _tell_limits(request, plan, approvals)
    context = {
        "plan": plan, "owner_name": name, "owner_url": url, "part": part,
        "problems": problems,
        "can_plan": can_plan, "can_shape": can_plan and plan.is_open and bool(plan.solved_at) and not by_choice,
        "by_choice": by_choice, "is_ordinary": owners.is_ordinary(plan.owner_kind),
        "hindrance": None,
        "left_out": owners.kinds[plan.owner_kind].left_out(plan.owner_id, clock.today()) if plan.is_open else [],
        "letters": letters, "waiting": _waiting(plan, letters), "review": None,
        "approvals": approvals, "send_back": forms.SendBack(auto_id="kembali_%s"),
        "planned": sum(approval.going for approval in approvals),  # type: ignore[attr-defined]
        "assumed": comparing.assumed_words(plan, clock.today()) if plan.what_if_of_id else [],
        "deciding": [a for a in approvals if _may_decide(request, plan, a)],
        "discarded": _discarded(plan),
        "why_returned": _why_returned(request, plan, can_plan=can_plan),
        "keeps_proof": bool(plan.result.get("proof")), "clashes": [], "joint": None,
        "can_give_up": access.can_give_up(request.user, plan) if plan.is_open else False,
    }  # fmt: skip
    if context["deciding"]:
        hindrance = owners.kinds[plan.owner_kind].hindrance
        context["hindrance"] = hindrance(request.user, plan.owner_id)
    if plan.solved_at and plan.result:
        shown = review.Review(plan, access.hidden_parts(request.user, plan))
        rows = review.objections(plan, shown.on) if plan.submitted_at else []
        told = [row for row in rows if not shown.hides(row.line.need)]
        may_ask = can_plan or access.decides_for_some_of(request.user, plan)
        context |= {
            "review": shown, "objections": told, "answer_form": forms.Answer(),
            "open_objections": sum(row.state == "open" for row in rows),
            "tells_moved": may_ask and not shown.hidden and plan.state in {"draft", "submitted"},
            "blocking": sum(_blocks(row) for row in rows),
            "may_ask_aid": can_plan and bool(shown.short) and not plan.is_what_if
            and owners.kinds[plan.owner_kind].is_emergency,
            "outside": plan.result.get("outside", 0),
            "kept_home": sum(row.state == "accepted" for row in rows),
        }  # fmt: skip
        context["clashes"] = sharing.clashes(request.user, plan)
        if plan.is_joint:
            context["joint"] = sharing.joint(plan, shown)
        _tell_answers(request, plan, approvals, rows)
        context |= _PARTS[part](asked, plan, shown, rows)
        if part == PARTS[0]:
            context["can_ask"] = may_ask and not context.get("unseen")
    elif plan.failure:  # a pin may be what stands against it
        unseen = access.hidden_parts(request.user, plan)
        rules_ = [r for r in _rules_of(plan) if (r.owner_kind, r.owner_id) not in unseen]
        context |= {"rules": rules_, "weights": None}
    return render(request, "staffing/plan.html", context, status=status)


def _tell_limits(request: Request, plan: Plan, approvals: Sequence[PlanApproval]) -> None:
    """Gives each part that waits for this user `above`: why it is more than what is delegated."""
    today = clock.today()
    for approval in approvals:
        waits = _may_decide(request, plan, approval)
        problems = limiting.standing_against(request.user, approval, today) if waits else []
        approval.above = " ".join(p.message for p in problems)  # type: ignore[attr-defined]


def _blocks(objection: Objection) -> bool:
    return objection.state == "open" and objection.line.need.tier > rules.LIFE_SAVING


def _tell_answers(
    request: Request, plan: Plan, approvals: Sequence[PlanApproval], rows: Sequence[Objection]
) -> None:
    """Gives each objection `may_answer`, and `instead_words`: the price of who was proposed instead."""
    waiting = {row.agency_id for row in approvals if _may_decide(request, plan, row)}
    for row in rows:
        late = plan.state == "issued" and access.can_decide_over(request.user, row.line)
        row.may_answer = row.state == "open" and (late or row.line.agency_id in waiting)  # type: ignore[attr-defined]
        row.instead_words = wording.exchange(Swap(**row.price), None) if row.price else ""  # type: ignore[attr-defined]


def _discarded(plan: Plan) -> Entry | None:
    """By whom and why a draft was given up; None where it was not."""
    if plan.state != "superseded":
        return None
    rows = audit.about("staffing.plan", plan.pk).filter(deed="staffing.plan_discarded")
    return rows.first()


def _why_returned(request: Request, plan: Plan, *, can_plan: bool) -> list[str]:
    """People are named in it: only for who makes the plan, and who decides over people in it."""
    if not plan.is_open or not plan.returned_because or not plan.result.get(review.RETURNED):
        return []
    may_read = can_plan or access.decides_for_some_of(request.user, plan)
    return review.why_returned(plan) if may_read else []


def _may_decide(request: Request, plan: Plan, approval: Any) -> bool:
    waits = plan.state == "submitted" and approval.state == "waiting"
    return waits and access.can_decide(request.user, approval)


def _people(asked: Asked, plan: Plan, shown: review.Review, objections: list[Objection]) -> dict[str, Any]:  # fmt: skip
    chosen = shown.chosen(asked.get("kebutuhan", ""))
    if chosen is None:
        return {"chosen": None}
    came = sum(
        row.state == "accepted"
        and row.instead_id is not None
        and row.line.need_id == chosen.need.pk
        for row in objections
    )
    serving = review.page_of_people(
        plan, chosen, shown.on, asked.get("hal", ""), stand_ins=came if plan.submitted_at else 0
    )
    line = _picked(serving, asked.get("orang", ""))
    if shown.hides(chosen.need):
        return {
            "needs": shown.page_of_needs(asked.get("daftar", ""), chosen), "chosen": chosen,
            "line": None, "unseen": True, "skills": [], "people": serving, "lines": [],
            "why_empty": [], "elsewhere": [], "nearest": [], "weights": shown.result["weights"],
        }  # fmt: skip
    reason = review.why_short(plan, chosen.need) if chosen.short else {}
    names = wording.Names.thawed(shown.on, reason.get("names", {}))
    minute = shown.result["weights"]["travel_minute"]
    found: dict[str, Any] = {
        "needs": shown.page_of_needs(asked.get("daftar", ""), chosen), "chosen": chosen,
        "unseen": False, "skills": review.skills_of(chosen.need), "people": serving, "line": line,
        "lines": _with_states(plan, serving, objections),
        "why_empty": list(wording.why_empty(reason, names, minute, shown.ranks)) if reason else [],
        "elsewhere": sharing.elsewhere(plan, shown, chosen, reason)
        if reason and plan.is_joint else [],
        "nearest": wording.nearest(reason), "weights": shown.result["weights"],
    }  # fmt: skip
    if line:
        found["spare"] = line.cost_over_level // max(1, shown.result["weights"]["over_level"])
    return found


def _with_states(
    plan: Plan, people: Page[PlanLine], objections: list[Objection]
) -> list[tuple[PlanLine, Assignment | None, Objection | None]]:
    """Each line with the order that came of it, and the objection to it."""
    orders = review.orders_of(plan, people) if plan.state == "issued" else {}
    objected = {row.line_id: row for row in objections}
    return [(row, orders.get(row.employee_id), objected.get(row.pk)) for row in people]


def _picked(people: Page[PlanLine], asked: str) -> PlanLine | None:
    rows = list(people)
    return next((row for row in rows if str(row.employee_id) == asked), rows[0] if rows else None)


def _units(asked: Asked, plan: Plan, shown: review.Review, objections: list[Objection]) -> dict[str, Any]:  # fmt: skip
    return {"units": review.page_of_units(plan, shown.on, asked.get("hal", ""))}


def _rules(asked: Asked, plan: Plan, shown: review.Review, objections: list[Objection]) -> dict[str, Any]:  # fmt: skip
    rows = [row for row in _rules_of(plan) if (row.owner_kind, row.owner_id) not in shown.hidden]
    return {"rules": rows, "weights": shown.result["weights"]}


def _rules_of(plan: Plan) -> list[PlanRule]:
    """Pins and exclusions; in a joint plan each with `whose` it is."""
    rows = list(queries.rules_of(plan)[:MOST_RULES])
    keys = {(row.owner_kind, row.owner_id) for row in rows} if plan.is_joint else set()
    names = owners.named(keys)
    for row in rows:
        row.whose = names.get((row.owner_kind, row.owner_id))  # type: ignore[attr-defined]
    return rows


# Deeds that name nobody: all that is told of a plan to who may not see every person in it.
OF_THE_WHOLE = [
    f"staffing.plan_{deed}"
    for deed in ("made", "submitted", "approved", "sent_back", "issued", "discarded")
]


def _history(asked: Asked, plan: Plan, shown: review.Review, objections: list[Objection]) -> dict[str, Any]:  # fmt: skip
    left_out = review.left_out(plan, shown) if plan.state == "issued" else []
    entries = audit.about("staffing.plan", plan.pk)
    if shown.hidden:
        entries = entries.filter(deed__in=OF_THE_WHOLE)
    return {"entries": entries[:50], "left_out": left_out}


_PARTS = dict(zip(PARTS, (_people, _units, _rules, _history), strict=True))


@require_GET
def proof(request: Request, plan_id: int) -> HttpResponse:
    """Frozen inputs and the plan with its proof, for anybody to check; numbers, no names."""
    row = visible_plan(request, plan_id)
    packed = freezing.proof_file(row)
    if packed is None:
        raise Http404
    name = f"bukti-rencana-{row.pk}-{row.inputs_hash[:8]}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(packed, content_type="application/zip", headers=headers)


@require_GET
def why(request: Request, plan_id: int, line_id: int) -> HttpResponse:
    """What would be lost, who could come, whom a rule keeps away: a part of the page, or a page."""
    row = _weighed(request, plan_id)
    lines = PlanLine.objects.select_related("employee", "need__area")
    line = get_object_or_404(lines, pk=line_id, plan=row)
    hidden = access.hidden_parts(request.user, row)
    require((line.need.owner_kind, line.need.owner_id) not in hidden)
    shown = review.Review(row, hidden) if row.result else None
    found = explaining.why_line(row, line) if shown else None
    swaps = explaining.exchanges(row, line) if found else ()
    left_out = explaining.nearest_left_out(row, line.need_id) if shown else []
    on = shown.on if shown else localdate(row.made_at)
    came = found.replaced_by if found else ()
    names = wording.Names(on).learn(
        people=[*came, *(swap.person for swap in swaps), *(a.person for a in left_out)],
        units=[o.details["unit"] for a in left_out for o in a.obstacles if o.rule == "presence"],
    )
    can_shape = row.is_open and bool(row.solved_at) and access.can_plan(request.user, row)
    context = {
        "plan": row, "line": line, "why": found, "can_shape": can_shape, "loss": _loss(row, line, found),
        "came": [names.people[int(person)].full_name for person in came],
        "exchanges": _exchanges(swaps, names, hidden),
        "left_out": [
            (names.people[int(a.person)], wording.in_words(a.obstacles[0], names, names.people[int(a.person)], line.need))
            for a in left_out
            if int(a.person) in names.people
        ],
    }  # fmt: skip
    return part_or_page(request, "staffing/parts/why.html", "staffing/why.html", context)


def _loss(plan: Plan, line: PlanLine, why: Why | None) -> str:
    """What the best plan would lose without the person here; empty where the planner can't tell at once."""
    if why is None or why.without is None:
        return ""
    minute = plan.result["weights"]["travel_minute"]
    return wording.without(line.employee.name, why.without, minute, review.Review(plan).ranks)


def _exchanges(
    swaps: Sequence[Swap], names: wording.Names, hidden: Collection[Any]
) -> list[tuple[Employee, str]]:
    """Who could take the place, and what each would cost; nobody who serves a need that is hidden."""
    needs = {int(swap.need) for swap in swaps if swap.need}
    known = queries.any_need().in_bulk(needs) if needs else {}
    unseen = {str(n.pk) for n in known.values() if (n.owner_kind, n.owner_id) in hidden}
    return [
        (names.people[int(swap.person)], wording.exchange(swap, known[int(swap.need)] if swap.need else None))
        for swap in swaps
        if swap.need not in unseen
    ]  # fmt: skip


@require_GET
def why_not(request: Request, plan_id: int, need_id: int) -> HttpResponse:
    """Why somebody named is not sent to a need: the rules broken, or what it would cost."""
    row = _weighed(request, plan_id)
    require(access.can_ask_about_people(request.user, row))
    need = get_object_or_404(queries.needs_planned(row), pk=need_id)
    hidden = access.hidden_parts(request.user, row)
    require((need.owner_kind, need.owner_id) not in hidden)
    text, asked = request.GET.get("cari", "").strip(), request.GET.get("orang", "")
    found = queries.people_named(row, text, asked)
    context: dict[str, Any] = {
        "plan": row, "need": need, "text": text, "found": _with_nips(request, found),
        "answer": None,
    }  # fmt: skip
    if len(found) == 1 and row.result:
        nip = context["found"][0][1]
        context["answer"] = {**_answer(row, need, found[0], hidden), "nip": nip}
        context["can_shape"] = row.is_open and access.can_plan(request.user, row)
    return part_or_page(request, "staffing/parts/why_not.html", "staffing/why_not.html", context)


def _weighed(request: Request, plan_id: int) -> Plan:
    """A plan for which everybody was thought of: where people were chosen by name there is no why."""
    row = visible_plan(request, plan_id)
    if owners.is_by_choice(row.owner_kind):
        raise Http404
    return row


def _with_nips(request: Request, found: list[Employee]) -> list[tuple[Employee, str]]:
    """With the NIP of those whose file this user may open; the others by name alone."""
    seen = people.visible(request.user, clock.today()).filter(pk__in=[row.pk for row in found])
    nips = dict(seen.order_by().values_list("pk", "nip"))
    return [(row, nips.get(row.pk, "")) for row in found]


def _answer(plan: Plan, need: Any, employee: Any, hidden: Collection[Any]) -> dict[str, Any]:
    shown = review.Review(plan, hidden)
    on, ranks = shown.on, shown.ranks
    serving = queries.lines(plan).filter(employee=employee).first()
    serving = None if serving and shown.hides(serving.need) else serving
    found = explaining.why_not_there(plan, employee.pk, need.pk)
    held = [o.details["unit"] for o in found.obstacles if o.rule == "presence"] if found else []
    displaced = [found.displaced] if found and found.displaced else []
    names = wording.Names(on).learn(units=held, people=displaced)
    told = [wording.in_words(o, names, employee, need) for o in found.obstacles] if found else []
    minute = plan.result["weights"]["travel_minute"]
    price = wording.price(found.difference, minute, ranks) if found and found.difference else ""
    gone = names.people.get(int(displaced[0])) if displaced else None
    return {
        "employee": employee, "serving": serving, "told": told, "price": price, "displaced": gone,
    }  # fmt: skip


@require_GET
def moved(request: Request, plan_id: int) -> HttpResponse:
    """What has changed since a plan was solved: a part of the page, or a page; people are named in it."""
    row = visible_plan(request, plan_id)
    require(access.can_ask_about_people(request.user, row))
    require(not access.hidden_parts(request.user, row))
    today, told, expiry = clock.today(), [], rechecking.Expiry([], [])
    if row.state in {"draft", "submitted"} and row.solved_at and row.result:
        told = moving.since(row, on=today)
        expiry = rechecking.expiry(row, on=today)
    context = {"plan": row, "moved": told, "expiry": expiry}
    return part_or_page(request, "staffing/parts/moved.html", "staffing/moved.html", context)
