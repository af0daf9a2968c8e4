"""What the pages of programmes share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from luwes.accounts.http import Request
from luwes.collaboration import access
from luwes.collaboration.forms.programmes import PartRemoval
from luwes.collaboration.models import Milestone, Programme
from luwes.core import clock
from luwes.core.access import require
from luwes.core.forms import Form
from luwes.ui.http import form_status


def page(
    request: HttpRequest, name: str, context: dict[str, Any], form: Form | None = None
) -> HttpResponse:
    """A page with a form answers 422 while something in it must be mended."""
    return render(request, name, context, status=form_status(form))


def part(request: HttpRequest, row: Programme, form: Form, title: str, lead: str) -> HttpResponse:
    """The page on which something is added to a programme."""
    context = {"form": form, "programme": row, "title": title, "lead": lead}
    return page(request, "collaboration/programme_part.html", context, form)


def not_yet(
    request: HttpRequest, name: str, list_name: str, list_view: str, made_at: datetime | None,
    *, is_unknown: bool = False,
) -> HttpResponse:  # fmt: skip
    """
    On a day before it was written down, or on which it may have been no more than a draft; `made_at`
    where the reader may know it.
    """
    context = {
        "is_unknown": is_unknown,
        "name": name, "list_name": list_name, "list_url": reverse(list_view),
        "since_day": made_at and localdate(made_at),
    }  # fmt: skip
    return render(request, "collaboration/not_yet.html", context)


@dataclass(frozen=True)
class PartDeed:
    """What the page of a part does for a reason, and what is told then."""

    do: Callable[[str], None]
    told: str


def part_change(
    request: HttpRequest, row: Programme, title: str, form: Form, change: PartDeed, remove: PartDeed
) -> HttpResponse:
    """The page on which a part of a programme is corrected, or taken away while nothing hangs on it."""
    goes = request.POST.get("deed") == "remove"
    removal = PartRemoval(request.POST if goes else None, prefix="removal")
    shown: Form = removal if goes else form
    if shown.is_valid():
        with shown.showing_problems():
            deed = remove if goes else change
            deed.do(shown.cleaned_data["reason"])
            messages.success(request, deed.told)
            return redirect("collaboration:programme", row.pk)
    context = {"form": form, "removal": removal, "programme": row, "title": title}
    status = form_status(form, removal)
    return render(request, "collaboration/programme_part_change.html", context, status=status)


def asked(request: HttpRequest) -> Any:
    """What a part is changed to; nothing while it is looked at or taken away."""
    return None if request.POST.get("deed") == "remove" else request.POST or None


def seen(request: Request, programme_id: int) -> Programme:
    return get_object_or_404(access.seen_programmes(request.user, clock.today()), pk=programme_id)


def managed(request: Request, programme_id: int) -> Programme:
    row = seen(request, programme_id)
    require(access.can_manage(request.user, row, clock.today()))
    return row


def seen_milestone(request: Request, milestone_id: int) -> Milestone:
    visible = access.seen_programmes(request.user, clock.today()).order_by().values("pk")
    rows = Milestone.objects.filter(programme__in=visible).select_related(
        "programme__agency", "programme__unit", "programme__area", "partner__partner",
        "partner__agreement__partner", "place",
    )  # fmt: skip
    return get_object_or_404(rows, pk=milestone_id)


def managed_milestone(request: Request, milestone_id: int) -> Milestone:
    row = seen_milestone(request, milestone_id)
    require(access.can_manage(request.user, row.programme, clock.today()))
    return row
