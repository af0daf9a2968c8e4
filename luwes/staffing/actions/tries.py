"""Typed figures of a post's code have few tries, so that nobody finds them by guessing."""

from datetime import datetime

from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.db import advisory_lock
from luwes.core.errors import Problem, Refused
from luwes.staffing import rules
from luwes.staffing.models import Assignment, CodeTry


class WrongFigures(Refused):
    """Somebody typed figures that are not the post's; whoever catches it notes the try."""

    def __init__(self, problem: Problem, assignment: Assignment) -> None:
        super().__init__(problem)
        self.assignment = assignment


def hold(user: User) -> None:
    """One try of a person at a time: the next one sees what became of it."""
    advisory_lock(f"code tries {user.pk}")


def problems(assignment: Assignment, now: datetime, by: User) -> list[Problem]:
    """Whether this person, or everybody at this post, has typed wrong figures too often."""
    recent = CodeTry.objects.filter(at__gt=now - rules.TRIES_COOL)
    own, all_there = recent.filter(user=by), recent.filter(need_id=assignment.need_id)
    if own.count() < rules.TRIES_A_PERSON and all_there.count() < rules.TRIES_A_POST:
        return []
    words = _("Terlalu banyak kode yang salah. Pindai kode di layar pos, minta petugas pos mencatat Anda, atau coba lagi sesudah %d menit.")  # fmt: skip
    return [Problem(words % (rules.TRIES_COOL.seconds // 60), "code")]


def note(wrong: WrongFigures, now: datetime, by: User) -> None:
    """Keep the try; the one that ends the typing goes into the log."""
    assignment = wrong.assignment
    CodeTry.objects.filter(user=by, at__lte=now - rules.TRIES_COOL).delete()
    CodeTry.objects.create(user=by, need_id=assignment.need_id, at=now)
    if problems(assignment, now, by):
        audit.record(
            by, "staffing.code_tries", assignment, chain=str(assignment.home_unit.agency_id),
            post=str(assignment.need),
        )  # fmt: skip
