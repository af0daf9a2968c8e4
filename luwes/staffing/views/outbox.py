"""What phones send, at once or when there is a network again."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from luwes.accounts.http import Request
from luwes.core import clock
from luwes.core.access import require
from luwes.core.errors import Problem, Refused
from luwes.core.secrets import fingerprint
from luwes.staffing import access, belated, forms, posts, queries
from luwes.staffing.actions import answers, field, outbox, reports
from luwes.staffing.models import Assignment, Need
from luwes.staffing.views.pressed import asked, recorded


@never_cache
@require_GET
def greet(request: Request) -> HttpResponse:
    """Who is signed in, our clock, and what a form needs to be taken; a phone asks before it sends."""
    return JsonResponse(
        {
            "user": fingerprint(f"field {request.user.pk}")[:16],
            "now": clock.now().isoformat(),
            "csrf": get_token(request),
        }
    )


@dataclass(frozen=True)
class Sent:
    """One thing a phone sends: its key, what it is about, and the fields of its form."""

    request: Request
    key: UUID
    subject: int
    data: QueryDict
    now: datetime

    @cached_property
    def assignment(self) -> Assignment:
        rows = access.own(self.request.user).select_related("need")
        return get_object_or_404(rows, pk=self.subject)


@require_POST
def receive(request: Request) -> HttpResponse:
    """Take one entry; answered as JSON: `done` or `refused`, with words, and where to go on."""
    now = clock.now()
    try:
        told = json.loads(request.POST["entry"])
        sent = Sent(request, UUID(str(told["key"])), int(told["subject"]), _data(told["data"]), now)
        stamp, kind, is_live = _stamp(told), KINDS[told["kind"]], bool(told.get("live"))
    except (AttributeError, KeyError, TypeError, ValueError):
        return HttpResponseBadRequest("entry")
    need = kind.need(sent)
    entry = outbox.receive(
        key=sent.key, kind=told["kind"], need=need, stamp=stamp,
        deed=lambda at: kind.deed(sent, at), now=now, by=request.user,
    )  # fmt: skip
    words = entry.words or kind.thanks(sent)
    if is_live and entry.outcome == "done":
        messages.success(request, words)
    return JsonResponse({"outcome": entry.outcome, "words": words, "next": kind.next(sent)})


def _data(told: dict[str, Any]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in told.items():
        data.setlist(name, [str(value) for value in values])
    return data


def _stamp(told: dict[str, Any]) -> belated.Stamp:
    moments = [told["written_at"], told["sent_at"], told.get("met_server"), told.get("met_phone")]
    return belated.Stamp(*[_moment(text) for text in moments])  # type: ignore[arg-type]


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


# ── what may be sent ─────────────────────────────────────────────────


def _answer(sent: Sent, at: datetime) -> None:
    if sent.data.get("answer") == "accept":
        answers.accept(assignment=sent.assignment, now=at, by=sent.request.user)
        return
    form = _filled(forms.Decline(sent.data))  # the letter is withdrawn now, not back then
    answers.decline(
        assignment=sent.assignment, reason=form.words, now=sent.now, by=sent.request.user
    )


def _arrive(sent: Sent, at: datetime) -> None:
    field.check_in_by_position(
        assignment=sent.assignment, position=position_of(sent.data), key=sent.key, at=at,
        by=sent.request.user,
    )  # fmt: skip


def _scan(sent: Sent, at: datetime) -> None:
    form = _filled(forms.PostCode(sent.data))
    field.check_in_by_code(
        assignment=sent.assignment, code=form.cleaned_data["code"], key=sent.key, at=at,
        on=localdate(at), now=sent.now, by=sent.request.user,
    )  # fmt: skip


def position_of(data: QueryDict) -> belated.Position | None:
    form = forms.Position(data)
    if not form.is_valid() or form.cleaned_data["lat"] is None:
        return None
    told = form.cleaned_data
    return belated.Position(told["lat"], told["lon"], round(told["accuracy"]))


def _leave(sent: Sent, at: datetime) -> None:
    field.check_out(assignment=sent.assignment, key=sent.key, at=at, by=sent.request.user)


def _back(sent: Sent, at: datetime) -> None:
    form = _filled(forms.ReturnReport(sent.data))
    told = form.cleaned_data
    field.report_return(
        assignment=sent.assignment, condition=told["condition"], note=told["note"], now=at,
        by=sent.request.user,
    )  # fmt: skip


def _report(sent: Sent, at: datetime) -> None:
    row = sent.assignment
    form = _filled(forms.FieldReport(sent.data, sent.request.FILES))
    reports.report(
        need=row.need, assignment=row, draft=form.draft, photos=form.pictures, key=sent.key, at=at,
        by=sent.request.user,
    )  # fmt: skip


def _roll(sent: Sent, at: datetime) -> None:
    deed, ids = asked(sent.data)
    found = posts.people(_post(sent), ids)
    field.record(deed=deed, assignments=found, key=sent.key, at=at, by=sent.request.user)


def _filled(form: Any) -> Any:
    """
    A form of the phone, filled as it must be.

    :raises Refused: with what is wrong of each field
    """
    if form.is_valid():
        return form
    told = [(name, error) for name, found in form.errors.items() for error in found]
    raise Refused(*(Problem(str(error), name) for name, error in told))


def _post(sent: Sent) -> Need:
    need = get_object_or_404(queries.any_need(), pk=sent.subject)
    require(access.can_check_in_at(sent.request.user, need))
    return need


@dataclass(frozen=True)
class Kind:
    deed: Callable[[Sent, datetime], None]
    thanks: Callable[[Sent], str]
    need: Callable[[Sent], Need] = lambda sent: sent.assignment.need
    next: Callable[[Sent], str] = lambda sent: reverse("staffing:duty", args=[sent.subject])


KINDS = {
    "answer": Kind(_answer, lambda _sent: _("Terima kasih. Jawaban Anda sudah diterima.")),
    "arrive": Kind(_arrive, lambda _sent: _("Terima kasih. Kehadiran Anda tercatat.")),
    "scan": Kind(_scan, lambda _sent: _("Terima kasih. Kehadiran Anda tercatat.")),
    "leave": Kind(
        _leave, lambda _sent: _("Tercatat: Anda meninggalkan pos. Selamat beristirahat.")
    ),
    "back": Kind(_back, lambda _sent: _("Laporan Anda sudah sampai kepada atasan.")),
    "report": Kind(_report, lambda _sent: _("Laporan Anda sudah sampai.")),
    "roll": Kind(
        _roll,
        lambda sent: recorded(*asked(sent.data)),
        _post,
        lambda sent: reverse("staffing:post", args=[sent.subject]),
    ),
}
