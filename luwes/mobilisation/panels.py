"""What incidents add to the first page."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.mobilisation import lessons, queries, rules
from luwes.mobilisation.models import Lesson
from luwes.ui.home import Deed, Waits

MOST = 3


def statuses(user: User, now: datetime) -> list[Waits]:
    """Incidents whose status ends soon or is over, and those that stand on nothing written yet."""
    led = queries.led_with_status(user)
    return [*list(_ending(led, localdate(now)))[:MOST], *list(_without_decree(led))[:MOST]]


def overdue_lessons(user: User, now: datetime) -> list[Waits]:
    """Lessons of the reader that should have been learnt by now."""
    return [_overdue(lesson) for lesson in lessons.overdue(user, localdate(now))[:MOST]]


def _overdue(lesson: Lesson) -> Waits:
    url = reverse("mobilisation:review", args=[lesson.incident_id]) + "#pelajaran"
    values = {"incident": lesson.incident, "day": date_format(lesson.due, "j F Y")}
    text = _("Pelajaran dari %(incident)s, tenggatnya %(day)s.") % values
    return Waits(Truncator(lesson.change).chars(120), text, url, deeds=(Deed(_("Buka"), url),))


def _ending(led: list[Any], on: date) -> Iterator[Waits]:
    """`led` are rows of `queries.led_with_status`."""
    for incident in led:
        ends = incident.last_period and incident.last_period.end
        if not ends or not rules.is_near(ends, on):
            continue
        values = {
            "name": incident, "day": date_format(incident.last_period.last_day, "j F Y")
        }  # fmt: skip
        if ends <= on:
            title = _("Status darurat %(name)s sudah berakhir %(day)s") % values
            text = _("Tidak ada yang dapat ditugaskan lagi sebelum statusnya diperpanjang.")
        else:
            title = _("Status darurat %(name)s berakhir %(day)s") % values
            text = _("Perpanjang, tetapkan status berikutnya, atau pulangkan yang bertugas.")
        page = reverse("mobilisation:statuses", args=[incident.pk])
        extend = Deed(_("Perpanjang"), f"{page}?perpanjang={incident.last_id}#baru")
        yield Waits(title, text, page, deeds=(extend,))


def _without_decree(led: list[Any]) -> Iterator[Waits]:
    for incident in led:
        if not incident.has_decree:
            url = reverse("mobilisation:board", args=[incident.pk])
            yield Waits(
                _("%s belum punya surat keputusan status darurat") % incident,
                _("Tanpa nomor keputusan, surat tugas menyebut status lisan."),
                url,
                deeds=(Deed(_("Lengkapi"), url),),
            )
