"""What somebody states so as not to be sent: kept sealed, erased by them, read by few and on record."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import through
from luwes.people import access as people
from luwes.people.models import Employee, PrivateReading
from luwes.staffing import declarations, facts, rules
from luwes.staffing.actions.dispensations import bring_home
from luwes.staffing.models import SafetyDeclaration


@transaction.atomic
def declare(
    *, employee: Employee, kinds: Collection[rules.Safety], last_day: date, volunteers: bool,
    accepts: str, now: datetime, on: date, by: User,
) -> SafetyDeclaration:  # fmt: skip
    """
    Leave oneself out of plans until a day, or say what one accepts all the same.

    A duty under way ends as by illness, and who leads hears that the person can't go: not why. The
    log says nothing of it.
    :raises Refused: without a kind, for a day gone by or too far, a volunteer without words
    """
    require(people.is_oneself(by, employee))
    lock(employee)
    problems = []
    if not kinds:
        problems.append(Problem(_("Pilih paling sedikit satu."), "kinds"))
    if last_day < on or last_day > on + timedelta(days=rules.MOST_DECLARED_DAYS):
        problems.append(Problem(_("Isi hari antara hari ini dan setahun lagi."), "last_day"))
    if volunteers and not accepts.strip():
        problems.append(Problem(_("Tulis apa yang Anda sanggupi."), "accepts"))
    refuse(problems)
    row, _made = SafetyDeclaration.objects.update_or_create(
        employee=employee,
        defaults={
            "kinds": ",".join(sorted(kind.value for kind in kinds)), "last_day": last_day,
            "is_volunteer": volunteers, "accepts": accepts.strip() if volunteers else "", "at": now,
        },
    )  # fmt: skip
    if not volunteers:
        ended = bring_home(employee, through(on, last_day), now=now, on=on, by=by)
        lines = declarations.lines_under_way(employee.pk, on)
        announce(facts.CannotGo(tuple(a.pk for a in ended), tuple(line.pk for line in lines)))
    return row


@transaction.atomic
def erase(*, employee: Employee, by: User) -> None:
    """Nothing of it stays but who read it."""
    require(people.is_oneself(by, employee))
    lock(employee)
    SafetyDeclaration.objects.filter(employee=employee).delete()


@transaction.atomic
def read(*, employee: Employee, what: str, now: datetime, by: User) -> SafetyDeclaration | None:
    """The statement, for who plans; that it was read is kept and shown to the person."""
    require(declarations.can_read(by, employee))
    row = declarations.of_person(employee)
    if row and not people.is_oneself(by, employee):
        PrivateReading.objects.create(employee=employee, by=by, at=now, what=what)
    return row
