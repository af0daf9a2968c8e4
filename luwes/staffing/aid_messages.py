"""Who is told what when a request for help moves. No phone, no private reason stands in a message."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.notifications import actions as notifications
from luwes.staffing import aid, facts, owners
from luwes.staffing.aid_rules import AidState
from luwes.staffing.models import AidRequest, Assignment, Plan
from luwes.staffing.telling import account
from luwes.ui.tags.words import moment


def _request(pk: int) -> AidRequest:
    rows = AidRequest.objects.select_related("agency", "asked", "sent_by", "liaison", "answered_by")
    return rows.get(pk=pk)


def _asked(request: AidRequest) -> list[User]:
    """Who decides and who leads at the asked government."""
    return aid.could_answer(request, clock.today())


def _asking(request: AidRequest) -> list[User]:
    """Who sent it, and the coordinators of the government and of the owner it is for."""
    on = clock.today()
    found = {request.sent_by_id: request.sent_by}
    for kind, pk in (("agency", request.agency_id), (request.owner_kind, request.owner_id)):
        for grant in accounts.holders(Role.COORDINATOR, kind, [str(pk)], on):
            found[grant.user_id] = grant.user
    return [found[pk] for pk in sorted(found)]


def _tell(
    users: Iterable[User],
    kind: str,
    subject: str,
    body: str,
    request: AidRequest,
    by_id: int | None,
) -> None:
    notifications.tell(
        recipients=[account(user) for user in users if user.pk != by_id], kind=kind,
        subject=subject, body=body, link=aid.page_of(request.pk), now=clock.now(),
        by=User.objects.filter(pk=by_id).first() if by_id else None,
    )  # fmt: skip


def moved(fact: facts.AidMoved) -> None:
    request = _request(fact.request_id)
    match request.state:
        case AidState.SENT.value:
            _sent(request, fact.by_id)
        case AidState.ACCEPTED.value | AidState.DECLINED.value:
            _answered(request, fact.by_id)
        case _:
            _over(request, fact.by_id)


def _sent(request: AidRequest, by_id: int | None) -> None:
    people, _granted, _out = aid.heads([request.pk])[request.pk]
    name = owners.named({(request.owner_kind, request.owner_id)})
    values = {
        "agency": request.agency, "people": people,
        "owner": name[request.owner_kind, request.owner_id].name,
    }  # fmt: skip
    _tell(
        _asked(request), "staffing.aid_asked",
        _("%(agency)s meminta bantuan %(people)d orang untuk %(owner)s") % values,
        _("Jawab paling lambat %s.") % moment(request.answer_by), request, by_id,
    )  # fmt: skip


def _answered(request: AidRequest, by_id: int | None) -> None:
    asked, granted, _out = aid.heads([request.pk])[request.pk]
    if request.state == AidState.DECLINED.value:
        subject = _("%s tidak dapat mengirim bantuan") % request.asked_name
        body = request.answer_reason
    else:
        subject = _("%(agency)s menyanggupi %(granted)d dari %(asked)d orang") % {
            "agency": request.asked_name, "granted": granted, "asked": asked,
        }  # fmt: skip
        who = ", ".join(filter(None, [request.liaison_shown, request.liaison_post]))
        body = _("Penghubung: %s. Teleponnya ada di halaman permintaan.") % who
    _tell(_asking(request), "staffing.aid_answered", subject, body, request, by_id)


def _over(request: AidRequest, by_id: int | None) -> None:
    if request.state == AidState.WITHDRAWN.value:
        subject = _("Permintaan bantuan %(number)d dari %(agency)s ditarik")
    else:
        subject = _("Penggunaan bantuan %(number)d untuk %(agency)s selesai")
    values = {"number": request.number, "agency": request.agency}
    body = request.end_reason or _("Semua orangnya sudah kembali.")
    both = {user.pk: user for user in [*_asked(request), *_asking(request)]}
    _tell(both.values(), "staffing.aid_over", subject % values, body, request, by_id)


def overdue(fact: facts.AidOverdue) -> None:
    request = _request(fact.request_id)
    _tell(
        _asked(request), "staffing.aid_overdue",
        _("Permintaan bantuan dari %s belum Anda jawab") % request.agency,
        _("Batas jawabannya %s.") % moment(request.answer_by), request, None,
    )  # fmt: skip
    _tell(
        _asking(request), "staffing.aid_overdue",
        _("%s belum menjawab permintaan bantuan") % request.asked_name,
        _("Batas jawabannya %s. Hubungi mereka, atau minta jenjang berikutnya.") % moment(request.answer_by),
        request, None,
    )  # fmt: skip


def ordered(fact: facts.Ordered) -> None:
    """Who asked hears that people are on their way; the names are on the page."""
    plan = Plan.objects.get(pk=fact.plan_id)
    if plan.owner_kind != aid.KIND:
        return
    request = _request(plan.owner_id)
    people = Assignment.objects.filter(plan=plan, state="ordered").count()
    _tell(
        _asking(request), "staffing.aid_answered",
        _("%(agency)s menugaskan %(people)d orang") % {"agency": request.asked_name, "people": people},
        _("Namanya, unit asal, dan kehadirannya ada di halaman permintaan."), request, None,
    )  # fmt: skip
