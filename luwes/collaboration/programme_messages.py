"""Who is told what of claims and verifications."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Role
from luwes.collaboration import facts
from luwes.collaboration.models import Claim, Milestone, Programme, Representative
from luwes.collaboration.queries.programmes import doer_of, step
from luwes.collaboration.rules.schedule import open_before
from luwes.collaboration.rules.states import ClaimState, ProgrammeState, Side
from luwes.notifications import actions as notifications
from luwes.organisation.heading import heads_of, scopes_over
from luwes.people.addresses import account


def of_government(programme: Programme, on: date, *, and_heads: bool = True) -> list[User]:
    """
    Who leads programmes over its unit or government, and the unit's nearest heads; without
    `and_heads` these only where nobody leads.
    """
    scopes = scopes_over(programme.agency_id, programme.unit_id, on)
    leads = accounts.holders_over({Role.PROGRAMME_LEAD: scopes}, on)[Role.PROGRAMME_LEAD]
    found = {grant.user_id: grant.user for grant in leads}
    if and_heads or not found:
        found |= {pk: user for pk, (user, _units) in heads_of([programme.unit_id], on).items()}
    return [found[pk] for pk in sorted(found)]


def of_partners(milestone: Milestone, on: date) -> list[User]:
    """Who speaks for the partner that does it; of the government's work, for any partner."""
    rows = Representative.objects.filter(
        partner__programmes__programme=milestone.programme_id, period__contains=on,
        user__is_active=True,
    )  # fmt: skip
    if milestone.partner:
        rows = rows.filter(partner=milestone.partner.partner_id)
    found = {row.user_id: row.user for row in rows.select_related("user").order_by("pk")}
    return list(found.values())


def _of_side(side: Side, milestone: Milestone, on: date) -> list[User]:
    if side is Side.PARTNER:
        return of_partners(milestone, on)
    return of_government(milestone.programme, on)


def claimed(fact: facts.Claimed) -> None:
    """The other side is asked to look; after a week once more."""
    row, on = _claim(fact.claim_id), localdate(fact.at)
    words = _("Masih menunggu pemeriksaan Anda: %s") if fact.again else _("Periksa klaim kemajuan: %s")  # fmt: skip
    users = _of_side(Side(row.side).other, row.milestone, on)
    body = _("%(doer)s menyatakan selesai %(percent)d %%. Program: %(programme)s.") % {
        "doer": doer_of(row.milestone), "percent": row.percent, "programme": row.milestone.programme,
    }  # fmt: skip
    _tell(users, "collaboration.claimed", words % row.milestone, body, row.milestone, fact.at, row.by)  # fmt: skip


def verified(fact: facts.Verified) -> None:
    """Whoever claimed it hears what was seen."""
    row = _claim(fact.claim_id)
    if row.state == ClaimState.NOT_SO.value:
        subject = _("Tidak sesuai: %s") % row.milestone
        body = _("Diklaim %(claimed)d %%, terlihat %(seen)d %%. Baca hasil pemeriksaan, lalu klaim lagi.")  # fmt: skip
    else:
        subject = _("Terverifikasi: %s") % row.milestone
        body = _("Diklaim %(claimed)d %%, terlihat %(seen)d %%.")
    body %= {"claimed": row.percent, "seen": row.seen_percent}
    users = [user for user in [row.by] if user.is_active]
    _tell(users, "collaboration.verified", subject, body, row.milestone, fact.at, row.answered_by)


def reached(fact: facts.MilestoneReached) -> None:
    """The sides whose milestones waited for nothing but this one may begin."""
    done, on = _milestones().get(pk=fact.milestone_id), localdate(fact.at)
    following = _milestones().filter(waits_for=done, dropped_because="", verified__lt=100)
    for row in following.prefetch_related("waits_for").order_by("order", "pk"):
        earlier = {other.pk: step(other) for other in row.waits_for.all()}
        if open_before(row.pk, {row.pk: list(earlier)}, earlier):
            continue
        if row.programme.state != ProgrammeState.RUNNING.value:
            continue
        body = _("%s sudah terverifikasi seluruhnya.") % done
        users = _of_side(Side(row.side), row, on)
        _tell(users, "collaboration.may_begin", _("Dapat dimulai: %s") % row, body, row, fact.at, None)  # fmt: skip


def _tell(
    users: Iterable[User], kind: str, subject: str, body: str, about: Milestone, now: datetime,
    by: User | None,
) -> None:  # fmt: skip
    notifications.tell(
        recipients=[account(user) for user in users if by is None or user.pk != by.pk], kind=kind,
        subject=subject, body=body, link=reverse("collaboration:milestone", args=[about.pk]),
        now=now, by=by,
    )  # fmt: skip


def _milestones() -> QuerySet[Milestone]:
    return Milestone.objects.select_related(
        "programme__agency", "programme__unit", "partner__partner"
    )


def _claim(pk: int) -> Claim:
    row = Claim.objects.select_related("by", "answered_by").get(pk=pk)
    row.milestone = _milestones().get(pk=row.milestone_id)
    return row
