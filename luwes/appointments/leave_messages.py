"""Who is told what of leave. No kind of leave and no reason stands in a message."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.appointments import facts, queries, rules
from luwes.appointments.models import LeaveRequest
from luwes.appointments.rules.requests import RequestState
from luwes.core.periods import Period
from luwes.notifications import actions as notifications
from luwes.organisation.heading import heads_of
from luwes.people.addresses import account, person
from luwes.people.models import Employee
from luwes.ui import formats


def asked(fact: facts.LeaveAsked) -> None:
    """The nearest head, and the authority where no head is or the superior has passed it on."""
    request, on = _request(fact.request_id), localdate(fact.at)
    users = _authorities(request, on)
    if request.state == RequestState.ASKED.value and not _only_by_authority(request):
        users = _heads(request, on) or users
    words = _("%(name)s meminta cuti %(days)s")
    subject = words % {"name": request.employee.full_name, "days": _days(request.period)}
    _tell(
        [user for user in users if user.pk not in {fact.by_id, request.employee.user_id}],
        "appointments.leave_asked", subject, _("Buka untuk melihat siapa yang hadir, lalu putuskan."),
        request, fact,
    )  # fmt: skip


def _only_by_authority(request: LeaveRequest) -> bool:
    return request.kind in {kind.value for kind in rules.BY_AUTHORITY}


def _heads(request: LeaveRequest, on: date) -> list[User]:
    post = queries.posts([request.employee_id], on).get(request.employee_id)
    found = heads_of([post.unit_id], on) if post else {}
    return [user for pk, (user, _units) in found.items() if pk != request.employee.user_id]


def _authorities(request: LeaveRequest, on: date) -> list[User]:
    grants = accounts.holders(Role.APPROVER, "agency", [str(request.employee.agency_id)], on)
    return list({grant.user_id: grant.user for grant in grants}.values())


def answered(fact: facts.LeaveAnswered) -> None:
    request = _request(fact.request_id)
    words = _("Permintaan cuti Anda %(days)s: %(state)s") % {
        "days": _days(request.period), "state": request.get_state_display(),
    }  # fmt: skip
    body = _("Alasan dan langkah berikutnya ada di halaman permintaan.")
    if request.granted:
        body = _("Cuti Anda %s. Surat izinnya ada di halaman permintaan.") % _days(request.granted)
    notifications.tell(
        recipients=[person(request.employee)], kind="appointments.leave_answered", subject=words,
        body=body, link=_page(request), now=fact.at, by=User.objects.get(pk=fact.by_id),
    )  # fmt: skip


def recalled(fact: facts.LeaveRecalled) -> None:
    employee = Employee.objects.select_related("user").get(pk=fact.employee_id)
    body = _("Kembali bekerja mulai %s.") % _day(fact.on)
    if fact.restored:
        body += " " + _("%d hari kerja kembali menjadi hak Anda.") % fact.restored
    notifications.tell(
        recipients=[person(employee)], kind="appointments.leave_recalled",
        subject=_("Cuti Anda dibatalkan mulai %s") % _day(fact.on), body=body,
        link=reverse("appointments:my_leave"), now=fact.at, by=User.objects.get(pk=fact.by_id),
    )  # fmt: skip


def _request(pk: int) -> LeaveRequest:
    return LeaveRequest.objects.select_related("employee__user").get(pk=pk)


def _page(request: LeaveRequest) -> str:
    return reverse("appointments:leave_request", args=[request.pk])


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _days(period: Period) -> str:
    return formats.period(period, get_language() or "id")


def _tell(
    users: Iterable[User], kind: str, subject: str, body: str, request: LeaveRequest,
    fact: facts.LeaveAsked,
) -> None:  # fmt: skip
    notifications.tell(
        recipients=[account(user) for user in users], kind=kind, subject=subject, body=body,
        link=_page(request), now=fact.at, by=User.objects.get(pk=fact.by_id),
    )  # fmt: skip
