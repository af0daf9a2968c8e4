"""Hours learnt elsewhere: told by the person, answered by who keeps the file, or a superior."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.learning import access, facts
from luwes.learning.models import HoursClaim, LearningHours
from luwes.learning.rules.hours import JP_MINUTES, MOST_CLAIMED, HoursState
from luwes.learning.rules.states import Method
from luwes.people import access as people
from luwes.people.models import Employee

SOURCE = "hours_claim"
OLDEST = timedelta(days=730)


@transaction.atomic
def claim(
    *, employee: Employee, on: date, jp: int, method: Method, words: str, evidence: str,
    today: date, now: datetime, by: User,
) -> HoursClaim:  # fmt: skip
    """
    Tell of hours learnt elsewhere, with what shows it.

    :raises Refused: with everything wrong in it
    """
    require(people.is_oneself(by, employee))
    lock(employee)
    problems = []
    if not today - OLDEST <= on <= today:
        problems.append(Problem(_("Hari terakhirnya paling lama dua tahun yang lalu dan bukan nanti."), "on"))  # fmt: skip
    if not 1 <= jp <= MOST_CLAIMED:
        problems.append(Problem(_("Isi 1 sampai %d JP.") % MOST_CLAIMED, "jp"))
    if not words.strip():
        problems.append(Problem(_("Tuliskan kegiatannya."), "words"))
    if not evidence.strip():
        problems.append(Problem(_("Tuliskan penyelenggara dan nomor sertifikatnya."), "evidence"))
    same = HoursClaim.objects.filter(employee=employee, on=on, words=words.strip())
    if same.exclude(state=HoursState.REFUSED.value).exists():
        problems.append(Problem(_("Kegiatan ini pada hari itu sudah Anda laporkan."), "words"))
    refuse(problems)
    row = HoursClaim.objects.create(
        employee=employee, on=on, minutes=jp * JP_MINUTES, method=method.value,
        words=words.strip(), evidence=evidence.strip(), asked_at=now,
    )  # fmt: skip
    audit.record(
        by, "learning.hours_claimed", employee, chain=str(employee.agency_id), claim=row.pk
    )
    announce(facts.HoursClaimed(row.pk, now))
    return row


@transaction.atomic
def answer(
    *, claim: HoursClaim, accept: bool, reason: str, on: date, now: datetime, by: User
) -> None:
    """
    Count the hours, or say why not.

    :raises Refused: when it is answered already, or refused without a reason
    """
    employee = claim.employee
    require(access.can_answer_hours(by, employee, on))
    lock(claim)
    problems = []
    if claim.state != HoursState.ASKED.value:
        problems.append(Problem(_("Laporan ini sudah dijawab.")))
    if not accept and not reason.strip():
        problems.append(Problem(_("Tuliskan mengapa tidak diakui."), "reason"))
    refuse(problems)
    claim.state = (HoursState.ACCEPTED if accept else HoursState.REFUSED).value
    claim.decided_at, claim.decided_by, claim.reason = now, by, reason.strip()
    claim.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    if accept:
        LearningHours.objects.create(
            employee=employee, on=claim.on, minutes=claim.minutes, method=claim.method,
            words=claim.words, source_kind=SOURCE, source_id=str(claim.pk),
        )  # fmt: skip
    announce(facts.HoursAnswered(claim.pk, now))
    audit.record(
        by, "learning.hours_accepted" if accept else "learning.hours_refused", employee,
        chain=str(employee.agency_id), reason=reason, claim=claim.pk,
    )  # fmt: skip
