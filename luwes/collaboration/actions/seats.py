"""The joint team of a programme: places for employees, stated as needs, and whom partners send."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration import access
from luwes.collaboration.actions.programmes import work_of
from luwes.collaboration.models import PartnerMember, Programme, ProgrammePartner, ProgrammeSeat
from luwes.collaboration.owning import CLOSED, PROGRAMME
from luwes.core.access import require
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse
from luwes.core.periods import Period, through
from luwes.organisation.models import OrgUnit, UnitShape
from luwes.places.models import Area
from luwes.staffing.actions import needs
from luwes.staffing.rules import NeedDraft
from luwes.teamwork.actions.asking import Places, Terms
from luwes.teamwork.rules import TIER


@dataclass(frozen=True)
class SeatDraft:
    """One role: how many, how much of whose time, when and where."""

    role: str
    terms: Terms
    period: Period
    area: Area


@transaction.atomic
def add_seat(*, programme: Programme, draft: SeatDraft, on: date, by: User) -> ProgrammeSeat:
    """
    Places for employees, as a need of the programme; the planner proposes who takes them.

    :raises Refused: for days outside the programme's, and as any need
    """
    _changing(programme, on, by)
    refuse(_outside(programme, draft.period))
    need = needs.state_need(
        owner_kind=PROGRAMME, owner_id=programme.pk, area=draft.area,
        post=_unit_name(programme.unit, on), groups=draft.terms.groups, reason=programme.goal[:300],
        draft=NeedDraft(
            draft.role, draft.period, draft.terms.heads, draft.terms.heads, TIER, draft.terms.load,
            skills=draft.terms.skills,
        ),
        report_to=draft.terms.report_to, on=on, by=by,
    )  # fmt: skip
    return ProgrammeSeat.objects.create(programme=programme, need=need)


@transaction.atomic
def change_seat(*, seat: ProgrammeSeat, places: Places, on: date, by: User) -> None:
    """
    More or fewer people, and to whom they report; what they were chosen by stays.

    :raises Refused: under those who serve, without a reason, and as any change of a need
    """
    _changing(seat.programme, on, by)
    lock(seat.need)
    draft = replace(needs.as_draft(seat.need), minimum=places.heads, desired=places.heads)
    needs.change_need(
        need=seat.need, draft=draft, reason=places.reason.strip(), report_to=places.report_to,
        on=on, by=by,
    )  # fmt: skip


@transaction.atomic
def remove_seat(*, seat: ProgrammeSeat, reason: str, on: date, by: User) -> None:
    """
    :raises Refused: as when any need is taken back. Asked again, nothing happens.
    """
    _changing(seat.programme, on, by)
    lock(seat.need)
    if not seat.need.is_cancelled:
        needs.cancel_need(need=seat.need, reason=reason, by=by)


def _changing(programme: Programme, on: date, by: User) -> None:
    """
    Hold it, by who leads it.

    :raises Refused: when it is over
    """
    require(access.can_manage(by, programme, on))
    lock(programme)
    refuse(_over(programme))


def _over(programme: Programme) -> list[Problem]:
    return [Problem(_("%s sudah ditutup.") % programme.name)] if programme.state in CLOSED else []


def _outside(programme: Programme, period: Period) -> list[Problem]:
    last = programme.period.end
    inside = period.start in programme.period
    if inside and (last is None or (period.end is not None and period.end <= last)):
        return []
    return [Problem(_("Masa tugasnya di luar masa program."), "first_day")]


def _unit_name(unit: OrgUnit, on: date) -> str:
    shape = UnitShape.objects.filter(unit=unit, period__contains=on).first()
    return shape.name[:160] if shape else ""


# ── whom partners send ───────────────────────────────────────────────


@dataclass(frozen=True)
class MemberDraft:
    name: str
    role: str
    phone: str
    period: Period


@transaction.atomic
def name_member(
    *, joined: ProgrammePartner, draft: MemberDraft, on: date, by: User
) -> PartnerMember:
    """
    Somebody whom a partner sends; they get no account by it.

    :raises Refused: for days outside the programme's, or the same person twice at a time
    """
    require(access.can_name_members(by, joined, on))
    lock(joined.programme)
    problems = [
        *_over(joined.programme), *_outside(joined.programme, draft.period), *work_of(joined, on)
    ]  # fmt: skip
    same = joined.members.filter(name__iexact=draft.name, period__overlap=draft.period)
    if same.exists():
        problems.append(Problem(_("Orang ini sudah tercatat pada masa itu."), "name"))
    refuse(problems)
    member = PartnerMember.objects.create(
        partner=joined, name=draft.name, role=draft.role, phone=draft.phone, period=draft.period
    )
    _log(by, "collaboration.member_named", joined)
    return member


@transaction.atomic
def end_member(*, member: PartnerMember, on: date, by: User) -> None:
    """From tomorrow on they are no member, and their number is forgotten. Asked again, nothing happens."""
    require(access.can_name_members(by, member.partner, on))
    lock(member.partner.programme)
    member.refresh_from_db()
    if member.period.last_day is not None and member.period.last_day <= on:
        return
    _log(by, "collaboration.member_ended", member.partner)
    if member.period.start > on:
        member.delete()
        return
    member.period = through(member.period.start, on)
    member.phone = ""
    member.save(update_fields=["period", "phone"])


def _log(by: User, deed: str, joined: ProgrammePartner) -> None:
    programme = joined.programme
    audit.record(by, deed, joined, chain=str(programme.agency_id))
