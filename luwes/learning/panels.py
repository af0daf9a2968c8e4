"""What learning puts on a person's page and on the first page."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.learning import access
from luwes.people.profile import Viewing
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import day

MOST, COUNTED = 4, 100


def consents(user: User, now: datetime) -> list[Waits]:
    """Of whoever heads a unit: people who ask to go to a class."""
    if not access.heads_learners(user):
        return []
    found = list(access.awaiting_consent(user, localdate(now))[: MOST + 1])
    waits = []
    for row in found[:MOST]:
        page = reverse("learning:consent", args=[row.pk])
        values = {"name": row.employee.full_name, "title": row.course_class.course.title}
        text = _("Daftar sampai %(until)s, %(place)s.") % {
            "until": day(row.course_class.enrol_until), "place": row.course_class.place,
        }  # fmt: skip
        deeds = (
            Deed(_("Setujui"), page, (("answer", "yes"),), is_main=True),
            Deed(_("Lihat dulu"), page),
        )
        waits.append(Waits(_("%(name)s ingin ikut kelas: %(title)s") % values, text, page, deeds=deeds))  # fmt: skip
    if len(found) > MOST:
        page = reverse("learning:consents")
        waits.append(Waits(_("Masih ada yang menunggu persetujuan Anda"), "", page, deeds=(Deed(_("Lihat semua"), page),)))  # fmt: skip
    return waits


def hours(viewing: Viewing) -> dict[str, Any]:
    """The account of hours itself is read when the page is there."""
    return {"employee": viewing.employee}


def waiting(user: User, now: datetime) -> list[Waits]:
    """Hours learnt elsewhere, for who keeps the files and for a superior who answers in their place."""
    if not access.answers_hours(user):
        return []
    rows = access.waiting_hours(user, localdate(now))
    found = list(rows.values_list("words", flat=True)[:COUNTED])
    if not found:
        return []
    title = ngettext("%d laporan jam belajar", "%d laporan jam belajar", len(found)) % len(found)
    page = reverse("learning:hours_waiting")
    return [Waits(title, found[0], page, deeds=(Deed(_("Periksa"), page),))]
