"""What interests and the joint team add to the first page and to one's own."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.collaboration import access
from luwes.collaboration.models import ConflictDeclaration
from luwes.collaboration.queries import conflicts
from luwes.collaboration.rules.states import KEEPS_OUT, values
from luwes.people.profile import Viewing
from luwes.staffing import rules as staffing
from luwes.ui.home import Deed, Waits

MOST = 4


def to_answer(user: User, now: datetime) -> list[Waits]:
    """Of the superior: interests that nobody has answered."""
    if not access.answers_conflicts(user):
        return []
    waits = []
    found = list(conflicts.waiting(user, localdate(now))[: MOST + 1])
    for row in found[:MOST]:
        page = reverse("collaboration:answer_conflict", args=[row.pk])
        waits.append(
            Waits(
                _("%s menyatakan benturan kepentingan") % row.employee.full_name,
                _("Sampai Anda menjawab, pegawai ini tidak diusulkan dalam program mitra itu."),
                page, deeds=(Deed(_("Baca dan jawab"), page),),
            )
        )  # fmt: skip
    if len(found) > MOST:
        page = reverse("collaboration:conflicts")
        waits.append(Waits(_("Masih ada pernyataan yang menunggu jawaban Anda"), "", page, deeds=(Deed(_("Lihat semua"), page),)))  # fmt: skip
    return waits


def to_relieve(user: User, now: datetime) -> list[Waits]:
    """Of who leads programmes: teams in which somebody serves whom an interest keeps out."""
    if not access.manages_programmes(user):
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
    running = [state.value for state in staffing.RUNNING]
    who = "seats__need__assignments__employee__conflicts"
    same = Q(**{f"{who}__partner": F("partners__partner")})
    same |= Q(**{f"{who}__partner__merged_into": F("partners__partner")})
    return same & Q(
        **{f"{who}__answer__in": values(KEEPS_OUT), "seats__need__assignments__state__in": running}
    )


def own(viewing: Viewing) -> dict[str, Any] | None:
    """For oneself alone: whether anything was declared, and where to."""
    if not viewing.is_oneself:
        return None
    rows = ConflictDeclaration.objects.filter(employee=viewing.employee)
    return {"declared": rows.count()}
