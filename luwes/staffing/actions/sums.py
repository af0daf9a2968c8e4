"""Needs whose figures changed since they were worked out: asked anew, or left with a reason."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.core.access import require
from luwes.core.db import lock_all
from luwes.core.errors import Problem, refuse
from luwes.core.facts import announce
from luwes.core.numbers import wholes
from luwes.staffing import access, facts, owners, worked
from luwes.staffing.actions.needs import hold
from luwes.staffing.models import Need
from luwes.staffing.worked import Amounts, Estimates, Proposal


@transaction.atomic
def accept(
    *, owner_kind: str, owner_id: int, keys: Collection[str], amounts: dict[int, Amounts],
    estimates: Estimates = (), by: User,
) -> list[Need]:  # fmt: skip
    """
    Ask what the sums are today for these proposals, `Proposal.key` each as it was shown.

    :raises Refused: when none is chosen, when a sum came out differently meanwhile, or when it
        asks fewer people than are there
    """
    require(access.can_plan_for(by, owner_kind, owner_id))
    hold(owner_kind, owner_id)
    owner = owners.owner_of(owner_kind, owner_id)
    ids = wholes(key.partition(":")[0] for key in keys)
    lock_all(Need.objects.filter(pk__in=ids, owner_kind=owner_kind, owner_id=owner_id))
    found = worked.proposals(owner_kind, owner_id, amounts, estimates)
    chosen = [proposal for proposal in found if proposal.key in set(keys)]
    problems = owners.problems_of(owner)
    if not keys:
        problems.append(Problem(_("Pilih sedikitnya satu usulan.")))
    if len(chosen) < len(set(keys)):
        problems.append(Problem(_("Angkanya sudah berubah lagi; lihat usulan yang terbaru.")))
    problems += [
        Problem(_("%(need)s: sudah %(have)d orang ditugaskan.") % {"need": p.need, "have": p.have})
        for p in chosen
        if not p.is_possible
    ]
    refuse(problems)
    for proposal in chosen:
        _apply(proposal, str(owner.agency_id), by)
    return [proposal.need for proposal in chosen]


def _apply(proposal: Proposal, chain: str, by: User) -> None:
    need = proposal.need
    before, why = {"minimum": need.minimum, "desired": need.desired}, proposal.because
    need.minimum, need.desired = proposal.minimum, proposal.desired
    need.working, need.amount = proposal.working.words, proposal.working.amount
    need.left_amount, need.left_because, need.changed_because = None, "", ""
    need.save()
    announce(facts.NeedChanged(need.pk))
    audit.record(
        by, "staffing.sum_accepted", need, chain=chain, reason=why, before=before,
        after={"minimum": need.minimum, "desired": need.desired},
    )  # fmt: skip


@transaction.atomic
def leave(
    *, need: Need, key: str, reason: str, amounts: dict[int, Amounts], estimates: Estimates = (),
    by: User,
) -> None:  # fmt: skip
    """
    Leave a need as it is though its figures changed; proposed again only when they change again.

    :raises Refused: without a reason, or when the sum came out differently meanwhile
    """
    require(access.can_plan(by, need))
    hold(need.owner_kind, need.owner_id)
    lock_all(Need.objects.filter(pk=need.pk))
    found = worked.proposals(need.owner_kind, need.owner_id, amounts, estimates)
    proposal = next((p for p in found if p.need.pk == need.pk and p.key == key), None)
    owner = owners.owner_of(need.owner_kind, need.owner_id)
    problems = owners.problems_of(owner)
    if proposal is None:
        problems.append(Problem(_("Angkanya sudah berubah lagi; lihat usulan yang terbaru.")))
    if not reason.strip():
        problems.append(Problem(_("Tulis mengapa kebutuhannya tetap."), "reason"))
    refuse(problems)
    assert proposal is not None
    row = proposal.need
    row.left_amount, row.left_because = proposal.working.amount, reason.strip()
    row.save(update_fields=["left_amount", "left_because"])
    audit.record(
        by, "staffing.sum_left", row, chain=str(owner.agency_id), reason=reason.strip(),
        desired=row.desired,
    )  # fmt: skip
