"""People from outside at a need: recorded, counted, taken in, sent home."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused, refuse
from luwes.core.numbers import whole
from luwes.staffing import access, contingent_forms, contingents, owners, promising, queries
from luwes.staffing.actions import contingent_presence as presence
from luwes.staffing.actions import contingents as actions
from luwes.staffing.models import Contingent, Need
from luwes.staffing.views.pressed import asked, pressed
from luwes.ui import paging
from luwes.ui.http import form_page


def _need(request: Request, need_id: int) -> Need:
    need = get_object_or_404(queries.needs_with_terms(), pk=need_id)
    require(access.can_see_outside(request.user, need))
    return need


def recorded(request: Request, contingent_id: int) -> Contingent:
    """
    A contingent that this user may write about.

    :raises PermissionDenied: when it is seen only
    """
    row = get_object_or_404(contingents.any_of_them(), pk=contingent_id)
    require(access.can_record_outside(request.user, row.need))
    return row


def of_need(need: Need) -> dict[str, Any]:
    """How a need is filled and by whom, for its own page and those that show a part of it."""
    on, now = clock.today(), clock.now()
    heads = queries.heads_of([need.pk], on)[need.pk]
    rows = contingents.counted(list(contingents.of_need(need)), now, on)
    return {
        "need": need, "heads": heads, "outside_rows": rows, "over": max(0, heads.filled - need.desired),
        "asks": bool(need.groups.all()) or bool(need.skills.all()),
    }  # fmt: skip


@require_GET
def index(request: Request, need_id: int) -> HttpResponse:
    """Everybody from outside of one need, and what of it is counted."""
    need = _need(request, need_id)
    label, url = owners.kinds[need.owner_kind].label(need.owner_id)
    context = of_need(need) | {
        "can_record": access.can_record_outside(request.user, need),
        "owner_name": label, "owner_url": url,
        "at_post": access.can_check_in_at(request.user, need),
    }  # fmt: skip
    return render(request, "staffing/outside.html", context)


@require_http_methods(["GET", "POST"])
def record(request: Request, need_id: int) -> HttpResponse:
    need = _need(request, need_id)
    require(access.can_record_outside(request.user, need))
    first = max(need.period.start, clock.today())
    form = contingent_forms.Recording(
        request.POST or None, asks=of_need(need)["asks"],
        promises=promising.by_letter(need, clock.today()),
        initial={"first_day": first, "last_day": need.period.last_day},
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            row = actions.record(
                need=need,
                draft=form.draft(),
                key=pressed(request),
                now=clock.now(),
                by=request.user,
            )
            _tell(request, row)
            return redirect("staffing:contingent", contingent_id=row.pk)
    context = {"form": form, "need": need, "key": request.POST.get("key") or uuid.uuid4()}
    return form_page(request, "staffing/record_outside.html", context)


def _tell(request: Request, row: Contingent) -> None:
    """What was kept, and what of it is counted: nothing is left out or overfilled in silence."""
    told = of_need(row.need)
    counted = next(c for c in told["outside_rows"] if c.row.pk == row.pk)
    messages.success(request, _("%s tercatat.") % row)
    if counted.is_short_of_days:
        words = _("Mereka ada %(covered)d dari %(ahead)d hari yang tersisa, jadi belum dihitung mengisi kebutuhan.")  # fmt: skip
        messages.warning(request, words % {"covered": counted.covered, "ahead": counted.ahead})
    if row.helpers:
        words = ngettext(
            "%d orang tercatat sebagai tenaga bantu dan tidak dihitung, karena belum dinyatakan cocok dengan syarat.",
            "%d orang tercatat sebagai tenaga bantu dan tidak dihitung, karena belum dinyatakan cocok dengan syarat.",
            row.helpers,
        )  # fmt: skip
        messages.warning(request, words % row.helpers)
    if told["over"]:
        words = ngettext("Kini %d orang lebih banyak dari yang diinginkan.", "Kini %d orang lebih banyak dari yang diinginkan.", told["over"])  # fmt: skip
        messages.warning(request, words % told["over"])


@require_http_methods(["GET", "POST"])
def change(request: Request, contingent_id: int) -> HttpResponse:
    row = recorded(request, contingent_id)
    form = contingent_forms.Recording(
        request.POST or None, asks=of_need(row.need)["asks"],
        promises=promising.by_letter(row.need, clock.today(), also=row.aid_line_id),
        initial=contingent_forms.Recording.values_of(row),
    )  # fmt: skip
    if form.is_valid():
        with form.showing_problems():
            actions.change(contingent=row, draft=form.draft(), now=clock.now(), by=request.user)
            _tell(request, row)
            return redirect("staffing:contingent", contingent_id=row.pk)
    context = {"form": form, "need": row.need, "row": row}
    return form_page(request, "staffing/record_outside.html", context)


@require_GET
def contingent(request: Request, contingent_id: int) -> HttpResponse:
    return _page(request, recorded(request, contingent_id))


def _page(
    request: Request, row: Contingent, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    on, now = clock.today(), clock.now()
    address = ""
    if row.link:
        of_leader = reverse("staffing:leader", args=[row.link])
        address = f"{settings.LUWES_URL.rstrip('/')}{of_leader}"
    page = Paginator(contingents.names_of(row), paging.SIZE).get_page(request.GET.get("hal"))
    context = {
        "row": row, "counted": contingents.counted([row], now, on)[0], "page": page,
        "signs": contingents.signs_of(row), "problems": problems, "address": address,
        "link_opens": contingents.link_is_open(row, on), "key": uuid.uuid4(),
        "form": contingent_forms.Counting(row=row), "missing": row.heads - row.came,
        "unnumbered": row.members.filter(mark="").count(),
    }  # fmt: skip
    return render(request, "staffing/contingent.html", context, status=status)


@require_POST
def present(request: Request, contingent_id: int) -> HttpResponse:
    """How many are there now: a number, all, or nobody."""
    row = recorded(request, contingent_id)
    numbers = {"all": row.heads, "none": 0}
    typed = request.POST.get("present", "")
    many = numbers.get(request.POST.get("deed", ""), whole(typed, -1))
    try:
        if many < 0:
            refuse([Problem(_("Isi berapa orang yang ada di pos."), "present")])
        else:
            presence.count(
                contingent=row, present=many, key=pressed(request), now=clock.now(), by=request.user
            )
    except Refused as refused:
        row.refresh_from_db()
        return _page(request, row, refused.problems, status=422)
    words = _("Tercatat: %(here)d dari %(heads)d orang di pos.")
    messages.success(request, words % {"here": row.present, "heads": row.heads})
    return redirect("staffing:contingent", contingent_id=row.pk)


@require_POST
def roll(request: Request, contingent_id: int) -> HttpResponse:
    """Arrivals and departures by name."""
    row = recorded(request, contingent_id)
    deed, ids = asked(request.POST)
    members = list(contingents.names_of(row).filter(pk__in=ids))
    try:
        news = presence.roll(
            contingent=row, deed=deed, members=members, key=pressed(request), now=clock.now(),
            by=request.user,
        )  # fmt: skip
    except Refused as refused:
        row.refresh_from_db()
        return _page(request, row, refused.problems, status=422)
    words = _("%d orang tercatat hadir.") if deed == "in" else _("%d orang tercatat pulang.")
    messages.success(request, words % news)
    here = reverse("staffing:contingent", args=[row.pk])
    page = paging.asked(request)
    return redirect(f"{here}?{paging.PARAMETER}={page}" if page > 1 else here)


@require_POST
def end(request: Request, contingent_id: int) -> HttpResponse:
    """They don't come, fewer stay, or all go home for good."""
    row, reason = recorded(request, contingent_id), request.POST.get("reason", "")
    heads = request.POST.get("heads", "")
    now, by = clock.now(), request.user
    try:
        match request.POST.get("deed"):
            case "cancel":
                actions.cancel(contingent=row, reason=reason, now=now, by=by)
                words = _("%s dibatalkan; tempatnya terbuka lagi.") % row
            case "keep":
                many = whole(heads)
                actions.keep(contingent=row, heads=many, reason=reason, by=by)
                words = _("%(row)s kini %(heads)d orang.") % {"row": row, "heads": row.heads}
            case _:
                actions.end(contingent=row, reason=reason, now=now, by=by)
                words = _("Tugas %s selesai.") % row
    except Refused as refused:
        row.refresh_from_db()
        return _page(request, row, refused.problems, status=422)
    messages.success(request, words)
    return redirect("staffing:contingent", contingent_id=row.pk)


@require_POST
def link(request: Request, contingent_id: int) -> HttpResponse:
    """Give the leader an address of their own, or take it back."""
    row = recorded(request, contingent_id)
    if request.POST.get("deed") == "revoke":
        actions.revoke_link(contingent=row, by=request.user)
        messages.success(request, _("Tautan dicabut; tidak dapat dibuka lagi."))
    else:
        actions.give_link(contingent=row, by=request.user)
        messages.success(request, _("Tautan baru siap dikirim kepada ketua rombongan."))
    return redirect("staffing:contingent", contingent_id=row.pk)
