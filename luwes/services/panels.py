"""Cases on the first page: what is late or due today, and what those who watch over them must see to."""

from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.services import access
from luwes.services.queries import desk
from luwes.ui.home import Deed, Waits


def own(user: User, now: datetime) -> list[Waits]:
    """One line for the whole queue, by its first case that is due. One query."""
    if not access.answers(user):
        return []
    rows = desk.queue(user).filter(due_at__lt=desk.midnight(now))
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
    """Cases that nobody may have, and those that were reopened. Two queries."""
    if not access.oversees(user):
        return []
    rows = access.overseen_cases(user, localdate(now)).order_by()
    page = f"{reverse('services:desk')}?lihat=semua&keadaan="
    found = []
    unroutable = rows.filter(desk.STATES["belum-ada-petugas"])[: desk.MOST].count()
    if unroutable:
        title = ngettext("%d perkara belum ada petugasnya", "%d perkara belum ada petugasnya", unroutable) % unroutable  # fmt: skip
        text = _("Belum ada petugas yang kompetensinya sesuai dan sedang di tempat.")
        found.append(Waits(title, text, f"{page}belum-ada-petugas", deeds=(Deed(_("Lihat"), f"{page}belum-ada-petugas"),)))  # fmt: skip
    reopened = rows.filter(desk.STATES["dibuka-kembali"])[: desk.MOST].count()
    if reopened:
        title = ngettext("%d perkara dibuka kembali warga", "%d perkara dibuka kembali warga", reopened) % reopened  # fmt: skip
        found.append(Waits(title, _("Warga menyatakan belum beres."), f"{page}dibuka-kembali", deeds=(Deed(_("Lihat"), f"{page}dibuka-kembali"),)))  # fmt: skip
    return found
