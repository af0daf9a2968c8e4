"""The first page of whoever is sent: answer, report back."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.people import access as people
from luwes.staffing import duties
from luwes.staffing import swaps as swapping
from luwes.staffing.models import Assignment, ShiftSwap
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import day, moment


def waits(user: User, now: datetime) -> list[Waits]:
    """Assignments to answer, and duties that ended without a word on the return."""
    if not people.has_file(user):
        return []
    return [
        _answer(row) if row.state == "ordered" else _report(row) for row in duties.waiting_for(user)
    ]


def _answer(row: Assignment) -> Waits:
    page = reverse("staffing:duty", args=[row.pk])
    return Waits(
        _("Anda diminta bertugas: %s") % row.need,
        _("%(first)s s.d. %(last)s, %(minutes)d menit dari tempat Anda.")
        % {"first": day(row.period.start), "last": day(row.period.last_day), "minutes": row.minutes},
        page,
        due=duties.answer_by(row),
        deeds=(
            Deed(_("Saya terima"), reverse("staffing:answer", args=[row.pk]), (("answer", "accept"),), is_main=True),
            Deed(_("Tidak bisa"), f"{page}#alasan"),
        ),
    )  # fmt: skip


def _report(row: Assignment) -> Waits:
    page = reverse("staffing:duty", args=[row.pk])
    return Waits(
        _("Laporkan bahwa Anda sudah kembali"),
        _("Tugas %(need)s selesai %(when)s.") % {"need": row.need, "when": moment(row.completed_at)},
        page,
        deeds=(Deed(_("Lapor kembali"), f"{page}#kembali"),),
    )  # fmt: skip


def swaps(user: User, now: datetime) -> list[Waits]:
    """Colleagues who ask for a swap."""
    if not people.has_file(user):
        return []
    return [_swap(row) for row in swapping.asked_of(user)]


def _swap(row: ShiftSwap) -> Waits:
    words = _("%(name)s meminta Anda mengambil shift %(at)s") % {
        "name": row.asker.employee.full_name, "at": moment(row.shift.starts_at),
    }  # fmt: skip
    for_it = _("Ditukar dengan shift Anda %s.") % moment(row.wanted.starts_at) if row.wanted else ""
    answer = reverse("staffing:answer_swap", args=[row.pk])
    return Waits(
        words, for_it, reverse("staffing:duty", args=[row.other_id]),
        deeds=(
            Deed(_("Setuju"), answer, (("deed", "agree"),), is_main=True),
            Deed(_("Tolak"), answer, (("deed", "refuse"),)),
        ),
    )  # fmt: skip
