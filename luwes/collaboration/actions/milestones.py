"""Milestones: added, changed, moved, dropped; which waits for which."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration.actions.programmes import changing, work_of
from luwes.collaboration.models import Milestone, Programme, ProgrammePartner, ProgrammePlace
from luwes.collaboration.rules.claiming import waiting_circle
from luwes.collaboration.rules.states import ClaimState, ProgrammeState, Side
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse


@dataclass(frozen=True)
class MilestoneDraft:
    """`partner`: who does it; none for the government."""

    title: str
    evidence: str
    partner: ProgrammePartner | None
    place: ProgrammePlace | None
    due: date
    weight: int
    residents: bool
    waits_for: Collection[Milestone] = ()


@transaction.atomic
def add(*, programme: Programme, draft: MilestoneDraft, on: date, by: User) -> Milestone:
    """
    :raises Refused: for a day outside the programme, the same title twice, or work that no agreement carries
    """
    changing(programme, on, by)
    refuse(_problems(programme, None, draft, on))
    last = programme.milestones.aggregate(last=Max("order"))["last"] or 0
    made = Milestone(programme=programme, order=last + 1)
    _write(made, draft)
    _log(made, "collaboration.milestone_added", by)
    return made


@transaction.atomic
def change(*, milestone: Milestone, draft: MilestoneDraft, on: date, by: User) -> None:
    """
    :raises Refused: once something of it was claimed, or for a circle
    """
    programme = milestone.programme
    changing(programme, on, by)
    lock(milestone)
    problems = _gone(milestone)
    if milestone.claims.exclude(state=ClaimState.WITHDRAWN.value).exists():
        problems.append(Problem(_("Kemajuan tonggak ini sudah diklaim; isinya tidak berubah lagi.")))  # fmt: skip
    refuse([*problems, *_problems(programme, milestone, draft, on)])
    _write(milestone, draft)
    _log(milestone, "collaboration.milestone_changed", by)


def _gone(milestone: Milestone) -> list[Problem]:
    return [Problem(_("Tonggak ini sudah dibatalkan."))] if milestone.dropped_because else []


def _problems(
    programme: Programme, row: Milestone | None, draft: MilestoneDraft, on: date
) -> list[Problem]:
    linked = [draft.partner, draft.place, *draft.waits_for]
    require(all(one is None or one.programme_id == programme.pk for one in linked))
    problems = []
    if draft.due not in programme.period:
        problems.append(Problem(_("Tenggatnya di luar masa program."), "due"))
    same = programme.milestones.filter(title__iexact=draft.title.strip(), dropped_because="")
    if (same.exclude(pk=row.pk) if row else same).exists():
        problems.append(Problem(_("Tonggak ini sudah ada."), "title"))
    if not 1 <= draft.weight <= 1000:
        problems.append(Problem(_("Bobot ditulis dari 1 sampai 1000."), "weight"))
    is_new_of = row is None or row.partner_id != (draft.partner and draft.partner.pk)
    if programme.state == ProgrammeState.RUNNING.value and is_new_of:
        problems += work_of(draft.partner, on)
    if row is not None:
        problems += _circles(programme, row, draft)
    return problems


def _circles(programme: Programme, row: Milestone, draft: MilestoneDraft) -> list[Problem]:
    waits_for: dict[int, set[int]] = {}
    links = Milestone.waits_for.through.objects.filter(from_milestone__programme=programme)
    for one, other in links.values_list("from_milestone_id", "to_milestone_id"):
        waits_for.setdefault(one, set()).add(other)
    waits_for[row.pk] = {other.pk for other in draft.waits_for}
    names = dict(programme.milestones.order_by("pk").values_list("pk", "title"))
    names[row.pk] = draft.title
    pairs = waiting_circle(waits_for, names)
    if not pairs:
        return []
    told = ", ".join(_("%(one)s menunggu %(other)s") % {"one": a, "other": b} for a, b in pairs)
    return [Problem(_("Tonggak tidak dapat saling menunggu: %s.") % told, "waits_for")]


def _write(row: Milestone, draft: MilestoneDraft) -> None:
    for name in ("title", "evidence", "partner", "place", "due", "weight", "residents"):
        setattr(row, name, getattr(draft, name))
    row.side = (Side.PARTNER if draft.partner else Side.GOVERNMENT).value
    row.save()
    row.waits_for.set(draft.waits_for)


@transaction.atomic
def move(*, milestone: Milestone, up: bool, on: date, by: User) -> None:
    """One place up or down; at the end nothing happens."""
    programme = milestone.programme
    changing(programme, on, by)
    rows = list(programme.milestones.order_by("order", "pk"))
    here = next(n for n, row in enumerate(rows) if row.pk == milestone.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for number, row in enumerate(rows, start=1):
        if row.order != number:
            row.order = number
            row.save(update_fields=["order"])


@transaction.atomic
def drop(*, milestone: Milestone, reason: str, on: date, by: User) -> None:
    """
    It counts no more and holds nothing up; what was verified stays to be read.

    :raises Refused: without a reason, while a claim waits, when all is verified, or the second time
    """
    changing(milestone.programme, on, by)
    lock(milestone)
    problems = _gone(milestone)
    if milestone.verified == 100:
        problems.append(Problem(_("Tonggak ini sudah terverifikasi seluruhnya.")))
    if milestone.claims.filter(state=ClaimState.WAITING.value).exists():
        problems.append(Problem(_("Klaim tonggak ini masih menunggu pemeriksaan.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    refuse(problems)
    milestone.dropped_because = reason.strip()
    milestone.save(update_fields=["dropped_because"])
    _log(milestone, "collaboration.milestone_dropped", by, reason=reason.strip())


def _log(milestone: Milestone, deed: str, by: User, reason: str = "") -> None:
    programme = milestone.programme
    audit.record(by, deed, milestone, chain=str(programme.agency_id), reason=reason)
