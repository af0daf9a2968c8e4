"""What learning puts on a person's page and on the first page."""

from datetime import date, datetime
from typing import Any

from django.db.models import F, Value
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.learning import access
from luwes.learning.models import Enrolment
from luwes.people.profile import Viewing
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import day

MOST, COUNTED = 4, 100


def waits(user: User, now: datetime) -> list[Waits]:
    """
    Of whoever heads a unit, people who ask to go to a class; hours learnt elsewhere, for who keeps the
    files and for a superior who answers in their place. One question where nothing waits.
    """
    if not access.answers_hours(user):
        return []
    on = localdate(now)
    classes, words = _asked(user, on)
    rows = access.awaiting_consent(user, on).filter(pk__in=classes) if classes else []
    return [*_consents(list(rows)), *_hours(words)]


def _asked(user: User, on: date) -> tuple[list[int], list[str]]:
    """Keys of who asks for a class, one more than is shown; words of the hours, the longest first."""
    told = access.waiting_hours(user, on).annotate(what=Value("hours"), said=F("words"))
    rows = told.values_list("asked_at", "pk", "what", "said")[:COUNTED]
    if access.heads_learners(user):
        asking = access.awaiting_consent(user, on).annotate(what=Value("class"), said=Value(""))
        rows = rows.union(asking.values_list("asked_at", "pk", "what", "said")[: MOST + 1], all=True)  # fmt: skip
    found = sorted(rows)
    classes = [pk for _at, pk, what, _said in found if what == "class"]
    return classes, [said for _at, _pk, what, said in found if what == "hours"]


def _consents(found: list[Enrolment]) -> list[Waits]:
    told = []
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
        told.append(Waits(_("%(name)s ingin ikut kelas: %(title)s") % values, text, page, deeds=deeds))  # fmt: skip
    if len(found) > MOST:
        page = reverse("learning:consents")
        told.append(Waits(_("Masih ada yang menunggu persetujuan Anda"), "", page, deeds=(Deed(_("Lihat semua"), page),)))  # fmt: skip
    return told


def hours(viewing: Viewing) -> dict[str, Any]:
    """The account of hours itself is read when the page is there."""
    return {"employee": viewing.employee}


def _hours(words: list[str]) -> list[Waits]:
    if not words:
        return []
    title = ngettext("%d laporan jam belajar", "%d laporan jam belajar", len(words)) % len(words)
    page = reverse("learning:hours_waiting")
    return [Waits(title, words[0], page, deeds=(Deed(_("Periksa"), page),))]
