"""What of leave waits on the first page of whoever decides."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.appointments import access
from luwes.appointments.models import LeaveRequest
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import day

MOST = 4


def requests(user: User, now: datetime) -> list[Waits]:
    if not access.decides_leave(user):
        return []
    rows = list(access.waiting_requests(user, localdate(now))[: MOST + 1])
    waits = [_one(row) for row in rows[:MOST]]
    if len(rows) > MOST:
        page = reverse("appointments:leave_requests")
        title = _("Masih ada permintaan cuti lain")
        waits.append(Waits(title, "", page, deeds=(Deed(_("Lihat semua"), page),)))
    return waits


def _one(row: LeaveRequest) -> Waits:
    page = reverse("appointments:leave_request", args=[row.pk])
    days = row.period.days or 0
    text = ngettext("%(n)d hari mulai %(day)s.", "%(n)d hari mulai %(day)s.", days)
    return Waits(
        _("%s meminta cuti") % row.employee.full_name, text % {"n": days, "day": day(row.period.start)},
        page, deeds=(Deed(_("Putuskan"), page),),
    )  # fmt: skip
