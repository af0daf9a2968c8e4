"""The week of an agency's offices, from a day on; what was due is read again by it."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core import queue
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period
from luwes.core.states import values
from luwes.organisation.models import Agency
from luwes.services import access
from luwes.services.actions import clocks
from luwes.services.models import Case, OfficeHours
from luwes.services.rules.states import OPEN

LEAST_MINUTES = 20 * 60  # own policy, of a week: with less nothing would ever be due
READ_AGAIN: Final = "services.read_again"
Week = Mapping[int, Sequence[tuple[time, time]]]  # spans by weekday, Monday 0


@transaction.atomic
def set_week(
    *, agency: Agency, week: Week, first_day: date, source: str, on: date, by: User
) -> None:
    """
    Let this week count from `first_day`; the one before it ends there, later ones go.

    :raises Refused: for a week without working time, spans that overlap, a day that is past, or
        without a source
    """
    require(access.can_set_hours(by, agency))
    lock(agency)
    refuse(_problems(week, first_day, source, on))
    for row in OfficeHours.objects.filter(agency=agency).order_by("pk"):
        if row.period.start >= first_day:
            row.delete()
        elif first_day in row.period:
            row.period = Period(row.period.start, first_day)
            row.save(update_fields=["period"])
    OfficeHours.objects.bulk_create(
        OfficeHours(
            agency=agency, weekday=day, opens=opens, closes=closes, period=Period(first_day),
            source=source.strip(),
        )
        for day, spans in sorted(week.items()) for opens, closes in spans
    )  # fmt: skip
    audit.record(by, "services.hours_set", agency, chain=str(agency.pk), reason=source.strip())
    queue.job(READ_AGAIN, lock=f"{READ_AGAIN}:{agency.pk}").defer(agency_id=agency.pk)


def _problems(week: Week, first_day: date, source: str, on: date) -> list[Problem]:
    problems = []
    if not any(week.values()):
        problems.append(Problem(_("Isi jam pelayanan sedikitnya satu hari.")))
    elif _minutes(week) < LEAST_MINUTES:
        problems.append(Problem(_("Jam pelayanan sedikitnya 20 jam seminggu.")))
    for day, spans in sorted(week.items()):
        ordered = sorted(spans)
        backwards = any(opens >= closes for opens, closes in ordered)
        if backwards or any(a[1] > b[0] for a, b in itertools.pairwise(ordered)):
            words = _("Jam tutup harus sesudah jam buka, dan jamnya tidak boleh bertumpuk.")
            problems.append(Problem(words, f"day_{day}"))
    if first_day < on:
        problems.append(Problem(_("Mulai hari ini atau sesudahnya."), "first_day"))
    if not source.strip():
        problems.append(Problem(_("Tulis dasarnya, misalnya nomor peraturan."), "source"))
    return problems


def _minutes(week: Week) -> int:
    return sum(
        max(0, (closes.hour - opens.hour) * 60 + closes.minute - opens.minute)
        for spans in week.values() for opens, closes in spans
    )  # fmt: skip


def read_all_again(*, now: datetime) -> None:
    """Holidays were entered or taken away, hours change from today on."""
    rows = Case.objects.filter(state__in=values(OPEN)).order_by("agency_id")
    for agency_id in list(rows.values_list("agency_id", flat=True).distinct()):
        read_again(agency_id=agency_id, now=now)


def read_again(*, agency_id: int, now: datetime) -> None:
    """Case by case, each held while it is read."""
    rows = Case.objects.filter(agency=agency_id, state__in=values(OPEN))
    for case in rows.order_by("pk").iterator(chunk_size=500):
        with transaction.atomic():
            lock(case)
            clocks.refresh(case, now)
