"""What teams add to the first page and to a person's."""

from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts.models import User
from luwes.accounts.rules import Right
from luwes.people.profile import Viewing
from luwes.staffing.models import Need
from luwes.staffing.panels import served as served_panel
from luwes.teamwork import access, rules
from luwes.teamwork.models import MemberInput
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import day

MOST = 4
MOST_INPUTS = 5


def consents(user: User, now: datetime) -> list[Waits]:
    """Of whoever heads a unit: people who want to take part, or are asked to. An authority gets a message."""
    if not access.heads(user):
        return []
    rows = access.awaiting_consent(user)
    found = list(rows.order_by("made_at", "pk")[: MOST + 1])
    waits = []
    for row in found[:MOST]:
        page = reverse("teamwork:consent", args=[row.pk])
        wish = row.origin == rules.Origin.APPLIED.value
        title = _("%(name)s melamar: %(role)s") if wish else _("%(name)s diminta untuk: %(role)s")
        text = _("%(first)s s.d. %(last)s, beban %(load)d %%.") % {
            "first": day(row.need.period.start), "last": day(row.need.period.last_day),
            "load": row.need.load,
        }  # fmt: skip
        waits.append(
            Waits(
                title % {"name": row.employee.full_name, "role": row.need.role}, text, page,
                deeds=(Deed(_("Setujui"), page, (("answer", "yes"),), is_main=True), Deed(_("Lihat dulu"), page)),
            )
        )  # fmt: skip
    if len(found) > MOST:
        page = reverse("teamwork:consents")
        waits.append(Waits(_("Masih ada yang menunggu persetujuan Anda"), "", page, deeds=(Deed(_("Lihat semua"), page),)))  # fmt: skip
    return waits


def choices(user: User, now: datetime) -> list[Waits]:
    """Of whoever looks for people: places for which somebody with consent stands."""
    if not access.forms_teams(user):
        return []
    consented = rules.ApplicationState.CONSENTED.value
    teams = access.managed_teams(user).order_by().values("pk")
    offers = access.managed_opportunities(user).order_by().values("pk")
    rows = Need.objects.filter(applications__state=consented, is_cancelled=False)
    own = rows.filter(owner_kind=rules.TEAM, owner_id__in=teams)
    own = own | rows.filter(owner_kind=rules.OPPORTUNITY, owner_id__in=offers)
    counted = own.annotate(n=Count("applications", distinct=True)).order_by("pk")
    waits = []
    for need in counted[:MOST]:
        page = reverse("teamwork:candidates", args=[need.pk])
        text = ngettext("%d orang dengan persetujuan atasannya.", "%d orang dengan persetujuan atasannya.", need.n)  # fmt: skip
        waits.append(
            Waits(_("Pilih orang untuk: %s") % need.role, text % need.n, page, deeds=(Deed(_("Lihat calon"), page),))
        )  # fmt: skip
    return waits


def inputs(viewing: Viewing) -> dict[str, Any] | None:
    """What leaders said: for the person and the home assessor."""
    served = served_panel.assignments_of(viewing)
    in_teams = [row.pk for row in served if row.need.owner_kind == rules.TEAM]
    if not in_teams or not (viewing.is_oneself or viewing.may(Right.CONSENT_TEAMS)):
        return None
    rows = MemberInput.objects.filter(assignment__in=in_teams)
    rows = rows.select_related("assignment__need__team_seat__team").order_by("-at", "-pk")
    found = list(rows[:MOST_INPUTS])
    return {"rows": found} if found else None
