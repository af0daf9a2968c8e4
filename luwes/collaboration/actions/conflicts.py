"""Conflicts of interest (PermenPANRB 17/2024): declared, answered by the superior, denied before deciding."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access, facts
from luwes.collaboration.models import (
    ConflictDeclaration,
    NoConflictStatement,
    Partner,
    Programme,
)
from luwes.collaboration.rules.states import (
    ConflictAnswer,
    ConflictKind,
    ConflictStrength,
    answers_to,
)
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.periods import Period
from luwes.people import access as people
from luwes.people.models import Employee

LAW = "PermenPANRB 17/2024"


@dataclass(frozen=True)
class Interest:
    partner: Partner
    kind: ConflictKind
    strength: ConflictStrength
    words: str
    period: Period


@transaction.atomic
def declare(
    *, employee: Employee, interest: Interest, now: datetime, by: User
) -> ConflictDeclaration:
    """
    An interest of one's own in a partner; from now on it keeps out, until the superior answers.

    While it waits for its answer, the same words said again are one.
    :raises Refused: without words
    """
    require(people.is_oneself(by, employee))
    lock(employee)
    known = ConflictDeclaration.objects.filter(
        access.in_partners([interest.partner.pk]), employee=employee, kind=interest.kind.value,
        strength=interest.strength.value, period__overlap=interest.period,
        answer=ConflictAnswer.WAITING.value,
    )  # fmt: skip
    for row in known.order_by("pk"):
        if row.words == interest.words.strip():
            return row
    if not interest.words.strip():
        refuse([Problem(_("Jelaskan kepentingannya; hanya Anda dan atasan Anda yang membacanya."), "words", LAW)])  # fmt: skip
    row = ConflictDeclaration.objects.create(
        employee=employee, partner=interest.partner, kind=interest.kind.value,
        strength=interest.strength.value, words=interest.words.strip(), period=interest.period,
        declared_at=now, declared_by=by,
    )  # fmt: skip
    announce(facts.ConflictDeclared(row.pk, now))
    audit.record(by, "collaboration.conflict_declared", row, chain=str(employee.agency_id))
    return row


@transaction.atomic
def answer(
    *, declaration: ConflictDeclaration, to: ConflictAnswer, words: str, now: datetime, on: date,
    by: User,
) -> None:  # fmt: skip
    """
    The superior says what follows; later they may say otherwise, as when a share was sold.

    `words`: how a potential one is kept in check, read by who leads the work; else the reason, sealed.
    Asked again alike, nothing happens.
    :raises Refused: without the words that are due, or to keep an actual one in check
    """
    require(access.can_answer_conflict(by, declaration, on))
    lock(declaration)
    words = words.strip()
    problems = []
    if to not in answers_to(ConflictStrength(declaration.strength)):
        told = _("Benturan aktual tidak dapat dikendalikan: pegawai tidak dilibatkan.")
        problems.append(Problem(told, "answer", LAW))
    if to is ConflictAnswer.WITH_CARE and not words:
        problems.append(Problem(_("Tulis bagaimana benturan ini dikendalikan."), "words", LAW))
    if to is ConflictAnswer.NO_CONFLICT and not words:
        problems.append(Problem(_("Tulis mengapa ini bukan benturan kepentingan."), "words", LAW))
    refuse(problems)
    care, reason = (words, "") if to is ConflictAnswer.WITH_CARE else ("", words)
    said = (to.value, care, reason)
    if (declaration.answer, declaration.care, declaration.answer_words) == said:
        return
    declaration.answer, declaration.care, declaration.answer_words = said
    declaration.answered_at, declaration.answered_by = now, by
    declaration.save()
    announce(facts.ConflictAnswered(declaration.pk, now))
    chain = str(declaration.employee.agency_id)
    audit.record(by, "collaboration.conflict_answered", declaration, chain=chain)


@transaction.atomic
def say_none(*, programme: Programme, now: datetime, on: date, by: User) -> None:
    """
    Whoever decides or verifies in a programme says, once, that no partner of it is theirs.

    :raises Refused: when they declared an interest in one of them
    """
    require(access.may_say_no_conflict(by, programme, on))
    lock(programme)
    if access.is_kept_out(by, access.partner_ids(programme.pk), on):
        words = _("Anda menyatakan benturan kepentingan dengan mitra program ini; atasan Anda menjawabnya dulu.")  # fmt: skip
        refuse([Problem(words, law=LAW)])
    if not access.has_said_no_conflict(by, programme.pk):
        NoConflictStatement.objects.update_or_create(
            programme=programme, user=by, defaults={"at": now}
        )
        chain = str(programme.agency_id)
        audit.record(by, "collaboration.no_conflict_said", programme, chain=chain)
