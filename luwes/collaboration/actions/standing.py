"""Whether a partner is what it was checked to be: its papers on a day, and when it is checked anew."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from luwes.audit import actions as audit
from luwes.collaboration.facts import PartnerChecked
from luwes.collaboration.models import DOCUMENT_LABELS, Partner
from luwes.collaboration.queries import partners as queries
from luwes.collaboration.rules import papers
from luwes.collaboration.rules.states import PartnerKind, PartnerState
from luwes.core.errors import Problem
from luwes.core.facts import announce


def lacking(partner: Partner, on: date, field: str | None = None) -> list[Problem]:
    """What is asked of its kind, and does not hold on the day or was not looked at."""
    problems = []
    for asked in papers.missing(PartnerKind(partner.kind), queries.held_kinds(partner, on)):
        names = _(" atau ").join(str(DOCUMENT_LABELS[one.value]) for one in asked.kinds)
        words = _("Belum ada %s yang berlaku dan sudah dinyatakan sesuai.") % names
        problems.append(Problem(words, field, law=asked.law))
    return problems


def ask_anew(partner: Partner, reason: str, now: datetime) -> None:
    """An active one is no longer what was looked at: it waits for the secretariat again."""
    if partner.state != PartnerState.ACTIVE:
        return
    partner.state, partner.state_reason = PartnerState.PROPOSED.value, reason
    partner.save(update_fields=["state", "state_reason"])
    chain = str(partner.registered_by_agency_id)
    audit.record(None, "collaboration.partner_asked_anew", partner, chain=chain, reason=reason)
    announce(PartnerChecked(partner.pk, now))
