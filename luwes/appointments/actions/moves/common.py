"""What every deed on a request begins with: it is held, and stands where the deed may begin."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from luwes.appointments.models import REQUEST_STATE_LABELS, MoveRequest
from luwes.appointments.moving.judging import Judged
from luwes.appointments.moving.wording import words
from luwes.appointments.rules.moves import Check, RequestState
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse


def held(request: MoveRequest, *states: RequestState) -> None:
    """
    Hold the request, read it afresh.

    :raises Refused: when it stands elsewhere by now
    """
    lock(request)
    if RequestState(request.state) not in states:
        label = str(REQUEST_STATE_LABELS[request.state]).lower()
        refuse([Problem(_("Usul ini sudah berubah: %(state)s.") % {"state": label})])


def late(request: MoveRequest, on: date) -> list[Problem]:
    """A first day that has passed since it was submitted, and nobody has said why."""
    if request.effective_on >= on or request.late_reason.strip():
        return []
    words = _(
        "TMT sudah lewat dan alasan berlaku surut belum ditulis: kembalikan usul ini kepada penyusunnya."
    )
    return [Problem(words)]


def against(rows: Iterable[Judged]) -> list[Problem]:
    """Every rule that refuses, with the name of whom it is about."""
    return [_problem(row, check) for row in rows for check in row.refusing]


def unanswered(rows: Sequence[Judged]) -> list[Problem]:
    found = []
    for row in rows:
        for check in row.open:
            told = {"name": row.facts.person.name, "words": words(check.said)}
            found.append(Problem(_("Belum dijawab – %(name)s: %(words)s") % told, law=check.law))
    return found


def _problem(row: Judged, check: Check) -> Problem:
    told = {"name": row.facts.person.name, "words": words(check.said)}
    return Problem(_("%(name)s: %(words)s") % told, law=check.law)


def chain(request: MoveRequest) -> str:
    """Of the decision log."""
    return str(request.agency_id)
