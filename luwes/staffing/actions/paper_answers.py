"""What the nation answers on paper, written down by who asked: it has no account here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock, lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.staffing import access, aid, aid_rules, facts, owners, rules
from luwes.staffing.actions.aid import answered_before
from luwes.staffing.aid_rules import AidState
from luwes.staffing.models import AidLine, AidRequest, Need


@dataclass(frozen=True)
class Paper:
    """The letter of answer; `phone` may be empty."""

    number: str
    day: date
    liaison: str = ""
    post: str = ""
    phone: str = ""


@transaction.atomic
def accepted(
    *, request: AidRequest, granted: Mapping[int, int], paper: Paper, now: datetime, by: User
) -> None:
    """
    The letter grants all or part of what was asked, and names whom to call. The same press sent
    twice is written once.

    :raises Refused: for more heads than were asked, a letter without number, or of a day that can't
        be, when an answer was written down before, or when the owner is closed
    """
    if _known(request, AidState.ACCEPTED, paper, by):
        return
    lines = list(aid.lines_of(request))
    lock_all(Need.objects.filter(pk__in=[line.need_id for line in lines]))
    asked = [aid_rules.Line(line.need_id, line.asked, line.asked) for line in lines]
    problems = [*_against(request, paper, now), *aid_rules.grant_problems(granted, asked)]
    if not paper.liaison.strip():
        problems.append(Problem(_("Tulis nama penghubung yang disebut surat itu."), "liaison"))
    if paper.phone.strip() and not rules.phone_in(paper.phone):
        problems.append(Problem(_("Tulis nomor telepon penghubung, misalnya 0812-3456-7890."), "phone"))  # fmt: skip
    refuse(problems)
    for line in lines:
        line.granted = granted.get(line.need_id, 0)
    AidLine.objects.bulk_update(lines, ["granted"])
    request.liaison_name, request.liaison_post = paper.liaison.strip(), paper.post.strip()
    request.liaison_phone = paper.phone.strip()
    _write(request, AidState.ACCEPTED, paper, "", sum(line.granted for line in lines), now, by)


@transaction.atomic
def declined(*, request: AidRequest, reason: str, paper: Paper, now: datetime, by: User) -> None:
    """
    The letter says that nobody can be sent.

    :raises Refused: without a reason, and as `accepted`
    """
    if _known(request, AidState.DECLINED, paper, by):
        return
    problems = _against(request, paper, now)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasan menolak."), "reason"))
    refuse(problems)
    _write(request, AidState.DECLINED, paper, reason.strip(), 0, now, by)


def _known(request: AidRequest, state: AidState, paper: Paper, by: User) -> bool:
    """Holds the request; whether this person wrote down this very letter before."""
    require(access.asks_for(by, request))
    lock(request)
    same = (state.value, by.pk, paper.number.strip())
    return (request.state, request.answered_by_id, request.answer_number) == same


def _against(request: AidRequest, paper: Paper, now: datetime) -> list[Problem]:
    if request.asked_id is not None:
        return [Problem(_("%s menjawab sendiri di Luwes.") % request.asked_name)]
    if found := answered_before(request):
        return found
    problems = owners.problems_of(owners.owner_of(request.owner_kind, request.owner_id))
    if not paper.number.strip():
        problems = [*problems, Problem(_("Tulis nomor surat jawabannya."), "number")]
    if not localdate(request.sent_at) <= paper.day <= localdate(now):
        words = _("Tanggal suratnya antara hari permintaan dikirim dan hari ini.")
        problems = [*problems, Problem(words, "day")]
    return [*problems]


def _write(
    request: AidRequest, state: AidState, paper: Paper, reason: str, people: int, now: datetime, by: User
) -> None:  # fmt: skip
    request.state, request.answered_at, request.answered_by = state.value, now, by
    request.answer_number, request.answer_day = paper.number.strip(), paper.day
    request.answer_reason = reason
    request.save(
        update_fields=[
            "state", "answered_at", "answered_by", "answer_number", "answer_day", "answer_reason",
            "liaison_name", "liaison_post", "liaison_phone",
        ]
    )  # fmt: skip
    announce(facts.AidMoved(request.pk, by.pk))
    audit.record(
        by, "staffing.aid_answer_recorded", request, chain=str(request.agency_id), reason=reason,
        answer=state.value, number=request.answer_number, on=str(paper.day), people=people,
    )  # fmt: skip
