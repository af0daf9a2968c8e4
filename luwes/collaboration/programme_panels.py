"""What programmes add to the menu, the first page and the search box."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import Claim
from luwes.collaboration.queries import programmes as queries
from luwes.collaboration.rules.states import ClaimState, ProgrammeState, Side
from luwes.core import clock
from luwes.ui.home import Deed, Waits
from luwes.ui.search import Hit, Searcher

MOST = 4


def has_programmes(user: User) -> bool:
    return access.sees_programmes(user, clock.today())


def _represented(user: User, on: date) -> list[int]:
    return access.represented(user, on) if access.is_outsider(user) else []


def to_verify(user: User, now: datetime) -> list[Waits]:
    """Claims of the other side that wait for this reader, the oldest first."""
    on = localdate(now)
    wanted = _waiting_for(user, on)
    if wanted is None:
        return []
    rows = Claim.objects.filter(wanted, state=ClaimState.WAITING.value).exclude(by=user)
    rows = rows.filter(milestone__programme__state=ProgrammeState.RUNNING.value).distinct()
    rows = rows.select_related("milestone__programme__agency", "milestone__partner__partner")
    found = list(rows.order_by("at", "pk")[: MOST + 1])
    waits = []
    for row in found[:MOST]:
        page = reverse("collaboration:verify_claim", args=[row.pk])
        days = (on - localdate(row.at)).days
        text = _("%(doer)s menyatakan selesai %(percent)d %%. %(programme)s.") % {
            "doer": queries.doer_of(row.milestone), "percent": row.percent,
            "programme": row.milestone.programme,
        }  # fmt: skip
        if days:
            text += " " + ngettext("Menunggu %d hari.", "Menunggu %d hari.", days) % days
        title = _("Periksa klaim: %s") % row.milestone
        waits.append(Waits(title, text, page, deeds=(Deed(_("Periksa"), page, is_main=True),)))
    if len(found) > MOST:
        page = reverse("collaboration:programmes")
        waits.append(Waits(_("Masih ada klaim yang menunggu Anda"), "", page, deeds=(Deed(_("Lihat semua"), page),)))  # fmt: skip
    return waits


def _waiting_for(user: User, on: date) -> Q | None:
    """Of partners to who verifies for the government, of the government to a partner's people."""
    found: Q | None = None
    partners = _represented(user, on)
    if partners:
        found = Q(side=Side.GOVERNMENT.value, milestone__programme__partners__partner__in=partners)
    if access.leads_programmes(user):
        units = access.verified_units(user, on).order_by().values("unit_id")
        found = Q(side=Side.PARTNER.value, milestone__programme__unit__in=units)
    return found


def words(user: User, now: datetime) -> list[Waits]:
    """Of whoever leads: what residents wrote and nobody has read yet."""
    if not access.leads_programmes(user):
        return []
    led = access.led_programmes(user, localdate(now))
    counted: dict[int, int] = {}
    names: dict[int, str] = {}
    for row in queries.waiting_words(led)[:100]:
        programme = row.claim.milestone.programme
        counted[programme.pk] = counted.get(programme.pk, 0) + 1
        names[programme.pk] = programme.name
    found = []
    for pk, n in list(counted.items())[:MOST]:
        page = reverse("collaboration:programme_voices", args=[pk])
        text = ngettext("%d kata warga menunggu dibaca.", "%d kata warga menunggu dibaca.", n) % n
        title = _("Suara warga: %s") % names[pk]
        found.append(Waits(title, text, page, deeds=(Deed(_("Baca"), page),)))
    return found


def searcher() -> Searcher:
    return Searcher("programmes", 44, gettext_lazy("Program"), "star", _find)


def _find(user: Any, text: str, on: date, most: int) -> list[Hit]:
    if not access.sees_programmes(user, on):
        return []
    rows = access.seen_programmes(user, on)
    for word in text.split():
        rows = rows.filter(name__holds=word)
    return [
        Hit(
            row.name, f"{row.get_state_display()} · {row.agency.name}",
            reverse("collaboration:programme", args=[row.pk]),
        )
        for row in rows[:most]
    ]  # fmt: skip
