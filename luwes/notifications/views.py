import hmac
import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.notifications import actions, channels, forms, queries, rules
from luwes.notifications import preferences as books
from luwes.ui import keyset
from luwes.ui.http import form_page

REPORT_MAX_BYTES = 16 * 1024
SENT_A_PAGE = 50


@require_GET
def inbox(request: Request) -> HttpResponse:
    token = request.GET.get(keyset.PARAMETER, "")
    page = keyset.cut(queries.inbox(request.user), by=("-created_at", "-pk"), token=token, size=30)
    unread = queries.unread_count(request.user)
    return render(request, "notifications/inbox.html", {"page": page, "unread": unread})


@require_GET
def message(request: Request, message_id: int) -> HttpResponse:
    found = get_object_or_404(queries.inbox(request.user), pk=message_id)
    return render(request, "notifications/message.html", {"message": found})


@require_POST
def open_message(request: Request, message_id: int) -> HttpResponse:
    found = get_object_or_404(queries.inbox(request.user), pk=message_id)
    actions.open_message(message=found, now=clock.now(), by=request.user)
    return redirect("notifications:message", message_id=message_id)


@require_POST
def open_all(request: Request) -> HttpResponse:
    count = actions.open_all(now=clock.now(), by=request.user)
    text = ngettext("%(count)d pesan ditandai dibaca.", "%(count)d pesan ditandai dibaca.", count)
    messages.success(request, text % {"count": count} if count else _("Tidak ada pesan baru."))
    return redirect("notifications:list")


@require_http_methods(["GET", "POST"])
def preferences(request: Request) -> HttpResponse:
    """By which channel the person is told first, and whether it reaches them."""
    known = books.book_of(request.user)
    addresses = known[1] if known else books.addresses_of(request.user)
    posted = request.POST if request.method == "POST" else None
    form = forms.Order(posted, initial={"order": forms.code_of(addresses.channels)})
    if known and form.is_valid():
        known[0].choose(request.user, form.channels)
        messages.success(request, _("Urutan saluran disimpan."))
        return redirect("notifications:settings")
    trials = queries.latest_by_recipient([addresses.key], kinds=[actions.TRIAL])
    context = {
        "form": form, "can_choose": bool(known), "gateway_on": channels.gateway_is_on(),
        "email": rules.masked_email(addresses.email), "phone": rules.masked_phone(addresses.phone),
        "trial": trials.get(addresses.key),
    }  # fmt: skip
    return form_page(request, "notifications/settings.html", context)


@require_POST
def try_out(request: Request) -> HttpResponse:
    actions.try_out(
        addresses=books.addresses_of(request.user), now=clock.now(), by=request.user,
        subject=_("Pesan coba dari Luwes"),
        body=_("Bila Anda membaca ini, saluran Anda berfungsi."),
    )  # fmt: skip
    messages.success(
        request, _("Pesan coba dikirim. Muat ulang halaman ini untuk melihat hasilnya.")
    )
    return redirect("notifications:settings")


@require_GET
def sent(request: Request) -> HttpResponse:
    """What the user told others, by batch."""
    return render(request, "notifications/sent.html", {"batches": queries.batches(request.user)})


@require_GET
def sent_batch(request: Request, message_id: int) -> HttpResponse:
    """Whom one batch reached, by which channel; or only whom it has not reached."""
    first = get_object_or_404(queries.sent_by(request.user), pk=message_id)
    unreached = request.GET.get("tampil") == "belum"
    rows = queries.batch(first, unreached=unreached).prefetch_related("attempts")
    page = Paginator(rows, SENT_A_PAGE).get_page(request.GET.get("hal"))
    context = {
        "first": first, "reached": queries.reached(first), "page": page, "unreached": unreached,
        "rows": queries.as_delivered(page.object_list),
    }  # fmt: skip
    return render(request, "notifications/sent_batch.html", context)


@csrf_exempt
@login_not_required
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """The gateway's delivery callback: JSON {"reference", "id", "status"} with our bearer token."""
    if not _is_gateway(request):
        return JsonResponse({"error": "token"}, status=401)
    if int(request.META.get("CONTENT_LENGTH") or 0) > REPORT_MAX_BYTES:
        return JsonResponse({"error": "size"}, status=413)
    try:
        said = json.loads(request.body)
    except ValueError:
        said = None
    form = forms.Report(said if isinstance(said, dict) else {})
    if not form.is_valid():
        return JsonResponse({"error": "form", "fields": sorted(form.errors)}, status=400)
    known = actions.take_report(
        reference=form.cleaned_data["reference"],
        external_id=form.cleaned_data["id"],
        report=form.cleaned_data["status"],
        now=clock.now(),
    )
    return JsonResponse({"ok": bool(known)}, status=200 if known else 404)


def _is_gateway(request: HttpRequest) -> bool:
    token = settings.LUWES_GATEWAY_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
