"""One plan over several incidents."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from luwes.accounts.models import User
from luwes.core.access import require
from luwes.core.db import advisory_lock
from luwes.core.errors import refuse
from luwes.staffing import joining, joint_rules, owners
from luwes.staffing.actions import plans
from luwes.staffing.joint_rules import Key, Ranks
from luwes.staffing.models import JointMember, JointOwner, Plan


@transaction.atomic
def make(
    *, keys: Collection[Key], need_ids: Collection[int] = (), ranking: Mapping[Key, int] | None = None,
    because: str = "", counts_promised: bool = True, now: datetime, by: User,
) -> Plan:  # fmt: skip
    """
    Begin a draft for the open needs of several owners at once.

    Priorities decide between them. `ranking` says which comes first within a priority (1 before 2),
    and `because` why; without it all are equal.
    :raises Refused: for fewer than two owners, ranks without a reason, and as `plans.make`
    """
    wanted, ranking = sorted(set(keys)), ranking or {}
    require(all(_may_join(by, key) for key in wanted))
    refuse(joint_rules.joining_problems(wanted, ranking, because))
    for kind, pk in wanted:
        plans.hold(kind, pk)
    joint = _found(wanted)
    ranks = Ranks(joint_rules.dense({key: ranking.get(key, 1) for key in wanted}))
    return plans.make(
        owner_kind=joining.KIND, owner_id=joint.pk, need_ids=need_ids, ranks=ranks,
        ranked_because=because.strip()[:300] if ranks.of else "", counts_promised=counts_promised,
        now=now, by=by,
    )  # fmt: skip


def _may_join(by: User, key: Key) -> bool:
    kind = owners.kinds.get(key[0])
    return bool(kind and kind.is_emergency and kind.may_plan(by, key[1]))


def _found(keys: list[Key]) -> JointOwner:
    """The one of this set, its members with those who lead them today."""
    advisory_lock("staffing.joint")
    joint, _made = JointOwner.objects.get_or_create(key=joint_rules.set_of(keys))
    for kind, pk in keys:
        JointMember.objects.update_or_create(
            joint=joint, owner_kind=kind, owner_id=pk,
            defaults={"agency_id": owners.owner_of(kind, pk).agency_id},
        )  # fmt: skip
    return joint
