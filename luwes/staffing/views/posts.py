"""The post, for its officer: who is there, who is awaited, and the code on its screen."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.staffing import access, codes, contingents, forms, outside, posts, queries, rules
from luwes.staffing.actions import field
from luwes.staffing.actions import posts as actions
from luwes.staffing.models import Need, PostCode
from luwes.staffing.views.pressed import asked, pressed, recorded
from luwes.ui import qr
from luwes.ui.http import form_page, part_or_page

A_PAGE = 100
POSTS_A_PAGE = 50
REFUSED_SHOWN = 10


def _post(request: Request, need_id: int) -> Need:
    need = get_object_or_404(queries.any_need(), pk=need_id)
    require(access.can_check_in_at(request.user, need))
    return need


@require_GET
def index(request: Request) -> HttpResponse:
    """The posts at which the user takes people in."""
    today = clock.today()
    rows = posts.mine(request.user, today)
    page = Paginator(rows, POSTS_A_PAGE).get_page(request.GET.get("hal"))
    most = max([need.desired for need in page.object_list], default=1)
    others = outside.of_needs([need.pk for need in page.object_list], today)
    needs = [
        (need, rules.days_over(need.period, today), others.get(need.pk, outside.Outside()))
        for need in page.object_list
    ]
    return render(request, "staffing/posts.html", {"page": page, "needs": needs, "most": most})


@require_GET
def post(request: Request, need_id: int) -> HttpResponse:
    """Headcount against need, and everybody of the post."""
    need, name = _post(request, need_id), request.GET.get("nama", "")
    page = Paginator(posts.roll(need, name=name), A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "need": need, "count": posts.headcount(need, clock.today()), "name": name, "page": page,
        "people": posts.attendants(list(page.object_list), clock.today()), "key": uuid.uuid4(),
        "can_plan": access.can_plan(request.user, need),
        "outside_rows": contingents.counted(list(contingents.standing(need)), clock.now(), clock.today()),
        "refused": posts.refused_entries(need)[:REFUSED_SHOWN], **_code(need),
    }  # fmt: skip
    return render(request, "staffing/post.html", context)


def _code(need: Need) -> dict[str, object]:
    """The code to show now, as address and as drawing; nothing before anybody is sent."""
    known = PostCode.objects.filter(need=need).first()
    if known is None:
        return {"code": "", "figures": "", "qr": "", "address": ""}
    text = codes.make(known, clock.now())
    address = f"{settings.LUWES_URL.rstrip('/')}{reverse('staffing:arrive', args=[text])}"
    return {
        "code": text,
        "figures": codes.short(known, clock.now()),
        "qr": qr.drawn(address),
        "address": address,
        "made_at": clock.now(),
    }


@require_GET
def code(request: Request, need_id: int) -> HttpResponse:
    """The code by itself, large, for the screen on the post's table; drawn anew every minute."""
    need = _post(request, need_id)
    context = {"need": need, "count": posts.headcount(need, clock.today()), **_code(need)}
    return part_or_page(request, "staffing/parts/code.html", "staffing/post_code.html", context)


@require_POST
def record(request: Request, need_id: int) -> HttpResponse:
    """Arrivals, departures and ends, of one person or of all that are ticked."""
    need = _post(request, need_id)
    deed, ids = asked(request.POST)
    found = posts.people(need, ids)
    if not found:
        messages.warning(request, _("Belum ada orang yang dipilih."))
    elif words := recorded(deed, ids):
        field.record(
            deed=deed, assignments=found, key=pressed(request), at=clock.now(), by=request.user
        )
        messages.success(request, words)
    return redirect("staffing:post", need_id=need.pk)


@require_http_methods(["GET", "POST"])
def contact(request: Request, need_id: int) -> HttpResponse:
    """Name the place and whom people report to."""
    need = _post(request, need_id)
    known = {
        "post": need.post, "report_to": need.report_to, "lat": need.post_lat, "lon": need.post_lon,
        "task": need.task, "bring": need.bring, "safety": need.safety, "emergency": need.emergency,
    }  # fmt: skip
    form = forms.Contact(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        with form.showing_problems():
            actions.set_contact(need=need, by=request.user, **form.values())
            messages.success(request, _("Keterangan pos disimpan."))
            return redirect("staffing:post", need_id=need.pk)
    return form_page(request, "staffing/contact.html", {"form": form, "need": need})
