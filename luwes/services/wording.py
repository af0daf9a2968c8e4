"""Working time, what is due, and what a case is about, in words."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.services.models import CASE_KIND_LABELS, Case, ServiceVersion
from luwes.services.rules.clocks import DAY_MINUTES, Calendar, Reading
from luwes.services.rules.states import VersionState

TITLE = 70  # characters of what somebody wrote


def span(minutes: int) -> str:
    """Working minutes: "3 hari", "2 hari 4 jam", "2 jam 10 menit"."""
    days, rest = divmod(abs(minutes), DAY_MINUTES)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%d hari", "%d hari", days) % days)
    if hours:
        parts.append(ngettext("%d jam", "%d jam", hours) % hours)
    if (left and not days) or not parts:
        parts.append(ngettext("%d menit", "%d menit", left) % left)
    return " ".join(parts)


def working(minutes: int) -> str:
    """As working time: "3 hari kerja", "2 jam kerja", "2 jam 10 menit jam kerja"."""
    whole = abs(minutes) >= DAY_MINUTES or (minutes and minutes % 60 == 0)
    return (_("%s kerja") if whole else _("%s jam kerja")) % span(minutes)


def left(reading: Reading) -> str:
    """What is left in working time, or by how much it is late."""
    if reading.is_late:
        return _("lewat %s") % working(reading.left)
    return _("%s lagi") % working(reading.left)


def unknown_years(reading: Reading, start: datetime, office: Calendar) -> list[int]:
    """Years up to the end of the time whose holidays nobody has entered."""
    if reading.due is None or reading.is_sure:
        return []
    years = range(localtime(start).year, localtime(reading.due).year + 1)
    return [year for year in years if year not in office.known_years]


def service_names(service_ids: set[int]) -> dict[int, str]:
    rows = ServiceVersion.objects.filter(
        service__in=service_ids, state=VersionState.PUBLISHED.value
    )
    return dict(rows.order_by("pk").values_list("service_id", "name"))


def service_name(field: str = "service") -> Subquery:
    """The same for rows that name a service in `field`, to annotate them with."""
    rows = ServiceVersion.objects.filter(
        service=OuterRef(field), state=VersionState.PUBLISHED.value
    )
    return Subquery(rows.values("name")[:1])


def title(case: Case, services: Mapping[int, str]) -> str:
    """The first line somebody wrote, else the service, the subject, the kind."""
    first = next((line.strip() for line in case.text.splitlines() if line.strip()), "")
    if len(first) > TITLE:
        first = first[:TITLE].rsplit(" ", 1)[0] + " …"
    if first:
        return first
    named = services.get(case.service_id or 0)
    if named:
        return named
    return case.subject.name if case.subject else str(CASE_KIND_LABELS[case.kind])


def about(case: Case, services: Mapping[int, str]) -> str:
    """The service or subject in a word or two, and the place."""
    what = services.get(case.service_id or 0, "") or (case.subject.name if case.subject else "")
    where = case.place or (case.area.name if case.area else "")
    return " · ".join(filter(None, [what or str(CASE_KIND_LABELS[case.kind]), where]))
