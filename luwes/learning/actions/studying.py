"""Learning alone: a module begun, pages read, a test sat and handed in once."""

from collections.abc import Sequence
from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import insert_once, lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.learning import access
from luwes.learning.facts import Passed
from luwes.learning.models import Module, ModuleAttempt, ModuleVersion, Study
from luwes.learning.queries import modules as queries
from luwes.learning.queries import studying
from luwes.learning.rules import testing
from luwes.learning.rules.states import QuestionKind
from luwes.people.models import Employee

SOURCE = "module_attempt"
LONGEST = 200  # characters of an answer


@transaction.atomic
def begin(*, module: Module, employee: Employee, now: datetime, by: User) -> Study:
    """
    The version in force is begun, or gone on with.

    :raises Refused: where there is none, or a test of an earlier version is still open
    """
    require(access.can_study(by, employee))
    version = queries.in_force(module)
    if version is None or not access.can_begin(by, module):
        refuse([Problem(_("Modul ini tidak dapat dimulai sekarang."))])
    assert version is not None
    there = Study.objects.filter(employee=employee, version=version).first()
    if there is not None:
        return there
    if ModuleAttempt.objects.filter(
        study__employee=employee, study__version__module=module, handed_in_at=None
    ).exists():
        refuse([Problem(_("Kumpulkan dulu tes yang sedang Anda kerjakan."))])
    insert_once(Study(employee=employee, version=version, began_at=now, seen_at=now))
    return Study.objects.get(employee=employee, version=version)


@transaction.atomic
def read(*, study: Study, place: int, now: datetime, by: User) -> None:
    """Page `place` (from 0) was read. Pages are read in their order; a page read again changes nothing."""
    require(access.can_study(by, study.employee))
    if not study.version.pages.filter(place=place).exists():
        return
    rows = Study.objects.filter(pk=study.pk)
    rows.filter(page=place).update(page=place + 1)
    rows.update(seen_at=now)


@transaction.atomic
def begin_test(*, study: Study, now: datetime, on: date, by: User) -> ModuleAttempt:
    """
    A new try with questions drawn for it; the one that is open is gone on with.

    :raises Refused: before all is read, after one has passed, or where tries or the pause forbid it
    """
    require(access.can_study(by, study.employee))
    lock(study)
    there = study.attempts.filter(handed_in_at=None).first()
    if there is not None:
        return there
    refuse(problems_of_test(study, now, on))
    seed = token_hex(16)
    bank = list(study.version.questions.order_by("pk").values_list("pk", flat=True))
    number = study.attempts.order_by("-number").values_list("number", flat=True).first() or 0
    return ModuleAttempt.objects.create(
        study=study, number=number + 1, seed=seed, began_at=now,
        drawn=testing.draw(bank, study.version.drawn, seed),
    )  # fmt: skip


def problems_of_test(
    study: Study, now: datetime, on: date, progress: studying.Progress | None = None
) -> list[Problem]:
    """Why its test can't be begun; `progress`: of the study, where it was read already."""
    progress = progress or studying.progress(study)
    version, user = study.version, study.employee.user
    if user is not None and access.keeps_key(user, version, on):
        return [Problem(_("Anda menulis atau mengelola modul ini; tesnya untuk orang lain."))]
    if not progress.is_read:
        return [Problem(_("Baca dulu semua halaman; sesudahnya tes terbuka."))]
    if study.passed_at and not testing.may_renew(
        localdate(study.passed_at), version.module.months, on
    ):
        return [Problem(_("Anda sudah lulus modul ini."))]
    return progress.tries.problems(
        allowed=version.attempts, pause_hours=version.pause_hours, now=now
    )


@transaction.atomic
def answer(
    *, attempt: ModuleAttempt, question_id: int, said: str, chosen: Sequence[str], by: User
) -> None:
    """
    Keeps what was answered to one question: `said` as typed, `chosen` as places in the shown order.

    :raises Refused: once the test is handed in
    """
    study = attempt.study
    require(access.can_study(by, study.employee))
    lock(attempt)
    attempt.study = study  # read before, and the same one
    if attempt.handed_in_at is not None:
        refuse([Problem(_("Tes ini sudah dikumpulkan; jawaban tidak dapat diubah lagi."))])
    asked = studying.asked(attempt, question_id)
    if asked is None:
        return
    if asked.is_choice:
        kept = asked.indexes(chosen)
        value: str | list[str] = kept if asked.kind == QuestionKind.MULTIPLE.value else "".join(kept[:1])  # fmt: skip
    else:
        value = said.replace("\x00", "").strip()[:LONGEST]
    attempt.answers = {**attempt.answers, str(question_id): value}
    attempt.save(update_fields=["answers"])


@transaction.atomic
def hand_in(*, attempt: ModuleAttempt, now: datetime, by: User) -> None:
    """Once: whoever presses again, or in another window, gets the same result."""
    study = attempt.study
    require(access.can_study(by, study.employee))
    lock(attempt, study)
    if attempt.handed_in_at is not None:
        return
    version: ModuleVersion = study.version
    found = testing.result(studying.items(attempt), {int(k): v for k, v in attempt.answers.items()})
    attempt.handed_in_at, attempt.percent = now, found.percent
    attempt.passed = found.percent >= version.pass_percent
    attempt.save(update_fields=["handed_in_at", "percent", "passed"])
    if not attempt.passed:
        return
    study.passed_at = now
    study.save(update_fields=["passed_at"])
    announce(Passed(study.employee_id, version.title, (SOURCE, str(attempt.pk)), now))
    audit.record(
        by, "learning.module_passed", version.module, chain=str(study.employee.agency_id),
        employee=study.employee_id, version=version.number,
    )  # fmt: skip
