"""What thanks and medals put on a person's page and on the page of one's year."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.rules import Right
from luwes.motivation.access import recognition as access
from luwes.motivation.access.own import takes_part
from luwes.motivation.mine_parts import Looking, Printed
from luwes.motivation.models import Thanks
from luwes.motivation.queries import thanks as queries
from luwes.motivation.rules.thanks import Count, Report, Seen
from luwes.people.profile import Viewing

MOST = 3
_FINE = [Report.NONE.value, Report.LEFT.value]


def of_profile(viewing: Viewing) -> dict[str, Any]:
    """The thanks themselves are read when the page is there."""
    return {"employee": viewing.employee}


def thank_url(viewing: Viewing) -> str:
    """For colleagues of one government; asks nothing of the database."""
    if viewing.is_oneself or not takes_part(viewing.user):
        return ""
    person = viewing.employee
    if not person.is_current or person.agency_id != viewing.user.employee.agency_id:
        return ""
    return f"{reverse('motivation:give_thanks')}?kepada={person.pk}"


def medals_url(viewing: Viewing) -> str:
    """What BKD keeps of somebody's years of service; asks nothing of the database for others."""
    if viewing.is_oneself or not access.manages(viewing.user):
        return ""
    if not viewing.may(Right.MANAGE_AWARDS):
        return ""
    return reverse("motivation:medals_of", args=[viewing.employee.pk])


def _heard(looking: Looking) -> queries.Heard:
    last = min(looking.period.last_day or looking.on, looking.on)
    return looking.once("thanks heard", lambda: queries.heard(looking.employee.pk, last))


def voices(looking: Looking) -> int:
    """How many thanked in that year, by the rule of what counts; one query."""
    return _heard(looking).count(looking.period.start).total


def _within(looking: Looking) -> QuerySet[Thanks]:
    last = looking.period.last_day or looking.on
    rows = access.seen_thanks(looking.user, looking.employee, looking.on)
    return rows.filter(on__range=(looking.period.start, last))


def _year(looking: Looking) -> tuple[Count, list[Thanks]]:
    def read() -> tuple[Count, list[Thanks]]:
        return _heard(looking).count(), list(_within(looking)[:MOST])

    return looking.once("thanks of the year", read)


def thanks_of_year(looking: Looking) -> dict[str, Any] | None:
    """Two queries."""
    count, rows = _year(looking)
    if not count.total and not rows:
        return None
    return {"count": count, "rows": rows, "is_own": looking.is_own, "employee": looking.employee}


def thanks_printed(looking: Looking) -> Printed | None:
    """Only what the person put on the page: the copy is shown to others."""
    count = _heard(looking).count()
    shown = _within(looking).filter(seen=Seen.PAGE.value, report__in=_FINE)
    rows = list(shown[:MOST])
    if not rows:
        return None
    voices = ngettext("%d suara terhitung dalam 12 bulan", "%d suara terhitung dalam 12 bulan", count.total) % count.total  # fmt: skip
    said = [f"{row.giver.full_name if row.giver else _('Seorang warga')}: {row.words}" for row in rows]  # fmt: skip
    return Printed(_("Ucapan terima kasih"), [voices, *said])


def medals_of_year(looking: Looking) -> dict[str, Any] | None:
    """Only of the running year, and read when the page is there."""
    return {} if looking.is_running else None
