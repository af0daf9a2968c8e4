"""Who is told what of interests that were declared; in whom, and what it is, stays out of every message."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.collaboration import facts
from luwes.collaboration.models import ConflictDeclaration, Programme
from luwes.collaboration.programme_messages import of_government
from luwes.collaboration.queries import conflicts
from luwes.collaboration.rules.states import ConflictAnswer
from luwes.notifications import actions as notifications
from luwes.people import superiors
from luwes.people.addresses import account, person
from luwes.staffing.models import Assignment


def conflict_declared(fact: facts.ConflictDeclared) -> None:
    """The superior is asked; where the person serves with that partner, who leads it is asked to relieve."""
    row = _declaration(fact.declaration_id)
    users = superiors.of(row.employee, localdate(fact.at))
    serving = conflicts.serving_in(row)
    body = _("Jawab: tidak dilibatkan, boleh dengan pengendalian, atau bukan benturan. Sampai dijawab, pegawai ini tidak diusulkan dalam program mitra itu.")  # fmt: skip
    if serving:
        body += " " + _("Pegawai ini sedang bertugas dalam program mitra itu; bicarakan pembebasannya dengan pemimpin program.")  # fmt: skip
    notifications.tell(
        recipients=[account(user) for user in users], kind="collaboration.conflict", now=fact.at,
        by=row.declared_by, subject=_("%s menyatakan benturan kepentingan") % row.employee.full_name,
        body=body, link=reverse("collaboration:answer_conflict", args=[row.pk]),
    )  # fmt: skip
    words = _(
        "Bebaskan dari tugasnya, atau tunggu jawaban atasannya bila benturannya masih dinilai."
    )
    _tell_leaders(row, serving, words, fact.at)


def conflict_answered(fact: facts.ConflictAnswered) -> None:
    """The person hears the answer; who leads their work, only what follows for it."""
    row = _declaration(fact.declaration_id)
    assert row.answered_by
    notifications.tell(
        recipients=[person(row.employee)], kind="collaboration.conflict", now=fact.at,
        by=row.answered_by, subject=_("Atasan menjawab pernyataan Anda: %s") % row.get_answer_display(),
        body=_("Baca jawabannya di halaman benturan kepentingan."),
        link=reverse("collaboration:conflicts"),
    )  # fmt: skip
    words = {
        ConflictAnswer.KEPT_OUT: _("Atasannya memutuskan: tidak dilibatkan. Bebaskan dari tugasnya."),
        ConflictAnswer.WITH_CARE: _("Atasannya memutuskan: boleh dengan pengendalian, yang tertulis di halaman tim."),
        ConflictAnswer.NO_CONFLICT: _("Atasannya memutuskan: bukan benturan kepentingan."),
    }  # fmt: skip
    _tell_leaders(row, conflicts.serving_in(row), words[ConflictAnswer(row.answer)], fact.at)


def _tell_leaders(
    row: ConflictDeclaration, serving: Collection[tuple[Assignment, Programme]], words: str,
    at: datetime,
) -> None:  # fmt: skip
    for order, programme in serving:
        leaders = of_government(programme, localdate(at), and_heads=False)
        users = [user for user in leaders if user.pk != row.employee.user_id]
        subject = _("%(name)s, %(role)s: benturan kepentingan") % {
            "name": row.employee.full_name, "role": order.need.role}  # fmt: skip
        notifications.tell(
            recipients=[account(user) for user in users], kind="collaboration.conflict", now=at,
            by=row.answered_by or row.declared_by, subject=subject, body=words,
            link=reverse("staffing:post_letters", args=[order.need_id]),
        )  # fmt: skip


def _declaration(pk: int) -> ConflictDeclaration:
    rows = ConflictDeclaration.objects.select_related(
        "employee__user", "partner__merged_into", "declared_by", "answered_by"
    )
    return rows.get(pk=pk)
