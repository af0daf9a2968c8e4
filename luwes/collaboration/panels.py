"""What waits on the first page: for the secretariat, who signs, and a partner's people."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import Agreement, Obligation
from luwes.collaboration.queries import agreements as queries
from luwes.collaboration.rules.states import AgreementState, PartnerState, Side
from luwes.core.days import midnight
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import day

MOST = 4


def secretariat(user: User, now: datetime) -> list[Waits]:
    """
    Partners to check, agreements to review, what partners report as done. Three queries.

    Who drafted an agreement hears of the last by message.
    """
    if not access.reviews(user):
        return []
    waits = []
    partners = access.checked_by(user).filter(state=PartnerState.PROPOSED.value).count()
    if partners:
        title = ngettext("%d mitra menunggu diperiksa", "%d mitra menunggu diperiksa", partners)
        page = f"{reverse('collaboration:partners')}?keadaan=proposed"
        text = _("Lihat dokumennya, lalu nyatakan aktif.")
        waits.append(Waits(title % partners, text, page, deeds=(Deed(_("Lihat"), page),)))
    rows = list(queries.awaiting_review(user)[: MOST + 1])
    waits += _agreements(rows, _("Telaah: %s"), _("Buka"), AgreementState.REVIEWED)
    return waits + _obligations(list(queries.reported_by_partners(user)[:MOST]), Side.GOVERNMENT)


def signatures(user: User, now: datetime) -> list[Waits]:
    """Agreements that the partner has signed. One query."""
    if not access.signs(user):
        return []
    rows = list(queries.awaiting_signature(user)[: MOST + 1])
    return _agreements(rows, _("Tandatangani: %s"), _("Baca naskah"), AgreementState.AGREED)


def representative(user: User, now: datetime) -> list[Waits]:
    """What a partner's own people have to do. One query for whoever has no part in the house, two more for them."""
    if not access.is_outsider(user):
        return []
    on = localdate(now)
    partners = access.represented(user, on)
    if not partners:
        return []
    waits = []
    for row in queries.awaiting_partner(partners)[:MOST]:
        page = reverse("collaboration:agreement", args=[row.pk])
        offered = row.state == AgreementState.OFFERED
        title = _("Baca dan jawab: %s") if offered else _("Tandatangani: %s")
        waits.append(Waits(title % row.title, row.agency.name, page, deeds=(Deed(_("Buka"), page),)))  # fmt: skip
    return waits + _obligations(list(queries.owed_by_partner(partners, on)[:MOST]), Side.PARTNER)


def _agreements(
    rows: list[Agreement], title: str, label: str, state: AgreementState
) -> list[Waits]:
    waits = []
    for row in rows[:MOST]:
        page = reverse("collaboration:agreement", args=[row.pk])
        waits.append(Waits(title % row.title, row.partner.name, page, deeds=(Deed(label, page),)))
    if len(rows) > MOST:
        page = f"{reverse('collaboration:agreements')}?keadaan={state.value}"
        waits.append(Waits(_("Masih ada perjanjian yang menunggu Anda"), "", page, deeds=(Deed(_("Lihat semua"), page),)))  # fmt: skip
    return waits


def _obligations(rows: list[Obligation], side: Side) -> list[Waits]:
    waits = []
    for row in rows:
        page = reverse("collaboration:agreement", args=[row.agreement_id]) + "#kewajiban"
        title = _("Penuhi: %s") if row.side == side.value else _("Periksa laporan: %s")
        text = _("Tenggat %(day)s, %(agreement)s.") % {"day": day(row.due), "agreement": row.agreement}  # fmt: skip
        due = midnight(row.due) if row.side == side.value else None
        waits.append(Waits(title % row.words, text, page, due=due, deeds=(Deed(_("Buka"), page),)))
    return waits
