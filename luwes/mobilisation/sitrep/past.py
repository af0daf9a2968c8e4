"""A report about a day that is over: what was kept as of its end, and what is told as of now."""

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.core.days import midnight
from luwes.core.errors import Problem
from luwes.mobilisation import queries, rules
from luwes.mobilisation.models import AreaFigure, Incident, SituationReport
from luwes.ui.tags.words import day as in_words

# What nobody keeps by the day: told as it stands when the report is written.
AS_OF_NOW = ("needs", "people", "units", "open")


def end_of(day: date) -> datetime:
    """The last minute of a day, as people write it: 23.59."""
    return midnight(day + timedelta(days=1)) - timedelta(minutes=1)


def days(incident: Incident, previous: SituationReport | None, today: date) -> list[date]:
    """Which days a report may be about, today first."""
    first = max(today - rules.REPORT_BACK, localdate(incident.declared_at))
    if previous:
        first = max(first, previous.day)
    return [today - timedelta(days=n) for n in range((today - first).days + 1)] or [today]


def day_problems(incident: Incident, previous: SituationReport | None, day: date, today: date) -> list[Problem]:  # fmt: skip
    known = days(incident, previous, today)
    if day in known:
        return []
    words = _("Laporan dapat disusun untuk %(first)s sampai %(last)s.")
    return [Problem(words % {"first": in_words(known[-1]), "last": in_words(known[0])}, "day")]


def figures_on(figures: Sequence[AreaFigure], day: date) -> list[AreaFigure]:
    """Those reported by the end of the day, as unsaved copies; of each area and kind the one that counted is used."""
    used = {f.pk for of_area in queries.known_on(figures, day).values() for f in of_area.values()}
    found = []
    for figure in figures:
        if localdate(figure.reported_at) <= day:
            one = copy(figure)
            one.is_used = figure.pk in used
            found.append(one)
    return sorted(found, key=lambda f: (f.area.code, f.kind, not f.is_used, -f.reported_at.timestamp(), f.pk))  # fmt: skip
