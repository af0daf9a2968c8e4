"""Who is told what of days of recovery."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.core import clock
from luwes.motivation import facts
from luwes.motivation.messages import telling
from luwes.motivation.models import RecoveryOffer
from luwes.motivation.queries import superiors
from luwes.motivation.rules.recovery import OfferState
from luwes.organisation import heading
from luwes.people.addresses import account, person
from luwes.ui.tags.words import day

RECOVERY, ASKED = "motivation.recovery", "motivation.recovery_asked"


def moved(fact: facts.RecoveryMoved) -> None:
    """The superior of what was picked; the person of all else."""
    rows = RecoveryOffer.objects.select_related("employee__user")
    offer = rows.get(pk=fact.offer_id)
    if offer.state == OfferState.ASKED.value:
        _ask(offer, fact)
        return
    subject, body = _words(offer)
    telling.tell(
        recipients=[person(offer.employee)], kind=RECOVERY, now=fact.at or clock.now(),
        by=User.objects.filter(pk=fact.by_id).first() if fact.by_id else None,
        subject=subject, body=body, link=reverse("motivation:own_recovery"),
    )  # fmt: skip


def _words(offer: RecoveryOffer) -> tuple[str, str]:
    if offer.state == OfferState.AGREED.value:
        days = ", ".join(day(row.day) for row in offer.picked.order_by("day"))
        reason = offer.reason or _("Anda tidak ditugaskan pada hari itu.")
        return _("Istirahat pemulihan: %s") % days, reason
    subject = ngettext("Anda mendapat %d hari istirahat pemulihan", "Anda mendapat %d hari istirahat pemulihan", offer.days)  # fmt: skip
    until = _("Pilih harinya, paling lambat diambil %s.") % day(offer.until)
    return subject % offer.days, f"{offer.reason} {until}".strip()


def _ask(offer: RecoveryOffer, fact: facts.RecoveryMoved) -> None:
    on = localdate(fact.at or clock.now())
    whom = (offer.unit_id, offer.employee.user_id)
    levels = heading.levels([whom], on)[whom]
    agency = offer.employee.agency_id
    users = levels[0] if levels else superiors.overseers([agency], on)[agency]
    telling.tell(
        recipients=[account(user) for user in users if user.pk != offer.employee.user_id],
        kind=ASKED, now=fact.at or clock.now(), by=offer.employee.user,
        subject=_("%s memilih hari istirahat pemulihan") % offer.employee.full_name,
        body=_("Setujui, atau tetapkan hari lain dengan alasan, paling lambat %s. Diam berarti setuju.") % day(offer.answer_by),
        link=reverse("motivation:recovery", args=[offer.pk]),
    )  # fmt: skip
