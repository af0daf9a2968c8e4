"""Cases on the first page: what is late or due today, and what those who watch over them must see to."""

from datetime import datetime

from django.db.models import Case as Switch
from django.db.models import F, When
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.services import access
from luwes.services.queries import desk
from luwes.services.rules.limits import PATIENCE_DAYS
from luwes.ui.home import Deed, Waits


def own(user: User, now: datetime) -> list[Waits]:
    """One line for the whole queue, by its first case that is due. One query."""
    if not access.answers(user):
        return []
    rows = desk.queue(user, localdate(now)).filter(due_at__lt=desk.day_ends(now))
    due = list(rows.order_by(F("due_at"), "pk").values_list("pk", "number", "due_at")[: desk.MOST])
    if not due:
        return []
    late = sum(at is not None and at < now for _pk, _number, at in due)
    parts = []
    if late:
        parts.append(ngettext("%d perkara lewat tenggat", "%d perkara lewat tenggat", late) % late)
    if len(due) > late:
        count = len(due) - late
        parts.append(ngettext("%d jatuh tempo hari ini", "%d jatuh tempo hari ini", count) % count)
    pk, number, at = due[0]
    page = reverse("services:case", args=[pk])
    return [
        Waits(
            ", ".join(parts), _("Yang pertama: %s.") % number, reverse("services:desk"), due=at,
            deeds=(Deed(_("Buka %s") % number, page),),
        )
    ]  # fmt: skip


def overseen(user: User, now: datetime) -> list[Waits]:
    """
    For who manages services: cases that nobody may have, those that were reopened, and
    those that wait for a citizen for long. One query.

    Heads of units hear of them by message.
    """
    if not access.manages(user):
        return []
    keys = ("belum-ada-petugas", "dibuka-kembali", "lama-menunggu")
    nobodys, again, long = (desk.STATES[key] for key in keys)
    rows = access.overseen_cases(user, localdate(now)).order_by().filter(nobodys | again | long)
    rows = rows.annotate(is_long=Switch(When(long, then=True), default=False))
    found = list(rows.values_list("officer_id", "state", "reopened", "is_long")[: desk.MOST])
    unroutable = sum(not officer and state == "received" for officer, state, _n, _long in found)
    reopened = sum(count > 0 for _officer, _state, count, _long in found)
    waits = []
    if unroutable:
        title = ngettext(
            "%d perkara belum ada petugasnya", "%d perkara belum ada petugasnya", unroutable
        )
        text = _("Belum ada petugas yang kompetensinya sesuai dan sedang di tempat.")
        waits.append(_list(title % unroutable, text, "belum-ada-petugas"))
    if reopened:
        title = ngettext(
            "%d perkara dibuka kembali warga", "%d perkara dibuka kembali warga", reopened
        )
        waits.append(_list(title % reopened, _("Warga menyatakan belum beres."), "dibuka-kembali"))
    waiting = sum(is_long for *_rest, is_long in found)
    if waiting:
        title = ngettext(
            "%(count)d perkara menunggu warga lebih dari %(days)d hari kerja",
            "%(count)d perkara menunggu warga lebih dari %(days)d hari kerja", waiting,
        ) % {"count": waiting, "days": PATIENCE_DAYS}  # fmt: skip
        text = _("Warga sudah diingatkan sekali, bila ada alamatnya.")
        waits.append(_list(title, text, "lama-menunggu"))
    return waits


def _list(title: str, text: str, state: str) -> Waits:
    page = f"{reverse('services:desk')}?lihat=semua&keadaan={state}"
    return Waits(title, text, page, deeds=(Deed(_("Lihat"), page),))
