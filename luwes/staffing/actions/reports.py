"""What somebody at a post tells those who lead."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.staffing import access, belated, facts, pictures, rules
from luwes.staffing.models import Assignment, FieldPhoto, FieldReport, Need


@transaction.atomic
def report(
    *, need: Need, assignment: Assignment | None, draft: belated.ReportDraft,
    photos: Sequence[bytes], key: UUID, at: datetime, by: User,
) -> FieldReport:  # fmt: skip
    """
    Tell of a post: by who serves there, or by its officer. The same `key` is told once.

    :raises Refused: with all that is wrong, a file that is no photo among it
    """
    own = assignment and access.is_own(by, assignment)
    require(bool(own) or access.can_check_in_at(by, need))
    if known := FieldReport.objects.filter(key=key).first():
        return known
    problems = belated.report_problems(draft)
    if own and assignment and rules.AssignmentState(assignment.state) not in rules.RUNNING:
        problems.append(Problem(_("Tugas Anda di pos ini sudah tidak berjalan.")))
    refuse(problems)
    drawn = [pictures.drawn(data) for data in photos]
    is_private = draft.kind is belated.Report.HURT
    made = FieldReport.objects.create(
        need=need, assignment=assignment, kind=draft.kind.value, heads=draft.heads, key=key, at=at, by=by,
        text="" if is_private else draft.text.strip(), own_words=draft.text.strip() if is_private else "",
    )  # fmt: skip
    for number, picture in enumerate(drawn):
        row = FieldPhoto(report=made, width=picture.width, height=picture.height)
        row.image.save(f"{key}-{number}.jpg", ContentFile(picture.jpeg), save=True)
    announce(facts.FieldReported(made.pk))
    return made


@transaction.atomic
def mark_seen(*, report: FieldReport, now: datetime, by: User) -> None:
    """Whoever leads has read it; asked again, the first one stays named."""
    require(access.can_plan(by, report.need))
    lock(report)
    if report.seen_at:
        return
    report.seen_at, report.seen_by = now, by
    report.save(update_fields=["seen_at", "seen_by"])
