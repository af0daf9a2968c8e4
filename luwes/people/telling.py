"""Who is told what of decisions in the organisation, by the addresses on file."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.notifications import actions as notifications
from luwes.notifications.actions import Recipient
from luwes.organisation import queries as organisation
from luwes.organisation.facts import MinimumAnswered
from luwes.organisation.models import MinimumProposal
from luwes.organisation.models.presence import ACCEPTED
from luwes.people.addresses import account, person
from luwes.people.models import Employee

MINIMUM = "people.minimum_answered"


def minimum_answered(fact: MinimumAnswered) -> None:
    """Whoever asked for a minimum, and nobody who answered the own proposal."""
    rows = MinimumProposal.objects.select_related("unit", "group", "proposed_by", "decided_by")
    row = rows.get(pk=fact.proposal_id)
    if row.proposed_by_id == row.decided_by_id:
        return
    shape = organisation.shape_of(row.unit_id, localdate(fact.at))
    told = {
        "unit": shape.name if shape else row.unit.code,
        "group": row.group.name if row.group else _("semua pegawai"),
    }
    subject, body = _words(row)
    notifications.tell(
        recipients=[_recipient(row.proposed_by)], kind=MINIMUM, subject=subject % told, body=body,
        link=reverse("organisation:presence", args=[row.unit_id]), now=fact.at, by=row.decided_by,
    )  # fmt: skip


def _words(row: MinimumProposal) -> tuple[str, str]:
    if row.state != ACCEPTED:
        body = _("Alasannya: %(answer)s Aturan lama tetap berlaku.") % {
            "answer": _ended(row.answer)
        }
        return _("Usulan minimum hadir %(unit)s (%(group)s) dikembalikan"), body
    subject = _("Usulan minimum hadir %(unit)s (%(group)s) diterima")
    if row.minimum is None:
        return subject, _("Aturannya berakhir pada hari yang diusulkan, paling cepat hari ini.")
    body = _("Minimum %(minimum)d orang berlaku dari hari yang diusulkan, paling cepat hari ini.")
    return subject, body % {"minimum": row.minimum}


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _recipient(user: User) -> Recipient:
    """By the channels of the own file, where there is one."""
    employee = Employee.objects.filter(user=user).first()
    return person(employee) if employee else account(user)
