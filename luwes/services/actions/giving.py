"""Who has a case: given by the routing, taken, handed over by who oversees it or has it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.organisation.models import Competency
from luwes.people.models import Employee
from luwes.services import access, facts, routing
from luwes.services.actions.entries import not_open, write
from luwes.services.models import Case
from luwes.services.rules.states import IN_WORK, OPEN, CaseState, EntryKind


def route(case: Case, *, now: datetime, on: date, again: bool = False) -> Employee | None:
    """
    Give a case to whom its service's competencies, their load and their presence name; None when
    there is nobody, which is told once, not `again`. The caller holds the case.
    """
    to = None if _is_for_a_person(case) else chosen(case, now=now, on=on)
    if to is not None:
        _give(case, to, now)
    tell_of(case, to, now, again=again)
    return to


def chosen(case: Case, *, now: datetime, on: date) -> Employee | None:
    """Of those who may have it the one with the least to do."""
    return next(
        (one.employee for one in routing.candidates(case, now, on) if one.may_have_it), None
    )


def tell_of(case: Case, to: Employee | None, now: datetime, *, again: bool = False) -> None:
    """Write down and tell who has it now, or that nobody may."""
    if to is not None:
        write(case, EntryKind.ROUTED, now)
        announce(facts.Given(case.pk, to.pk, now))
    elif not again:
        announce(facts.Unroutable(case.pk, now))


def _is_for_a_person(case: Case) -> bool:
    """
    A complaint; or forwarded to where no service says what its officer has to know: who oversees it
    takes it or chooses.
    """
    if access.is_complaint(case):
        return True
    if case.service_id is not None:
        return False
    return case.entries.filter(kind=EntryKind.FORWARDED.value).exists()


@transaction.atomic
def route_again(*, case: Case, now: datetime, on: date) -> Employee | None:
    """For a case that nobody has: asked again when somebody learnt, or came back."""
    lock(case)
    if case.officer_id is not None or CaseState(case.state) not in IN_WORK:
        return None
    return route(case, now=now, on=on, again=True)


def check_holder(case: Case, *, now: datetime, on: date) -> None:
    """
    Before work goes on: whoever left, or whose competency ended, gives it up; whoever is away only
    where somebody else is there. The caller holds the case.
    """
    found = routing.candidates(case, now, on)
    if not may_keep(case, found):
        release(case, now=now, on=on)
    elif case.officer_id is None:
        route(case, now=now, on=on)


def may_keep(case: Case, found: Sequence[routing.Candidate]) -> bool:
    """Whether who has it is still one of these who may, or there is nobody to take it from."""
    own = next((one for one in found if one.employee.pk == case.officer_id), None)
    if case.officer_id is None:
        return True
    if own is None or own.lacks:
        return False
    return own.may_have_it or not any(one.may_have_it for one in found)


def release(case: Case, *, now: datetime, on: date) -> None:
    """Taken from who has it and given anew. The caller holds the case."""
    case.officer, case.given_at = None, None
    if case.state == CaseState.ASSIGNED.value:
        case.state = CaseState.RECEIVED.value
    case.save(update_fields=["officer", "given_at", "state"])
    words = _("Petugas sebelumnya tidak dapat menanganinya lagi.")
    write(case, EntryKind.HANDED_OVER, now, text=words, is_internal=True)
    route(case, now=now, on=on)


@transaction.atomic
def release_lost(*, case: Case, now: datetime, on: date) -> bool:
    """Whether it was taken from somebody who has no right or competency for it any more."""
    lock(case)
    if CaseState(case.state) not in OPEN or case.officer_id is None:
        return False
    found = {one.employee.pk: one for one in routing.candidates(case, now, on)}
    own = found.get(case.officer_id)
    if own is not None and not own.lacks:
        return False
    release(case, now=now, on=on)
    return True


@transaction.atomic
def hand_over(*, case: Case, to: Employee, reason: str, now: datetime, on: date, by: User) -> None:
    """
    Give it to another officer, who must be able to have it.

    :raises Refused: without a reason, for somebody without the competency or not there, when it is over
    """
    require(access.can_see(by, case, on))
    lock(case)
    problems = not_open(case)
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    if case.officer_id == to.pk:
        problems.append(Problem(_("Perkara ini sudah ada padanya."), "to"))
    else:
        problems += _unfit(case, to, now, on)
    refuse(problems)
    first = case.officer_id is None
    _give(case, to, now)
    write(case, EntryKind.HANDED_OVER, now, text=reason, by=by, is_internal=True)
    announce(facts.Given(case.pk, to.pk, now, by.pk))
    audit.record(
        by, "services.given" if first else "services.handed_over", case, chain=str(case.agency_id),
        reason=reason, employee=to.pk,
    )  # fmt: skip


def _unfit(case: Case, to: Employee, now: datetime, on: date) -> list[Problem]:
    found = {one.employee.pk: one for one in routing.candidates(case, now, on)}
    one = found.get(to.pk)
    if one is None:
        return [Problem(_("Orang ini bukan petugas layanan unit itu."), "to")]
    problems = []
    if one.officer.away:
        problems.append(Problem(f"{to.full_name}: {one.officer.away}.", "to"))
    if one.lacks:
        names = Competency.objects.filter(pk__in=one.lacks).order_by("name")
        words = _("%(name)s belum mempunyai kompetensi untuk layanan ini: %(skills)s.")
        values = {"name": to.full_name, "skills": ", ".join(names.values_list("name", flat=True))}
        problems.append(Problem(words % values, "to"))
    return problems


def _give(case: Case, to: Employee, now: datetime) -> None:
    case.officer, case.given_at = to, now
    if case.state == CaseState.RECEIVED.value:
        case.state = CaseState.ASSIGNED.value
    case.save(update_fields=["officer", "given_at", "state"])
