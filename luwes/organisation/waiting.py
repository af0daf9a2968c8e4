"""What of the organisation waits on the first page: minimums to check or mend, analyses to sign or check."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.organisation import access
from luwes.organisation.models import MinimumProposal
from luwes.organisation.queries import presence, workload
from luwes.ui.home import Deed, Waits

MOST = 4


def minimums(user: User, now: datetime) -> list[Waits]:
    """What a head asks for, to whoever checks; what came back, to whoever asked."""
    today = localdate(now)
    waits = []
    if access.can_check_presence(user):
        rows = list(presence.to_check(user, today)[: MOST + 1])
        waits = [_asked(row) for row in rows[:MOST]]
        if len(rows) > MOST:
            page = reverse("organisation:proposals")
            title = _("Masih ada usulan minimum hadir lain")
            waits.append(Waits(title, "", page, deeds=(Deed(_("Lihat semua"), page),)))
    if accounts.has(user, Right.SET_PRESENCE):
        waits += [_returned(row) for row in presence.to_mend(user, today)[:MOST]]
    return waits


def _asked(row: MinimumProposal) -> Waits:
    page = reverse("organisation:presence", args=[row.unit_id])
    title = _("Usulan minimum hadir %(unit)s") % {"unit": _unit(row)}
    return Waits(title, f"{_what(row)} · {row.reason}", page, deeds=(Deed(_("Periksa"), page),))


def _returned(row: MinimumProposal) -> Waits:
    page = reverse("organisation:presence", args=[row.unit_id])
    title = _("Usulan minimum hadir %(unit)s dikembalikan") % {"unit": _unit(row)}
    again = reverse("organisation:set_presence", args=[row.unit_id])
    return Waits(
        title, f"{_what(row)} · {row.answer}", page, deeds=(Deed(_("Usulkan lagi"), again),)
    )


def _unit(row: MinimumProposal) -> str:
    return getattr(row, "unit_name", None) or row.unit.code


def _what(row: MinimumProposal) -> str:
    who = row.group.name if row.group else _("Semua pegawai")
    return f"{who}: {_('akhiri aturan') if row.minimum is None else row.minimum}"


# ── workload analyses ────────────────────────────────────────────────


def analyses(user: User, now: datetime) -> list[Waits]:
    """To the head whose signature is asked, and to whoever checks; by year and part."""
    today = localdate(now)
    waits: list[Waits] = []
    if accounts.has(user, Right.SIGN_WORKLOAD):
        waits += _to_sign(user, today)
    if accounts.has(user, Right.CHECK_WORKLOAD):
        waits += _to_check(user, today)
    return waits


def _to_sign(user: User, today: date) -> list[Waits]:
    found = []
    for focus, year, count in workload.to_sign(user, today, MOST):
        page = f"{reverse('organisation:workload')}?tahun={year}"
        if focus.shape:
            page = reverse("organisation:workload_unit", args=[focus.shape.unit_id, year])
        title = ngettext(
            "%(n)s analisis beban kerja %(year)s menunggu tanda tangan Anda",
            "%(n)s analisis beban kerja %(year)s menunggu tanda tangan Anda", count,
        ) % {"n": count, "year": year}  # fmt: skip
        found.append(Waits(title, focus.name, page, deeds=(Deed(_("Buka"), page),)))
    return found


def _to_check(user: User, today: date) -> list[Waits]:
    found = []
    for agency_id, name, year, count in workload.to_check(user, today, MOST):
        page = f"{reverse('organisation:workload')}?instansi={agency_id}&tahun={year}"
        title = ngettext(
            "%(n)s analisis beban kerja %(year)s menunggu Anda periksa",
            "%(n)s analisis beban kerja %(year)s menunggu Anda periksa", count,
        ) % {"n": count, "year": year}  # fmt: skip
        found.append(Waits(title, name, page, deeds=(Deed(_("Periksa"), page),)))
    return found
