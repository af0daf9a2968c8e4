import hmac
import json

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts import keyset
from luwes.accounts.http import Request
from luwes.core import clock
from luwes.notifications import actions, forms, queries

REPORT_MAX_BYTES = 16 * 1024


@require_GET
def inbox(request: Request) -> HttpResponse:
    token = request.GET.get(keyset.PARAMETER, "")
    page = keyset.cut(queries.inbox(request.user), by=("-created_at", "-pk"), token=token, size=30)
    unread = queries.unread_count(request.user)
    return render(
        request, "notifications/inbox.html", {"page": page, "unread": unread, "first": not token}
    )


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
