"""What of moves waits on the first page: steps to decide, decrees to issue, mandates that end."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luwes.accounts import access as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Reach, Right
from luwes.appointments.models import MoveStep
from luwes.appointments.moving import access, mandates
from luwes.appointments.rules.moves import OUTSIDE, StepKind
from luwes.organisation.access import AGENCY, UNIT, path_labels, scope_ids
from luwes.organisation.models import UnitShape
from luwes.ui.home import Deed, Waits
from luwes.ui.tags.words import day

MOST = 5
STEPS_A_REQUEST = 4  # of one user, as a rule: the units of a chain may have the same head


def steps(user: User, now: datetime) -> list[Waits]:
    """Requests with a step whose turn it is and that this user may decide; each once."""
    on = localdate(now)
    found = Q(pk__in=[])
    if reach := accounts.reach(user, Right.CONSENT_MOVES):
        found |= Q(unit_id__in=_headed(reach, on).values("unit_id"))
    bkd = [StepKind.VERIFICATION.value, *(kind.value for kind in OUTSIDE)]
    for right, kinds in (
        (Right.PREPARE_MOVES, bkd),
        (Right.SIGN_MOVES, [StepKind.SIGNATURE.value]),
    ):
        reach = accounts.reach(user, right)
        if reach.everywhere:
            found |= Q(kind__in=kinds)
        elif agencies := scope_ids(reach, AGENCY):
            found |= Q(kind__in=kinds, request__agency_id__in=agencies)
    if found == Q(pk__in=[]):
        return []
    earlier = MoveStep.objects.filter(
        request=OuterRef("request"), order__lt=OuterRef("order"), decided_at=None
    )
    rows = MoveStep.objects.filter(
        found, ~Exists(earlier), decided_at=None, request__state="submitted"
    )
    rows = rows.select_related("request__agency").order_by("request__effective_on", "pk")
    by_request: dict[int, list[MoveStep]] = {}
    for row in rows[: MOST * STEPS_A_REQUEST]:
        by_request.setdefault(row.request_id, []).append(row)
    return [_request(steps) for steps in list(by_request.values())[:MOST]]


def _headed(reach: Reach, on: date) -> QuerySet[UnitShape]:
    """Units in reach with all below them, without asking first where they stand: paths name their units."""
    rows = UnitShape.objects.filter(period__contains=on)
    if reach.everywhere:
        return rows
    units = [str(pk) for pk in scope_ids(reach, UNIT)]
    within = Q(agency_id__in=scope_ids(reach, AGENCY)) | Q(labels__overlap=units)
    return rows.annotate(labels=path_labels()).filter(within)


def _request(steps: list[MoveStep]) -> Waits:
    """By its first step; the other kinds that wait for the same user are named."""
    row = steps[0]
    page = reverse("appointments:move_step", args=[row.pk])
    kinds = ", ".join(dict.fromkeys(step.get_kind_display() for step in steps))
    return Waits(
        _("Usul mutasi %(number)d: %(title)s") % {"number": row.request.number, "title": row.request.title},
        f"{kinds}. " + _("Berlaku %(day)s.") % {"day": day(row.request.effective_on)},
        page, deeds=(Deed(_("Tinjau"), page, is_main=True),),
    )  # fmt: skip


def mandates_ending(user: User, now: datetime) -> list[Waits]:
    """For BKD: mandates that end within a month, or are over."""
    if not access.prepares_somewhere(user):
        return []
    rows = [
        m
        for m in mandates.mandates(mandates.within(user), localdate(now))
        if m.left <= mandates.AHEAD[0]
    ]
    if not rows:
        return []
    over = sum(m.is_overdue for m in rows)
    title = ngettext("%d masa Plt./Plh. segera berakhir", "%d masa Plt./Plh. segera berakhir", len(rows)) % len(rows)  # fmt: skip
    text = ngettext("%d sudah habis dan jabatannya kosong.", "%d sudah habis dan jabatannya kosong.", over) % over  # fmt: skip
    page = reverse("appointments:move_mandates")
    return [Waits(title, text if over else "", page, deeds=(Deed(_("Lihat"), page),))]
