"""What incidents add to the first page."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.mobilisation import lessons, queries, rules
from luwes.mobilisation.models import Incident
from luwes.ui.home import Deed, Waits

MOST = 3


def waits(user: User, now: datetime) -> list[Waits]:
    """
    Incidents whose status ends soon or is over, those that stand on nothing written yet, and
    lessons of the reader that should have been learnt by now.
    """
    on = localdate(now)
    overdue = lessons.overdue(user, on)
    if not accounts.reach(user, Right.MANAGE_INCIDENTS):
        return [_overdue(row.incident, row.change, row.due) for row in overdue[:MOST]]
    found: list[Any] = queries.led_with_status(user, overdue)
    led = [incident for incident in found if incident.is_led]
    taught = [
        _overdue(incident, told["change"], date.fromisoformat(told["due"]))
        for incident in found
        for told in incident.taught
    ]
    return [*list(_ending(led, on))[:MOST], *list(_without_decree(led))[:MOST], *taught[:MOST]]


def _overdue(incident: Incident, change: str, due: date) -> Waits:
    url = reverse("mobilisation:review", args=[incident.pk]) + "#pelajaran"
    values = {"incident": incident, "day": date_format(due, "j F Y")}
    text = _("Pelajaran dari %(incident)s, tenggatnya %(day)s.") % values
    return Waits(Truncator(change).chars(120), text, url, deeds=(Deed(_("Buka"), url),))


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
