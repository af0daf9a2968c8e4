"""
Several owners of needs planned as one: whose needs, whose plans, who may. Reads only.

Such an owner has no needs of its own: its members have them, and what comes of a plan (orders,
letters, places open again, pins) belongs to the member whose need it is.
"""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.staffing import owners, rules
from luwes.staffing.joint_rules import Key
from luwes.staffing.models import JointMember, Need, Plan
from luwes.staffing.owners import Named, Owner

KIND = rules.JOINT


def members(owner_kind: str, owner_id: int) -> list[Key]:
    """Those whose needs it plans: an owner that stands alone is its own only one."""
    if owner_kind != KIND:
        return [(owner_kind, owner_id)]
    rows = JointMember.objects.filter(joint_id=owner_id).order_by()
    return sorted(rows.values_list("owner_kind", "owner_id"))  # in Python's order, for locks


def whose(owner_kind: str, owner_id: int, prefix: str = "") -> Q:
    """Rows (needs, pins) of an owner, or of the members of one that joins several."""
    return rows_of(members(owner_kind, owner_id), prefix)


def rows_of(keys: Iterable[Key], prefix: str = "") -> Q:
    """Rows of these owners, none where there is no owner."""
    parts = [Q(**{f"{prefix}owner_kind": kind, f"{prefix}owner_id": pk}) for kind, pk in keys]
    return reduce(or_, parts, Q(pk__in=[]))


def _joints_of(keys: Iterable[Key]) -> QuerySet[JointMember, int]:
    """Ids of the joint owners that hold one of these."""
    return JointMember.objects.filter(rows_of(keys)).order_by().values_list("joint_id", flat=True)


def own_and_joint(owner_kind: str, owner_id: int) -> Q:
    """Plans of an owner, and those that plan it together with others."""
    own = Q(owner_kind=owner_kind, owner_id=owner_id)
    if owner_kind == KIND:
        return own
    return own | Q(owner_kind=KIND, owner_id__in=_joints_of([(owner_kind, owner_id)]))


def touching(keys: Collection[Key]) -> Q:
    """Plans that fill needs of any of these: only one may be under way."""
    return rows_of(keys) | Q(owner_kind=KIND, owner_id__in=_joints_of(keys))


def key_of(plan: Plan, need: Need) -> Key:
    """To whom a pin or an exclusion about this need belongs."""
    if plan.is_joint:
        return need.owner_kind, need.owner_id
    return plan.owner_kind, plan.owner_id


# ── as the owner of plans ────────────────────────────────────────────


def as_owner(joint_id: int) -> Owner:
    """For the planner: all their needs, by the people of all their governments."""
    parts = tuple(owners.owner_of(kind, pk) for kind, pk in members(KIND, joint_id))
    lapses = [part.lapses_on for part in parts if part.lapses_on]
    return Owner(
        kind=KIND, id=joint_id, name=names_in_words([part.name for part in parts]),
        agency_id=parts[0].agency_id,
        agency_ids=tuple(sorted({pk for part in parts for pk in part.agency_ids})),
        basis=tuple(dict.fromkeys(line for part in parts for line in part.basis)),
        task=names_in_words([part.task for part in parts]),
        has_status=all(part.has_status for part in parts), url=page_of(joint_id),
        is_closed=any(part.is_closed for part in parts), lapses_on=min(lapses, default=None),
        members=parts,
    )  # fmt: skip


def names_in_words(names: Collection[str]) -> str:
    *first, last = names
    if not first:
        return last
    return _("%(first)s dan %(last)s") % {"first": ", ".join(first), "last": last}


def page_of(joint_id: int) -> str:
    return reverse("staffing:make", args=[KIND, joint_id])


def agency_ids(joint_ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    found = _members_of(joint_ids)
    helping = owners.agencies({key for keys in found.values() for key in keys})
    return {
        joint: tuple(sorted({pk for key in keys for pk in helping[key]}))
        for joint, keys in found.items()
    }


def _members_of(joint_ids: Collection[int]) -> dict[int, list[Key]]:
    rows = JointMember.objects.filter(joint_id__in=joint_ids)
    found: dict[int, list[Key]] = {}
    for joint, kind, pk in rows.order_by("joint_id", "owner_kind", "owner_id").values_list(
        "joint_id", "owner_kind", "owner_id"
    ):
        found.setdefault(joint, []).append((kind, pk))
    return found


def label(joint_id: int) -> tuple[str, str]:
    found = named([joint_id]).get(joint_id)
    return (found.name, found.url) if found else ("", "")


def named(joint_ids: Collection[int]) -> dict[int, Named]:
    found = _members_of(joint_ids)
    names = owners.named({key for keys in found.values() for key in keys})
    return {
        joint: Named(KIND, joint, names_in_words([names[key].name for key in keys]), page_of(joint))
        for joint, keys in found.items()
    }


def hidden(user: User, joint_id: int) -> frozenset[Key]:
    """Members of which this user sees nothing."""
    keys = members(KIND, joint_id)
    return frozenset(key for key in keys if not owners.kinds[key[0]].may_view(user, key[1]))


def may_view(user: User, joint_id: int) -> bool:
    """Who sees one of them sees who is planned for it, and how many for the others."""
    return any(owners.kinds[kind].may_view(user, pk) for kind, pk in members(KIND, joint_id))


def may_plan(user: User, joint_id: int) -> bool:
    """Only who plans for every one of them."""
    keys = members(KIND, joint_id)
    return bool(keys) and all(owners.kinds[kind].may_plan(user, pk) for kind, pk in keys)


def may_plan_a_part(user: User, joint_id: int) -> bool:
    return any(owners.kinds[kind].may_plan(user, pk) for kind, pk in members(KIND, joint_id))


def led(user: User) -> list[Named]:
    """Joint owners of which this user leads every member, all of them running."""
    mine = {(owner.kind, owner.id) for owner in owners.led(user)}
    if len(mine) < 2:
        return []
    rows = JointMember.objects.exclude(rows_of(mine)).order_by().values("joint_id")
    whole = JointMember.objects.filter(rows_of(mine)).exclude(joint_id__in=rows)
    return list(named(set(whole.values_list("joint_id", flat=True))).values())
