"""What hangs on a partner moves to another row of the same one."""

from luwes.collaboration.models import (
    Agreement,
    BudgetSource,
    ConflictDeclaration,
    Milestone,
    Partner,
    PartnerDocument,
    PartnerMember,
    ProgrammePartner,
    Representative,
)
from luwes.collaboration.rules.states import PartnerState

# What the row that goes on lacks, it takes from the other.
FILLED = (
    "legal_number", "business_number", "tax_number", "tax_mark", "address", "website", "phone",
    "email", "works", "area",
)  # fmt: skip


def move_all(gone: Partner, kept: Partner) -> None:
    """Both are held. A suspension of either goes on: merging frees nobody."""
    _programmes(gone, kept)
    _representatives(gone, kept)
    for model in (Agreement, PartnerDocument, ConflictDeclaration):
        model.objects.filter(partner=gone).update(partner=kept)
    Partner.objects.filter(merged_into=gone).update(merged_into=kept)
    values = {name: getattr(gone, name) for name in FILLED}
    is_suspended = gone.state == PartnerState.SUSPENDED
    reason = gone.state_reason
    gone.state, gone.merged_into, gone.state_reason = PartnerState.MERGED.value, kept, ""
    gone.save(update_fields=["state", "merged_into", "state_reason"])
    for name, value in values.items():
        if not getattr(kept, name):
            setattr(kept, name, value)
    if is_suspended and kept.state != PartnerState.SUSPENDED:
        kept.state, kept.state_reason = PartnerState.SUSPENDED.value, reason
    kept.save()


def _programmes(gone: Partner, kept: Partner) -> None:
    """Where both take part, what hangs on the one hangs on the other from now on."""
    both = {row.programme_id: row for row in ProgrammePartner.objects.filter(partner=kept)}
    for row in ProgrammePartner.objects.filter(partner=gone).order_by("pk"):
        if row.programme_id in both:
            for model in (Milestone, BudgetSource, PartnerMember):
                model.objects.filter(partner=row).update(partner=both[row.programme_id])
            row.delete()
        else:
            row.partner = kept
            row.save(update_fields=["partner"])


def _representatives(gone: Partner, kept: Partner) -> None:
    known = set(kept.representatives.order_by("pk").values_list("user_id", flat=True))
    for row in Representative.objects.filter(partner=gone).order_by("pk"):
        if row.user_id in known:
            row.delete()
        else:
            row.partner = kept
            row.save(update_fields=["partner"])
