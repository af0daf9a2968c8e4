"""The desk: one's own queue, and all cases of the units one watches over."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Refused
from luwes.core.numbers import whole, wholes
from luwes.services import access
from luwes.services.actions import bundling
from luwes.services.forms.desk import offices
from luwes.services.models import Case
from luwes.services.queries import desk
from luwes.services.rules.limits import PATIENCE_DAYS
from luwes.services.rules.tracking import read_number
from luwes.ui import paging
from luwes.ui.files import sent
from luwes.ui.picking import answer

MOST_AT_ONCE = 100


@require_GET
def index(request: Request) -> HttpResponse:
    user, now, on = request.user, clock.now(), clock.today()
    require(access.has_desk(user))
    oversees, answers = access.oversees(user), access.answers(user)
    sees_all = oversees and (request.GET.get("lihat") == "semua" or not answers)
    context: dict[str, Any] = {
        "oversees": oversees, "answers": answers, "sees_all": sees_all,
        "may_file": access.can_file_for(user), "manages": access.manages(user),
    }  # fmt: skip
    if sees_all:
        wanted = _wanted(request)
        rows = desk.overseen(user, wanted, now)
        units, services, officers = desk.choices(user, on)
        context |= {
            "page": desk.page(rows, paging.asked(request), now, on), "wanted": wanted,
            "troubles": desk.troubles(user, now), "units": units, "services": services,
            "officers": officers, "states": _states(),
        }  # fmt: skip
    else:
        context |= {
            "page": desk.page(desk.queue(user, on), paging.asked(request), now, on),
            "counts": desk.counts(user, now),
        }  # fmt: skip
    return render(request, "services/desk.html", context)


def _states() -> list[tuple[str, str]]:
    return [
        ("terbuka", _("Terbuka")), ("belum-ada-petugas", _("Belum ada petugas")),
        ("dibuka-kembali", _("Dibuka kembali")), ("menunggu-warga", _("Menunggu warga")),
        ("lama-menunggu", _("Menunggu warga lebih dari %d hari kerja") % PATIENCE_DAYS),
        ("digabung", _("Digabung")), ("selesai", _("Selesai")),
    ]  # fmt: skip


def _wanted(request: HttpRequest) -> desk.Filter:
    def key(name: str) -> int | None:
        return whole(request.GET.get(name, "")) or None

    state = request.GET.get("keadaan", "")
    return desk.Filter(
        state if state in desk.STATES else "terbuka", key("unit"), key("layanan"), key("petugas"),
        request.GET.get("lewat") == "1",
    )  # fmt: skip


@require_POST
def bundle(request: Request) -> HttpResponse:
    """The ticked ones follow the one of this number, or the first of them that came in."""
    user, on = request.user, clock.today()
    require(access.has_desk(user))
    keys = wholes(request.POST.getlist("case"))
    seen = access.seen_cases(user, on)
    cases = list(seen.filter(pk__in=keys[:MOST_AT_ONCE]).order_by("received_at", "pk"))
    number = read_number(request.POST.get("head", ""))
    head = seen.filter(number=number).first() if number else (cases[0] if cases else None)
    back = reverse("services:desk") + ("?lihat=semua" if access.oversees(user) else "")
    followers = [case for case in cases if head is not None and case.pk != head.pk]
    if head is None or not followers:
        messages.warning(request, _("Centang sedikitnya dua perkara tentang hal yang sama."))
        return redirect(back)
    return _bundled(request, followers, head, back)


def _bundled(request: Request, cases: list[Case], head: Case, back: str) -> HttpResponse:
    now, on = clock.now(), clock.today()
    try:
        count = bundling.bundle(
            cases=cases, head=head, now=now, on=on, by=request.user,
            reason=request.POST.get("reason", "")[:300],
        )  # fmt: skip
    except Refused as refused:
        for problem in refused.problems[:5]:
            messages.warning(request, problem.message)
        return redirect(back)
    words = ngettext(
        "%(count)d perkara digabung dengan %(head)s.", "%(count)d perkara digabung dengan %(head)s.",
        count,
    )  # fmt: skip
    messages.success(request, words % {"count": count, "head": head.number})
    return redirect("services:case", head.pk)


@require_GET
def find_offices(request: Request) -> HttpResponse:
    """What the picker of another office asks while somebody types."""
    require(access.has_desk(request.user))
    return answer(request, lambda text: offices(text, clock.today()))


@require_GET
def file(request: Request, file_id: int) -> FileResponse:
    """A download; only pictures, which we drew ourselves, are shown in the page."""
    row = get_object_or_404(access.seen_files(request.user, clock.today()), pk=file_id)
    return sent(row.file, row.name, row.kind, is_shown="lihat" in request.GET)
