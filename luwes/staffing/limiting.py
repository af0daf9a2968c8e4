"""Delegated limits of approval: which bind whom, what stands against a part of a plan, who may. Reads only."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from luwes.accounts import queries as accounts
from luwes.accounts.models import User
from luwes.accounts.rules import Right, Role
from luwes.core.errors import Problem
from luwes.organisation.models import Agency, OrgUnit, UnitShape
from luwes.staffing import queries
from luwes.staffing.models import ApprovalLimit, PlanApproval
from luwes.ui.tags.words import number


@dataclass(frozen=True)
class Part:
    """What one approval would send: heads, the longest duty in days, the home units."""

    people: int
    days: int
    units: frozenset[int]


def part_of(approval: PlanApproval, returned: Collection[int] = ()) -> Part:
    """Without the needs that are returned while the rest is approved."""
    rows = queries.going(approval.plan_id).filter(agency_id=approval.agency_id)
    rows = rows.exclude(need_id__in=returned)
    periods = rows.order_by().values_list("need__period", flat=True).distinct()
    return Part(
        rows.count(), max((period.days or 0 for period in periods), default=0),
        frozenset(rows.order_by().values_list("unit_id", flat=True).distinct()),
    )  # fmt: skip


def in_force(agency_ids: list[int], on: date) -> QuerySet[ApprovalLimit]:
    rows = ApprovalLimit.objects.filter(agency_id__in=agency_ids, period__contains=on)
    return rows.select_related("agency", "user", "set_by").order_by("agency__name", "pk")


def of_user(user: User, agency_id: int, on: date) -> list[ApprovalLimit]:
    """
    The limits that bind this user: the own ones, else those of everybody who approves for the agency
    alone. None: the right is not limited.
    """
    rows = list(in_force([agency_id], on).filter(Q(user=user) | Q(user=None)))
    own = [row for row in rows if row.user_id == user.pk]
    return own or ([] if not rows or is_above(user, on) else rows)


def is_above(user: User, on: date) -> bool:
    """Whether the right to approve comes from more than one agency."""
    return any(g.user_id == user.pk for g in accounts.holders(Role.APPROVER, "all", [""], on))


def standing_against(
    user: User, approval: PlanApproval, on: date, returned: Collection[int] = ()
) -> list[Problem]:
    """Empty where one of the limits, or no limit at all, lets this user approve the part."""
    return against(user, approval.agency_id, lambda: part_of(approval, returned), on)


def against(user: User, agency_id: int, read: Callable[[], Part], on: date) -> list[Problem]:
    """The same of anything that one government is to decide; `read` only where a limit binds."""
    rows = of_user(user, agency_id, on)
    if not rows:
        return []
    part = read()
    if any(_admits(row, part, on) for row in rows):
        return []
    others = ", ".join(person.name for person in who_may(agency_id, part, on) if person != user)
    limits = "; ".join(in_words(row, on) for row in rows)
    words = _("Di atas batas persetujuan Anda (%(limits)s): bagian ini %(people)s orang, paling lama %(days)s hari. Yang berwenang: %(others)s.")  # fmt: skip
    return [Problem(words % {
        "limits": limits, "people": number(part.people), "days": number(part.days),
        "others": others or _("belum ada; hubungi pemberi kewenangan"),
    })]  # fmt: skip


def _admits(limit: ApprovalLimit, part: Part, on: date) -> bool:
    if limit.max_people is not None and part.people > limit.max_people:
        return False
    if limit.max_days is not None and part.days > limit.max_days:
        return False
    return limit.unit_id is None or part.units <= _below(limit.unit_id, on)


def _below(unit_id: int, on: date) -> set[int]:
    here = UnitShape.objects.filter(unit_id=unit_id, period__contains=on)
    paths = list(here.values_list("path", flat=True))
    rows = UnitShape.objects.filter(path__under=paths, period__contains=on)
    return set(rows.order_by().values_list("unit_id", flat=True))


def who_may(agency_id: int, part: Part, on: date) -> list[User]:
    """Everybody who may approve such a part for the agency, by name."""
    return sorted(
        (
            user
            for user in approvers(agency_id, on)
            if not (rows := of_user(user, agency_id, on))
            or any(_admits(row, part, on) for row in rows)
        ),
        key=lambda user: (user.name, user.pk),
    )


def approvers(agency_id: int, on: date) -> list[User]:
    """Who approves for this agency at all."""
    own = accounts.holders(Role.APPROVER, "agency", [str(agency_id)], on)
    whole = accounts.holders(Role.APPROVER, "all", [""], on)
    return list({grant.user_id: grant.user for grant in [*own, *whole]}.values())


def in_words(limit: ApprovalLimit, on: date) -> str:
    """A limit in short: 10 orang per rencana, paling lama 14 hari, dari RSUD Rekaan; SK 1/2025."""
    parts = []
    if limit.max_people is not None:
        parts.append(_("%s orang per rencana") % number(limit.max_people))
    if limit.max_days is not None:
        parts.append(_("paling lama %s hari") % number(limit.max_days))
    if limit.unit_id is not None:
        names = queries.unit_labels([limit.unit_id], on)
        parts.append(_("hanya dari %s") % names.get(limit.unit_id, _("unit lain")))
    return f"{', '.join(parts)}; {limit.decree}"


def agencies_to_limit(user: User, on: date) -> QuerySet[Agency]:
    """The agencies for which this user approves without a limit: only they delegate."""
    reach = accounts.reach(user, Right.APPROVE_PLANS)
    rows = Agency.objects.all()
    if not reach.everywhere:
        rows = rows.filter(pk__in=[int(pk) for pk in reach.of("agency")])
    bound = {row.agency_id for row in ApprovalLimit.objects.filter(period__contains=on, user=user)}
    if not reach.everywhere:
        everybody = ApprovalLimit.objects.filter(period__contains=on, user=None)
        bound |= set(everybody.values_list("agency_id", flat=True))
    return rows.exclude(pk__in=bound).order_by("name", "pk")


def units_to_limit(agencies: QuerySet[Agency], on: date) -> QuerySet[OrgUnit]:
    """The upper units of these agencies, by code."""
    shapes = UnitShape.objects.filter(agency__in=agencies, period__contains=on, is_draft=False)
    top = shapes.filter(parent=None)
    upper = shapes.filter(Q(parent=None) | Q(parent__in=top.values("unit_id")))
    return OrgUnit.objects.filter(pk__in=upper.values("unit_id")).order_by("code", "pk")
