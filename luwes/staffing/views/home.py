"""The first page: what waits for me, what changed since I was here, one picture of my field."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from luwes.accounts.http import Request
from luwes.accounts.models import User
from luwes.core import clock
from luwes.staffing import owners
from luwes.ui import home as lists
from luwes.ui.http import keep_apart, wants_part

# The last visit stands in a signed cookie: looking at a page writes nothing to the database.
COOKIE = "luwes_home"
A_VISIT = timedelta(minutes=30)
REMEMBERED = timedelta(days=90)
AT_FIRST = timedelta(days=1)


@require_GET
def home(request: Request) -> HttpResponse:
    """
    What waits; what changed and the picture follow by themselves (`?bagian=`), so that the page is
    there at once. Without scripts a link shows all of it.
    """
    now, user, part = clock.now(), request.user, request.GET.get("bagian")
    since, visit = _visits(request, now)
    if part in PARTS and wants_part(request):
        template, read = PARTS[part]
        return keep_apart(render(request, template, read(user, since, now)))
    waits = lists.waits_for(user, now)
    led = owners.led(user)
    context = {
        "waits": waits, "title": _greeting(user.name, len(waits), now), "now": now,
        "board": led[0].url if led else "",
        "news": _changes(user, since, now) | _picture(user, since, now) if part else None,
    }  # fmt: skip
    answer = render(request, "staffing/home.html", context)
    answer.set_signed_cookie(
        COOKIE, signing.dumps([user.pk, since.timestamp(), visit.timestamp()]), salt=COOKIE,
        max_age=REMEMBERED, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return answer


def _changes(user: User, since: datetime, now: datetime) -> dict[str, Any]:
    return {"changes": lists.changed_for(user, since, now), "since": since}


def _picture(user: User, since: datetime, now: datetime) -> dict[str, Any]:
    return {"picture": lists.picture_for(user, localdate(now))}


PARTS = {
    "kabar": ("staffing/parts/news.html", _changes),
    "gambar": ("staffing/parts/picture.html", _picture),
}


def _visits(request: Request, now: datetime) -> tuple[datetime, datetime]:
    """Since when to tell what changed, and this visit's last look; a pause ends a visit."""
    text = request.get_signed_cookie(COOKIE, "", salt=COOKIE) or ""
    try:
        owner, before, last = signing.loads(text)
        before, last = (datetime.fromtimestamp(t, tz=now.tzinfo) for t in (before, last))
    except (signing.BadSignature, ValueError, TypeError):
        return now - AT_FIRST, now
    if owner != request.user.pk:
        return now - AT_FIRST, now
    return (last, now) if now - last > A_VISIT else (before, now)


def _greeting(name: str, count: int, now: datetime) -> str:
    """By name, without the degrees behind it."""
    called = name.partition(",")[0]
    words = {"greeting": _part_of_day(localtime(now).hour), "name": called, "count": _count(count)}
    if not count:
        return _("%(greeting)s, %(name)s. Tidak ada yang menunggu Anda.") % words
    return ngettext(
        "%(greeting)s, %(name)s. %(count)s hal menunggu Anda.",
        "%(greeting)s, %(name)s. %(count)s hal menunggu Anda.",
        count,
    ) % words  # fmt: skip


def _part_of_day(hour: int) -> str:
    if 4 <= hour < 11:
        return _("Selamat pagi")
    if 11 <= hour < 15:
        return _("Selamat siang")
    if 15 <= hour < 19:
        return _("Selamat sore")
    return _("Selamat malam")


def _count(count: int) -> str:
    """Up to nine in words, as one writes."""
    words = (
        _("Nol"), _("Satu"), _("Dua"), _("Tiga"), _("Empat"), _("Lima"), _("Enam"), _("Tujuh"),
        _("Delapan"), _("Sembilan"),
    )  # fmt: skip
    return words[count] if count < len(words) else str(count)
