"""Who is told what, when something happens to shifts."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.core import clock
from luwes.notifications import actions as notifications
from luwes.staffing import facts, telling
from luwes.staffing.models import Assignment, Need
from luwes.ui.tags.words import short_day


def rota_set(fact: facts.RotaSet) -> None:
    """Everybody who has a shift by it."""
    need = Need.objects.select_related("area").get(pk=fact.need_id)
    rows = Assignment.objects.filter(pk__in=fact.assignment_ids).select_related("employee__user")
    notifications.tell(
        recipients=[telling.person(row.employee) for row in rows.order_by("pk")],
        kind="staffing.rota", now=clock.now(), by=User.objects.get(pk=fact.by_id),
        subject=_("Jadwal shift Anda: %s") % need,
        body=_("Berlaku mulai %s. Lihat jam dan istirahatnya di halaman tugas Anda.") % short_day(date.fromisoformat(fact.first_day)),
        link=reverse("staffing:mine"),
    )  # fmt: skip
