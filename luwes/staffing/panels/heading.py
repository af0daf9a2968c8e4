"""The first page's picture for heads: who is left at the units whose people were sent."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.organisation import queries as organisation
from luwes.staffing import access, away
from luwes.ui.home import Picture, Span

MOST = 8


def picture(user: User, on: date) -> Picture | None:
    if not access.heads_units(user):
        return None
    sent = away.by_unit(user, on)
    units = sorted(sent, key=lambda pk: (-sent[pk].people, sent[pk].name))[:MOST]
    if not units:
        return None
    strength = organisation.figures(units, on)
    minimums = organisation.minimums(units, on, strength=strength)
    url = reverse("staffing:away")
    spans = tuple(
        Span(
            sent[pk].name,
            url,
            strength[pk].filled,
            max(0, strength[pk].filled - sent[pk].people),
            next((m.minimum for m in minimums[pk] if m.group_id is None), None),
        )
        for pk in units
    )
    return Picture(_finding(spans), url, spans=spans)


def _finding(spans: tuple[Span, ...]) -> str:
    under = sum(1 for s in spans if s.minimum is not None and s.now < s.minimum)
    if under:
        text = ngettext("%d unit di bawah batas minimum", "%d unit di bawah batas minimum", under)
        return text % under
    return _("Tidak ada unit Anda di bawah batas minimum")
