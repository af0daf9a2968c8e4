"""The list, and what happens to an incident as a whole: declared, given a status, closed."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luwes.accounts.http import Request
from luwes.audit import queries as audit
from luwes.core import clock
from luwes.core.access import require
from luwes.mobilisation import access, actions, lessons, lifecycle, queries, rules
from luwes.mobilisation.forms import incidents as forms
from luwes.mobilisation.models import (
    HAZARD_LABELS,
    STATUS_LABELS,
    EmergencyStatus,
    Incident,
    Lesson,
)
from luwes.mobilisation.views import parts
from luwes.people import queries as people
from luwes.staffing import dispensations
from luwes.ui.http import form_status

PAGE = 25
MOST_CANDIDATES = 8
# What a response is first given by most decrees (PP 21/2008); the form's proposal only.
FIRST_DAYS = 14


@require_GET
def incidents(request: Request) -> HttpResponse:
    require(access.can_view_any(request.user))
    rows = queries.listed(access.visible(request.user), clock.today())
    page = Paginator(rows, PAGE).get_page(request.GET.get("hal"))
    found = list(page.object_list)
    context = {
        "page": page,
        "opened": [(row, _status_words(row)) for row in found if not row.closed_at],
        "closed": [row for row in found if row.closed_at],
        "can_declare": access.can_declare_any(request.user),
    }
    return render(request, "mobilisation/list.html", context)


def _status_words(row: Any) -> Any:
    """`row` is one of `queries.listed`."""
    return STATUS_LABELS.get(row.status_now or "", "")


@require_http_methods(["GET", "POST"])
def declare(request: Request) -> HttpResponse:
    """Choosing the parts of an area posts as well where scripts are off: nothing typed is lost."""
    require(access.can_declare_any(request.user))
    agencies = access.leading(request.user)
    choosing = "cari" in request.POST
    initial = _proposed(request) if request.method == "GET" or choosing else {}
    form = forms.Declare(None if initial else request.POST, initial=initial, agencies=agencies)
    if form.is_valid():
        with form.showing_problems():
            incident = _declare(request, form)
            messages.success(request, _("Kejadian ditetapkan. Isi angka dampaknya."))
            return redirect("mobilisation:figures", incident_id=incident.pk)
    context = {"form": form, "earlier": _earlier(request)}
    return render(request, "mobilisation/declare.html", context, status=form_status(form))


def _earlier(request: Request) -> list[tuple[str, list[Lesson]]]:
    """Lessons of earlier incidents by the hazard's name."""
    found = lessons.earlier(request.user)
    return [(str(label), found[key]) for key, label in HAZARD_LABELS.items() if key in found]


def _declare(request: Request, form: forms.Declare) -> Incident:
    names = ("agency", "hazard", "name", "area", "areas", "started_at", "helpers")
    return actions.declare(
        **{name: form.cleaned_data[name] for name in names}, status=form.status_draft(),
        now=clock.now(), by=request.user,
    )  # fmt: skip


def _proposed(request: Request) -> dict[str, Any]:
    """What was typed so far, or what a new incident most likely is."""
    if request.method == "POST":
        typed: dict[str, Any] = {name: request.POST[name] for name in request.POST}
        return typed | {name: request.POST.getlist(name) for name in ("areas", "helpers")}
    leading = list(access.leading(request.user)[:2])
    only = leading[0] if len(leading) == 1 else None  # of several none is likelier than another
    return {"agency": only, "area": only and only.area_id, "started_at": clock.now()}


@require_GET
def areas(request: Request) -> HttpResponse:
    """The parts of an area, to be ticked."""
    require(access.can_declare_any(request.user))
    initial = {"area": request.GET.get("area", "")}
    form = forms.Declare(initial=initial, agencies=access.leading(request.user))
    return render(request, "mobilisation/parts/areas.html", {"form": form})


@require_http_methods(["GET", "POST"])
def statuses(request: Request, incident_id: int) -> HttpResponse:
    """Every decree of an incident; a new one, or one that extends another."""
    incident = parts.seen(request, incident_id)
    rows = list(queries.statuses(incident))
    asked = request.GET.get("perpanjang", "")
    extended = next((row for row in rows if str(row.pk) == asked), None)
    if request.method == "POST":
        require(access.manages(request.user, incident))
    proposed = _next_status(rows, extended, request.GET.get("lanjut", ""))
    form = forms.GiveStatus(request.POST or None, initial=proposed)
    if form.is_valid():
        with form.showing_problems():
            actions.set_status(
                incident=incident, **form.cleaned_data, extends=extended, by=request.user
            )
            messages.success(request, _("Status dicatat."))
            return redirect("mobilisation:statuses", incident_id=incident.pk)
    context = {
        "rows": rows, "form": form, "extended": extended, "today": clock.today(),
        "course": lifecycle.of(
            incident, rows, clock.today(), people_out=queries.people_out(incident)
        ),
        "entries": audit.about("mobilisation.incident", incident.pk)[:50],
        "helpers": incident.agencies.exclude(pk=incident.agency_id).order_by("name", "pk"),
        "can_hand_over": access.can_hand_over(request.user, incident),
    }  # fmt: skip
    return parts.page(request, "mobilisation/statuses.html", incident, context, form)


def _next_status(
    rows: list[EmergencyStatus], extended: EmergencyStatus | None, asked: str
) -> dict[str, Any]:
    """
    An extension follows without a gap, and so does the way back; a response begins today. Who set
    the last one most likely sets the next.
    """
    today = clock.today()
    last = max(rows, key=lambda row: (row.period.start, row.pk), default=None)
    before = rules.before(today, [row.as_standing() for row in rows])
    usual = next(iter(rules.next_steps(before)), rules.Status.RESPONSE).value
    status = asked if asked in STATUS_LABELS else usual
    follows = extended or (last if status == rules.Status.TRANSITION.value else None)
    ends = follows.period.end if follows else None
    first = ends if ends and (extended or ends > today) else today
    return {
        "first_day": first, "last_day": first + timedelta(days=FIRST_DAYS - 1),
        "status": extended.status if extended else status,
        "authority": source.authority if (source := extended or last) else "",
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def decree(request: Request, status_id: int) -> HttpResponse:
    """A verbal status gets its number."""
    row = get_object_or_404(EmergencyStatus.objects.select_related("incident"), pk=status_id)
    incident = parts.managed(request, row.incident_id)
    form = forms.Decree(request.POST or None, initial={"source": row.source})
    if form.is_valid():
        with form.showing_problems():
            actions.register_decree(status=row, **form.cleaned_data, by=request.user)
            messages.success(request, _("Nomor keputusan dicatat."))
            return redirect("mobilisation:statuses", incident_id=incident.pk)
    context = {"form": form, "row": row}
    return parts.page(request, "mobilisation/decree.html", incident, context, form)


@require_http_methods(["GET", "POST"])
def hand_over(request: Request, incident_id: int) -> HttpResponse:
    """The lead goes up or down; a province that helps may take it."""
    incident = parts.seen(request, incident_id)
    agencies = access.possible_leads(request.user, incident)
    require(agencies.exists())
    form = forms.HandOver(request.POST or None, initial=_higher(incident), agencies=agencies)
    if form.is_valid():
        with form.showing_problems():
            actions.hand_over(incident=incident, **form.cleaned_data, by=request.user)
            messages.success(
                request, _("%s kini memimpin kejadian ini.") % form.cleaned_data["agency"]
            )
            return redirect("mobilisation:board", incident_id=incident.pk)
    return parts.page(request, "mobilisation/hand_over.html", incident, {"form": form}, form)


def _higher(incident: Incident) -> dict[str, Any]:
    """One level up, where there is one."""
    order = [level.value for level in rules.Level]
    place = order.index(incident.level)
    level = order[min(place + 1, len(order) - 1)]
    found = access.higher_leads(incident) if level == rules.Level.PROVINCE.value else None
    return {"level": level, "agency": found.first() if found else incident.agency}


@require_GET
def victims(request: Request, incident_id: int) -> HttpResponse:
    """Employees who are victims themselves: the number for everyone, names for who plans."""
    incident, today = parts.seen(request, incident_id), clock.today()
    rows = dispensations.of_owner(queries.OWNER_KIND, incident.pk, today)
    names = access.plans_for(request.user, incident)
    wanted = request.GET.get("catat", "").strip()[:100] if names else ""
    context = {
        "count": rows.count(), "names": names, "wanted": wanted,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("hal")) if names else None,
        "candidates": people.nearest(request.user, wanted, today, MOST_CANDIDATES)
        if wanted
        else [],
    }  # fmt: skip
    return parts.page(request, "mobilisation/victims.html", incident, context)


@require_http_methods(["GET", "POST"])
def close(request: Request, incident_id: int) -> HttpResponse:
    incident = parts.managed(request, incident_id)
    form = forms.Reason(request.POST or None)
    if form.is_valid():
        with form.showing_problems():
            actions.close(
                incident=incident, reason=form.cleaned_data["reason"], now=clock.now(),
                by=request.user,
            )  # fmt: skip
            messages.success(request, _("Kejadian ditutup."))
            return redirect("mobilisation:list")
    context = {"form": form, "people_out": queries.people_out(incident)}
    return parts.page(request, "mobilisation/close.html", incident, context, form)
