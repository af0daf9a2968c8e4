"""Certificates: issued with what was passed, revoked with what they showed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period, add_months
from luwes.learning import access, facts, papers, sources
from luwes.learning.models import Certificate, LearningHours, Study
from luwes.learning.sources import Achieved
from luwes.letters import actions as letters
from luwes.letters import facts as letter_facts
from luwes.people import actions as people
from luwes.people.models import CompetencyRecord, Employee


@transaction.atomic
def passed(fact: facts.Passed) -> None:
    """Whoever passes gets the certificate, the hours and the level in the same transaction; once."""
    kind, pk = fact.source
    employee = Employee.objects.select_related("agency", "user").get(pk=fact.employee_id)
    lock(employee)
    if Certificate.objects.filter(source_kind=kind, source_id=pk).exists():
        return
    achieved, on = sources.achieved(fact), localdate(fact.at)
    _count_hours(employee, fact, achieved, on)
    months = achieved.valid_months
    period = Period(on, add_months(on, months) if months else None)
    draft = papers.certificate(employee, achieved, period, on=on, about_id=f"{kind}:{pk}")
    [letter] = letters.issue_many([draft], now=fact.at, by=None)
    certificate = Certificate.objects.create(
        employee=employee, letter=letter, title=achieved.title, competency=achieved.competency,
        level=achieved.level, unit=achieved.unit, record=_record(employee, achieved, period, letter.number),
        period=period, source_kind=kind, source_id=pk, made_at=fact.at,
    )  # fmt: skip
    announce(facts.Certified(certificate.pk, fact.at))
    audit.record(
        None, "learning.certificate_issued", certificate, chain=letter.chain,
        employee=employee.pk, number=letter.number,
    )  # fmt: skip


def _record(
    employee: Employee, achieved: Achieved, period: Period, number: str
) -> CompetencyRecord | None:
    if not (achieved.competency and achieved.level):
        return None
    return people.certify_competency(
        employee=employee, competency=achieved.competency, level=achieved.level,
        evidence=f"Sertifikat {number}", period=period,
    )  # fmt: skip


def _count_hours(employee: Employee, fact: facts.Passed, achieved: Achieved, on: date) -> None:
    kind, pk = fact.source
    if achieved.minutes:
        LearningHours.objects.get_or_create(
            employee=employee, source_kind=kind, source_id=pk,
            defaults={
                "on": on, "minutes": achieved.minutes, "method": achieved.method,
                "words": achieved.title,
            },
        )  # fmt: skip


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, on: date, now: datetime, by: User) -> None:
    """
    Withdraw the letter; with it the record of competency ends, and the person is told.

    :raises Refused: when it is revoked already, or without a reason
    """
    require(access.can_revoke(by, certificate, on))
    lock(certificate)
    if certificate.revoked_at is not None:
        refuse([Problem(_("Sertifikat ini sudah dicabut."))])
    letters.withdraw_in_course(letter=certificate.letter, reason=reason, day=on, now=now, by=by)


@transaction.atomic
def withdrawn(fact: letter_facts.Withdrawn) -> None:
    """Its letter is being withdrawn, here or where letters are: it does not count from that day on."""
    if fact.about_kind != papers.ABOUT:
        return
    rows = Certificate.objects.select_related("record__employee", "record__competency", "letter")
    certificate = rows.filter(letter_id=fact.letter_id, revoked_at=None).first()
    if certificate is None:
        return
    by, record = User.objects.get(pk=fact.by_id), certificate.record
    if record is not None and not people.withdraw_competency(
        record=record, on=fact.day, reason=fact.reason, by=by
    ):
        certificate.record = None  # it never counted a day, and is gone
    certificate.revoked_at, certificate.revoked_by = fact.at, by
    certificate.revoked_because = fact.reason
    certificate.save(update_fields=["record", "revoked_at", "revoked_by", "revoked_because"])
    if certificate.source_kind == sources.MODULE:
        _open_again(int(certificate.source_id))
    announce(facts.Revoked(certificate.pk, fact.at))
    audit.record(
        by, "learning.certificate_revoked", certificate, chain=certificate.letter.chain,
        reason=fact.reason, employee=certificate.employee_id, number=certificate.letter.number,
    )  # fmt: skip


def _open_again(attempt_id: int) -> None:
    """Whoever passed by this test, and not anew since, may sit it again."""
    last = Study.objects.filter(attempts__pk=attempt_id, passed_at=F("attempts__handed_in_at"))
    last.update(passed_at=None)
