"""The plans of an owner, and a new one: for its needs, or together with others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused
from luwes.core.numbers import whole, wholes
from luwes.staffing import joining, joint_rules, owners, promising, queries, sharing
from luwes.staffing.actions import joint, plans
from luwes.staffing.joint_rules import Key
from luwes.staffing.models import Need, Plan


@dataclass(frozen=True)
class Asked:
    """Whose plan is thought of: the owner of the page, its members, and whoever was ticked."""

    owner: Key
    keys: list[Key]
    ticked: Collection[int] | None = None  # needs; None: all that are open
    ranking: Mapping[Key, int] = field(default_factory=dict)
    because: str = ""

    @property
    def is_joint(self) -> bool:
        return len(self.keys) > 1


@require_http_methods(["GET", "POST"])
def make(request: Request, owner_kind: str, owner_id: int) -> HttpResponse:
    """What is planned for an owner, and the form of a new plan for needs chosen here."""
    kind = owners.kinds.get(owner_kind)
    if kind is None:
        raise Http404
    can_plan = kind.may_plan(request.user, owner_id) and not kind.by_choice
    require(can_plan or (request.method == "GET" and kind.may_view(request.user, owner_id)))
    if not kind.label(owner_id)[0]:
        raise Http404
    asked = _asked(request, (owner_kind, owner_id))
    if request.method == "POST":
        return _begin(request, asked)
    return _making(request, asked, can_plan)


def _asked(request: Request, owner: Key) -> Asked:
    """From the address or the form; who may not plan for one that it names sees nothing of it."""
    form: QueryDict = request.POST if request.method == "POST" else request.GET
    named = [joint_rules.key_of(name) for name in form.getlist("bersama")]
    keys = {*joining.members(*owner), *(key for key in named if key)}
    for key in keys if len(keys) > 1 else ():
        kind = owners.kinds.get(key[0])
        if kind is None or not kind.is_emergency:
            raise Http404
        require(key not in named or kind.may_plan(request.user, key[1]))
    ticked = wholes(form.getlist("kebutuhan"))
    ranks = {key: form.get(f"urutan-{joint_rules.name_of(key)}", "") for key in keys}
    return Asked(
        owner, sorted(keys), ticked if request.method == "POST" else None,
        {key: rank for key, text in ranks.items() if 0 < (rank := whole(text)) < 100},
        form.get("because", ""),
    )  # fmt: skip


def _begin(request: Request, asked: Asked) -> HttpResponse:
    if not asked.ticked:
        problems = [Problem(_("Pilih paling sedikit satu kebutuhan."), "kebutuhan")]
        return _making(request, asked, True, problems)
    given: dict[str, Any] = {
        "need_ids": asked.ticked, "counts_promised": "tanpa-janji" not in request.POST,
        "now": clock.now(), "by": request.user,
    }  # fmt: skip
    try:
        if asked.is_joint:
            ranking = {key: asked.ranking.get(key, 1) for key in asked.keys}
            row = joint.make(keys=asked.keys, ranking=ranking, because=asked.because, **given)
        else:
            row = plans.make(owner_kind=asked.owner[0], owner_id=asked.owner[1], **given)
    except Refused as refused:
        running = queries.under_way_among(asked.keys)
        if running:  # a second press, or a colleague was quicker
            messages.info(request, _("%s sudah berjalan.") % running)
            return redirect("staffing:plan", plan_id=running.pk)
        return _making(request, asked, True, refused.problems)
    return redirect("staffing:plan", plan_id=row.pk)


def _making(
    request: Request, asked: Asked, can_plan: bool, problems: Sequence[Problem] = ()
) -> HttpResponse:
    kind, owner_id = owners.kinds[asked.owner[0]], asked.owner[1]
    name, url = kind.label(owner_id)
    needs = queries.ahead(_needs(asked), clock.today())
    heads = queries.open_to(*asked.owner, needs, on=clock.today(), counts_promised=False)
    helps = asked.owner[0] == promising.KIND
    promised = 0 if helps else sum(promising.promised(needs, clock.today()).values())
    rows = list(queries.with_waiting(queries.plans_of(*asked.owner)))
    all_running = list(queries.all_under_way(asked.keys))
    running = next(iter(all_running), None)
    joined = _joined(asked, rows, all_running, needs)
    open_needs = [need for need in needs if heads[need.pk][1]]
    asks = can_plan and not running and not helps
    context = {
        "owner_name": name, "owner_url": url, "all_running": all_running,
        "whose_name": joining.names_in_words([owner.name for _n, owner, _r in joined["parts"]] or [name]),
        "can_plan": can_plan, "problems": problems, "left_out": kind.left_out(owner_id, clock.today()),
        "needs": [(need, *heads[need.pk]) for need in open_needs],
        "open": sum(desired for _minimum, desired in heads.values()),
        "plans": rows, "running": running, "has_needs": bool(needs), "promised": promised,
        "outside": sum(queries.used_outside(needs, clock.today()).values()),
        "ticked": {need.pk for need in needs} if asked.ticked is None else set(asked.ticked),
        **joined,
        "lacks_reason": next((p.message for p in problems if p.field == "because"), ""),
        "offers": sharing.offers(request.user, asked.owner, open_needs, clock.today())
        if asks and not asked.is_joint and kind.is_emergency else [],
    }  # fmt: skip
    return render(request, "staffing/make.html", context, status=422 if problems else 200)


def _needs(asked: Asked) -> Any:
    if asked.is_joint:
        return queries.needs_of_each(asked.keys)
    return queries.needs_of(*asked.owner)


def _joined(
    asked: Asked, rows: Collection[Plan], running: Collection[Plan], needs: Collection[Need]
) -> dict[str, Any]:
    """Names of all who are planned together, here and in the plans shown, with their ranks."""
    shown = [*rows, *running]
    named = {(p.owner_kind, p.owner_id) for p in shown if p.is_joint or asked.is_joint}
    names = owners.named({*named, *(asked.keys if asked.is_joint else [])})
    parts = [
        (joint_rules.name_of(key), names[key], asked.ranking.get(key, 1))
        for key in (asked.keys if asked.is_joint else [])
    ]
    for plan in shown:
        plan.whose = names.get((plan.owner_kind, plan.owner_id))  # type: ignore[attr-defined]
    for need in needs:
        need.whose = names.get((need.owner_kind, need.owner_id))  # type: ignore[attr-defined]
    return {
        "parts": parts, "ranks": range(1, len(parts) + 1), "because": asked.because,
        "is_joint_page": asked.owner[0] == joining.KIND,
    }  # fmt: skip
