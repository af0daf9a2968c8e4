"""The briefing on one page of paper, to be carried along. Not a letter: no number, no signature."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luwes.core import typesetting
from luwes.letters import paper
from luwes.letters.content import drawable
from luwes.staffing.briefing import Briefing
from luwes.staffing.duties import ShiftRow
from luwes.staffing.models import Assignment
from luwes.ui.tags.words import day, hour, moment, short_day

TEMPLATE = Path(__file__).parent / "typst" / "briefing.typ"
MOST_SHIFTS, MOST_CONTACTS = 12, 10


def pdf(
    row: Assignment, told: Briefing, shifts: list[ShiftRow], *, home: str, owner: str, now: datetime
) -> bytes:
    shown = drawable(_shown(row, told, shifts, home, owner, now))
    return typesetting.pdf(TEMPLATE, {"briefing": shown}, at=now, standards=paper.STANDARDS)


def _shown(
    row: Assignment, told: Briefing, shifts: list[ShiftRow], home: str, owner: str, now: datetime
) -> dict[str, Any]:
    need, last = row.need, row.period.last_day
    until = _("%(first)s s.d. %(last)s") % {"first": day(row.period.start), "last": day(last)} if last else day(row.period.start)  # fmt: skip
    way = _("%(minutes)d menit dari %(home)s") % {"minutes": row.minutes, "home": home or _("unit asal")}  # fmt: skip
    where = [line for line in (need.post, str(need.area), way) if line]
    if told.point:
        at = f"{told.point[0]:.5f}, {told.point[1]:.5f}"
        where.append(at if told.is_exact else _("%s (titik tengah wilayah)") % at)
    hours = [
        f"{short_day(s.shift.starts_at)} {hour(s.shift.starts_at)}–{hour(s.shift.ends_at)}"
        for s in shifts
        if s.shift.ends_at > now
    ][:MOST_SHIFTS]
    confirms = told.head or _("kepala unit asal")
    return {
        "language": (get_language() or "id")[:2],
        "title": _("Bekal tugas: %s") % need.role, "name": row.employee.full_name,
        "lead": owner, "note": _("Bukan surat tugas. Dicetak %s.") % moment(localtime(now)),
        "letter": row.letter.number if row.letter else "",
        "letter_label": _("Surat tugas"),
        "parts": [
            [_("Ke mana"), where],
            [_("Lapor kepada"), [need.report_to or _("Petugas pos, saat tiba")]],
            [_("Sampai kapan"), [until]],
            [_("Tugas pokok"), told.task], [_("Yang dibawa"), told.bring],
            [_("Keselamatan"), told.safety],
            [_("Kembali"), [
                _("Isi laporan kembali di halaman tugas Anda."),
                _("%s mencatat kembalinya Anda.") % confirms,
            ]],
        ],
        "shifts_label": _("Shift"), "shifts": hours,
        "contacts_label": _("Hubungi"),
        "contacts": [[c.name, c.role, c.phone] for c in told.contacts[:MOST_CONTACTS]],
        "emergency_label": _("Darurat"),
        "emergency": [[number.name, number.shown] for number in told.emergency],
    }  # fmt: skip
