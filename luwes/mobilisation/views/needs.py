"""Needs of an incident: listed with their sums, worked out from a template, stated, changed."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.audit import queries as audit
from luwes.core import clock
from luwes.mobilisation import queries, rules
from luwes.mobilisation.forms import needs as forms
from luwes.mobilisation.models import TIER_LABELS, Incident
from luwes.mobilisation.views import parts
from luwes.staffing import contingents, worked
from luwes.staffing import queries as staffing
from luwes.staffing.actions import needs as actions
from luwes.staffing.actions import sums
from luwes.staffing.models import Need, NeedTemplate, TemplateRole

PAGE = 100
# How long people are asked for when nobody says: five days with the first to arrive in.
DAYS = 5


@require_GET
def needs(request: Request, incident_id: int) -> HttpResponse:
    incident = parts.seen(request, incident_id)
    every = staffing.needs_of(queries.OWNER_KIND, incident.pk)
    roles = queries.roles_asked(incident)
    role = request.GET.get("peran", "")
    page = Paginator(every.filter(role=role) if role else every, PAGE).get_page(
        request.GET.get("hal")
    )
    rows = list(page.object_list)
    heads = staffing.heads_of([need.pk for need in rows], clock.today())
    context = {
        "page": page, "rows": [(row, TIER_LABELS[row.tier], heads[row.pk]) for row in rows],
        "role": role, "roles": roles, "asked": sum(row.desired for row in roles),
        "assumed": sum(row.assumed for row in roles), "proposals": _proposals(incident),
    }  # fmt: skip
    return parts.page(request, "mobilisation/needs.html", incident, context)


def _proposals(incident: Incident) -> list[worked.Proposal]:
    """What has changed since the needs were worked out; nothing for a closed incident."""
    if incident.closed_at:
        return []
    known = queries.counted(incident)
    return worked.proposals(queries.OWNER_KIND, incident.pk, known.amounts, known.estimates)


@require_POST
def accept_sums(request: Request, incident_id: int) -> HttpResponse:
    """The ticked proposals become what is asked."""
    incident = parts.planned(request, incident_id)
    known = queries.counted(incident)
    made = sums.accept(
        owner_kind=queries.OWNER_KIND, owner_id=incident.pk, keys=request.POST.getlist("usulan"),
        amounts=known.amounts, estimates=known.estimates, by=request.user,
    )  # fmt: skip
    messages.success(request, _("%d kebutuhan mengikuti angka terbaru.") % len(made))
    return redirect("mobilisation:needs", incident_id=incident.pk)


@require_http_methods(["GET", "POST"])
def leave_sum(request: Request, need_id: int) -> HttpResponse:
    """A need stays as it is, with a reason."""
    row, incident = _need(request, need_id)
    proposal = next((p for p in _proposals(incident) if p.need.pk == row.pk), None)
    if proposal is None:
        return redirect("mobilisation:needs", incident_id=incident.pk)
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            known = queries.counted(incident)
            sums.leave(
                need=row, key=request.POST.get("usulan", ""), reason=form.cleaned_data["reason"],
                amounts=known.amounts, estimates=known.estimates, by=request.user,
            )  # fmt: skip
            messages.success(request, _("Kebutuhan tetap seperti semula."))
            return redirect("mobilisation:needs", incident_id=incident.pk)
    context = {"form": form, "need": row, "proposal": proposal}
    return parts.page(request, "mobilisation/leave_sum.html", incident, context, form)


@require_http_methods(["GET", "POST"])
def from_template(request: Request, incident_id: int) -> HttpResponse:
    """A preview by GET, which nobody keeps; the same form posted states the needs."""
    incident = parts.planned(request, incident_id)
    templates = staffing.newest_templates()
    chosen = _chosen(request, incident, list(templates))
    roles = list(staffing.template_roles(chosen)) if chosen else []
    is_stated = request.method == "POST"
    looked_at = request.GET if "first_day" in request.GET else None
    form = forms.FromTemplate(
        request.POST if is_stated else looked_at, initial=_proposed(incident, chosen),
        templates=templates, role_ids=[role.pk for role in roles] if is_stated else None,
    )  # fmt: skip
    if is_stated and form.is_valid() and chosen:
        with form.showing_problems():
            made = _state(request, incident, form)
            messages.success(request, _("%d kebutuhan ditambahkan.") % len(made))
            return redirect("mobilisation:needs", incident_id=incident.pk)
    context: dict[str, Any] = {"form": form, "chosen": chosen, "templates": templates}
    if chosen:
        known = queries.counted(incident)
        drafts = worked.drafts(
            roles, queries.OWNER_KIND, incident.pk, known.amounts, known.estimates
        )
        # what was ticked stays ticked, whatever else has to be mended
        ticked = set(form.cleaned_data.get("roles", [])) if is_stated else None
        context |= _preview(drafts, ticked)
        context["replaced"] = worked.replaceable(queries.OWNER_KIND, incident.pk).count()
    return parts.page(request, "mobilisation/from_template.html", incident, context, form)


def _chosen(
    request: Request, incident: Incident, templates: list[NeedTemplate]
) -> NeedTemplate | None:
    """The one asked for, else the one that fits the hazard, else the first."""
    asked = request.POST.get("template") or request.GET.get("template", "")
    fitting = rules.TEMPLATE_OF.get(rules.Hazard(incident.hazard), "")
    by_rank = sorted(templates, key=lambda t: (str(t.pk) != asked, t.code != fitting))
    return by_rank[0] if by_rank else None


def _proposed(incident: Incident, chosen: NeedTemplate | None) -> dict[str, Any]:
    first = clock.today() + timedelta(days=1)
    return {
        "template": chosen, "first_day": first, "last_day": first + timedelta(days=DAYS - 1),
    }  # fmt: skip


@dataclass
class RolePreview:
    """What one role of the template would ask; `kept` needs stand already."""

    role: TemplateRole
    drafts: list[worked.WorkedNeed]
    is_ticked: bool

    @property
    def new(self) -> list[worked.WorkedNeed]:
        return [draft for draft in self.drafts if draft.is_new]

    @property
    def desired(self) -> int:
        return sum(draft.desired for draft in self.new)

    @property
    def minimum(self) -> int:
        return sum(draft.minimum for draft in self.new)


def _preview(drafts: list[worked.WorkedNeed], ticked: set[int] | None) -> dict[str, Any]:
    """The worked needs by role; `ticked` None takes every role."""
    groups = [
        RolePreview(rows[0].role, rows, ticked is None or pk in ticked)
        for pk, same in groupby(drafts, key=lambda draft: draft.role.pk)
        if (rows := list(same))
    ]
    taken = [group for group in groups if group.is_ticked]
    return {
        "groups": groups, "heads": sum(group.desired for group in taken),
        "count": sum(len(group.new) for group in taken),
        "assumed": sum(group.role.is_assumption for group in taken),
    }  # fmt: skip


def _state(request: Request, incident: Incident, form: forms.FromTemplate) -> list[Need]:
    data, known = form.cleaned_data, queries.counted(incident)
    return actions.state_from_template(
        template=data["template"], owner_kind=queries.OWNER_KIND, owner_id=incident.pk,
        amounts=known.amounts, estimates=known.estimates, period=data["period"], role_ids=data["roles"],
        on=clock.today(), by=request.user,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: Request, incident_id: int) -> HttpResponse:
    incident = parts.planned(request, incident_id)
    areas = queries.areas_to_tell_of(incident)
    first = clock.today() + timedelta(days=1)
    initial = {"first_day": first, "last_day": first + timedelta(days=DAYS - 1), "tier": 2}
    groups = [(_("Wilayah terdampak"), areas.struck), (_("Wilayah lain"), areas.others)]
    form = forms.NewNeed(request.POST or None, initial=initial, areas=groups)
    if form.is_valid():
        with form.showing_problems():
            data = form.cleaned_data
            actions.state_need(
                owner_kind=queries.OWNER_KIND, owner_id=incident.pk,
                draft=form.draft(data["role"], form.skills()), area=areas.by_id(int(data["area"])),
                post=data["post"], report_to=data["report_to"], groups=data["groups"],
                reason=data["reason"], on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Kebutuhan %s ditambahkan.") % data["role"])
            return redirect("mobilisation:needs", incident_id=incident.pk)
    return parts.page(request, "mobilisation/new_need.html", incident, {"form": form}, form)


def _need(request: Request, need_id: int) -> tuple[Need, Incident]:
    """
    A need of an incident that this user plans for.

    :raises PermissionDenied: when it is seen only
    """
    rows = staffing.needs_with_terms().filter(owner_kind=queries.OWNER_KIND, is_cancelled=False)
    need = get_object_or_404(rows, pk=need_id)
    return need, parts.planned(request, need.owner_id)


@require_http_methods(["GET", "POST"])
def need(request: Request, need_id: int) -> HttpResponse:
    """Numbers, days and post of a need, each change with its reason."""
    row, incident = _need(request, need_id)
    form = forms.ChangeNeed(request.POST or None, initial=forms.ChangeNeed.values_of(row))
    if form.is_valid():
        with form.showing_problems():
            data = form.cleaned_data
            skills = tuple((s.competency_id, s.level) for s in row.skills.all())
            actions.change_need(
                need=row, draft=form.draft(row.role, skills), reason=data["reason"],
                post=data["post"], report_to=data["report_to"], on=clock.today(), by=request.user,
            )  # fmt: skip
            messages.success(request, _("Kebutuhan diubah."))
            return redirect("mobilisation:needs", incident_id=incident.pk)
    context = {
        "form": form, "need": row, "heads": staffing.heads_of([row.pk], clock.today())[row.pk],
        "outside_rows": contingents.counted(
            list(contingents.standing(row)), clock.now(), clock.today()
        ),
        "entries": audit.about("staffing.need", row.pk)[:50],
    }  # fmt: skip
    return parts.page(request, "mobilisation/need.html", incident, context, form)


@require_http_methods(["GET", "POST"])
def remove(request: Request, need_id: int) -> HttpResponse:
    row, incident = _need(request, need_id)
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.cancel_need(need=row, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Kebutuhan dihapus."))
            return redirect("mobilisation:needs", incident_id=incident.pk)
    context = {"form": form, "need": row}
    return parts.page(request, "mobilisation/remove_need.html", incident, context, form)
