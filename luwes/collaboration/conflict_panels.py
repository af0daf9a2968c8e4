"""What interests and the joint team add to the first page and to one's own."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.rules.states import KEEPS_OUT
from luwes.core.states import values
from luwes.people.profile import Viewing
from luwes.staffing import rules as staffing
from luwes.ui.home import Deed, Waits

MOST = 4


def to_relieve(user: User, now: datetime) -> list[Waits]:
    """Of who leads programmes: teams in which somebody serves whom an interest keeps out."""
    if not access.leads_programmes(user):
        return []
    on = localdate(now)
    rows = access.led_programmes(user, on).filter(_someone_kept_out(), state="running").distinct()
    waits = []
    for programme in rows[:MOST]:
        page = reverse("collaboration:team", args=[programme.pk])
        waits.append(
            Waits(
                _("Benturan kepentingan dalam tim: %s") % programme.name,
                _("Ada anggota yang tidak boleh dilibatkan, atau menunggu jawaban atasannya."),
                page, deeds=(Deed(_("Lihat tim"), page),),
            )
        )  # fmt: skip
    return waits


def _someone_kept_out() -> Q:
    """Of this programme's team, for one of its partners; also under a record merged into one."""
    running = values(staffing.RUNNING)
    who = "seats__need__assignments__employee__conflicts"
    same = Q(**{f"{who}__partner": F("partners__partner")})
    same |= Q(**{f"{who}__partner__merged_into": F("partners__partner")})
    return same & Q(
        **{f"{who}__answer__in": values(KEEPS_OUT), "seats__need__assignments__state__in": running}
    )


def own(viewing: Viewing) -> dict[str, Any] | None:
    """For oneself alone: where to declare an interest, and to read what was said of it."""
    return {} if viewing.is_oneself else None
