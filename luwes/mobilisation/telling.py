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
from luwes.staffing.telling import account


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
        recipients=[account(user) for user in leads_of(incident, clock.today())],
        kind="mobilisation.status_ending", subject=subject, body=body, now=clock.now(),
        link=reverse("mobilisation:statuses", args=[incident.pk]),
    )  # fmt: skip


def handed_over(fact: facts.HandedOver) -> None:
    """Coordinators of every government concerned, save who did it."""
    incident = Incident.objects.select_related("agency").get(pk=fact.incident_id)
    concerned = [str(pk) for pk in incident.agencies.order_by("pk").values_list("pk", flat=True)]
    on = clock.today()
    grants = accounts.holders(Role.COORDINATOR, "agency", concerned, on)
    users = {grant.user_id: grant.user for grant in grants}
    users |= {user.pk: user for user in leads_of(incident, on)}
    users.pop(fact.by_id, None)
    values = {"incident": incident.name, "agency": incident.agency.name}
    notifications.tell(
        recipients=[account(users[pk]) for pk in sorted(users)], kind="mobilisation.handed_over",
        subject=_("%(incident)s kini dipimpin %(agency)s") % values, now=clock.now(),
        body=_("Tingkat kejadian: %s. Angka, kebutuhan, rencana, dan orangnya tetap.")
        % incident.get_level_display(),
        link=reverse("mobilisation:board", args=[incident.pk]),
        by=User.objects.filter(pk=fact.by_id).first(),
    )  # fmt: skip
