"""Who is told what, when something happens to an incident."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.core import clock
from luwes.mobilisation import facts, queries
from luwes.mobilisation.models import EmergencyStatus, Incident
from luwes.notifications import actions as notifications
from luwes.notifications.actions import Recipient


def leads_of(incident: Incident, on: date) -> list[User]:
    """The coordinators of the government that leads, of this incident, and of the whole."""
    scopes = (
        ("agency", str(incident.agency_id)),
        (queries.OWNER_KIND, str(incident.pk)),
        ("all", ""),
    )
    found = {
        grant.user_id: grant.user
        for kind, pk in scopes
        for grant in accounts.holders(Role.COORDINATOR, kind, [pk], on)
    }
    return [found[pk] for pk in sorted(found)]


def _account(user: User) -> Recipient:
    return Recipient(user, f"accounts.user:{user.pk}", user.name, user.email)


def status_ending(fact: facts.StatusEnding) -> None:
    status = EmergencyStatus.objects.select_related("incident").get(pk=fact.status_id)
    incident = status.incident
    values = {
        "status": status.get_status_display(), "incident": incident.name,
        "day": date_format(status.period.last_day, "j F Y"),
    }  # fmt: skip
    if fact.days_left < 0:
        subject = _("%(status)s %(incident)s sudah berakhir %(day)s") % values
    else:
        subject = _("%(status)s %(incident)s berakhir %(day)s") % values
    out = queries.people_out(incident)
    body = _("%d orang masih bertugas. Perpanjang statusnya, atau pulangkan mereka.") % out
    if not out:
        body = _("Perpanjang, tetapkan status berikutnya, atau tutup kejadiannya.")
    notifications.tell(
        recipients=[_account(user) for user in leads_of(incident, clock.today())],
        kind="mobilisation.status_ending", subject=subject, body=body, now=clock.now(),
        link=reverse("mobilisation:statuses", args=[incident.pk]),
    )  # fmt: skip
