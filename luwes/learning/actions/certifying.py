"""Certificates: issued with what was passed, revoked with what they showed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
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
from luwes.learning.models import Certificate, LearningHours, ModuleAttempt, Study
from luwes.learning.rules import testing
from luwes.learning.sources import Achieved
from luwes.letters import actions as letters
from luwes.letters import facts as letter_facts
from luwes.people import actions as people
from luwes.people.models import Employee


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
        level=achieved.level, unit=achieved.unit, period=period, source_kind=kind, source_id=pk,
        made_at=fact.at,
    )  # fmt: skip
    _show(certificate, period)
    announce(facts.Certified(certificate.pk, fact.at))
    audit.record(
        None, "learning.certificate_issued", certificate, chain=letter.chain,
        employee=employee.pk, number=letter.number,
    )  # fmt: skip


def _show(certificate: Certificate, period: Period) -> None:
    """Its level on file for these days, as far as it is not there yet."""
    if not (certificate.competency and certificate.level):
        return
    records = people.certify_competency(
        employee=certificate.employee, competency=certificate.competency, level=certificate.level,
        evidence=f"Sertifikat {certificate.letter.number}", period=period,
    )  # fmt: skip
    certificate.records.add(*records)


def _count_hours(employee: Employee, fact: facts.Passed, achieved: Achieved, on: date) -> None:
    """On the days of learning; of a module once for as long as what it shows lasts."""
    kind, pk = fact.source
    if kind == sources.MODULE and _has_counted(employee, pk, achieved.valid_months, on):
        return
    LearningHours.objects.bulk_create(
        LearningHours(
            employee=employee, source_kind=kind, source_id=pk, on=day, minutes=minutes,
            method=achieved.method, words=achieved.title,
        )
        for day, minutes in sorted(achieved.days.items())
        if minutes
    )  # fmt: skip


def _has_counted(employee: Employee, attempt: str, months: int | None, on: date) -> bool:
    """Whether a pass of the same module has brought hours, and it is too early to renew that one."""
    same = ModuleAttempt.objects.filter(
        study__employee=employee, study__version__module__versions__studies__attempts=int(attempt)
    )
    rows = LearningHours.objects.filter(
        employee=employee, source_kind=sources.MODULE,
        source_id__in=[str(pk) for pk in same.values_list("pk", flat=True)],
    )  # fmt: skip
    return any(not testing.may_renew(day, months, on) for day in rows.values_list("on", flat=True))


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, on: date, now: datetime, by: User) -> None:
    """
    Withdraw the letter; with it the record of competency ends, and the person is told.

    :raises Refused: when it is revoked already, or without a reason
    """
    require(access.can_revoke(by, certificate, on))
    if certificate.revoked_at is not None:
        refuse([Problem(_("Sertifikat ini sudah dicabut."))])
    letters.withdraw_in_course(letter=certificate.letter, reason=reason, day=on, now=now, by=by)


@transaction.atomic
def withdrawn(fact: letter_facts.Withdrawn) -> None:
    """Its letter is being withdrawn, here or where letters are: it does not count from that day on."""
    if fact.about_kind != papers.ABOUT:
        return
    rows = Certificate.objects.select_related("employee", "competency", "letter")
    certificate = rows.filter(letter_id=fact.letter_id, revoked_at=None).first()
    if certificate is None:
        return
    study = Study.objects.filter(attempts=int(certificate.source_id)).first() if certificate.source_kind == sources.MODULE else None  # fmt: skip
    if study is not None:
        lock(study)  # before the person, as whoever hands in does
    lock(certificate.employee)
    by = User.objects.get(pk=fact.by_id)
    certificate.revoked_at, certificate.revoked_by = fact.at, by
    certificate.revoked_because = fact.reason
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoked_because"])
    _take_back(certificate, fact.day, by)
    LearningHours.objects.filter(
        employee=certificate.employee, source_kind=certificate.source_kind,
        source_id=certificate.source_id,
    ).delete()  # fmt: skip
    if study is not None:
        _may_pass_anew(study, certificate)
    announce(facts.Revoked(certificate.pk, fact.at))
    audit.record(
        by, "learning.certificate_revoked", certificate, chain=certificate.letter.chain,
        reason=fact.reason, employee=certificate.employee_id, number=certificate.letter.number,
    )  # fmt: skip


def _take_back(certificate: Certificate, on: date, by: User) -> None:
    """Its records end; the person's other certificates of that level go on showing what they show."""
    records = certificate.records.select_related("employee", "competency").order_by("pk")
    reason = certificate.revoked_because
    lost = [people.withdraw_competency(record=r, on=on, reason=reason, by=by) for r in records]
    others = Certificate.objects.select_related("employee", "competency", "letter").filter(
        employee=certificate.employee, competency=certificate.competency, level=certificate.level,
        revoked_at=None,
    )  # fmt: skip
    for other in others.order_by("period", "pk") if any(lost) else []:
        for days in filter(None, lost):
            if shown := other.period.common(days):
                _show(other, shown)


def _may_pass_anew(study: Study, certificate: Certificate) -> None:
    """The study stands where its last pass that still counts left it; its tries begin anew."""
    revoked = Certificate.objects.filter(
        employee=certificate.employee, source_kind=sources.MODULE, revoked_at__isnull=False
    )
    passes = study.attempts.filter(passed=True).exclude(
        pk__in=[int(pk) for pk in revoked.values_list("source_id", flat=True)]
    )
    study.passed_at = passes.aggregate(last=Max("handed_in_at"))["last"]
    study.tries_from = certificate.revoked_at
    study.save(update_fields=["passed_at", "tries_from"])
