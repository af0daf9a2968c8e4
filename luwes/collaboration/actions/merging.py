"""What hangs on a partner moves to another row of the same one."""

from datetime import date

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
from luwes.collaboration.rules.lapse import in_force
from luwes.collaboration.rules.states import PartnerKind, PartnerState
from luwes.core.periods import Period

# What the row that goes on lacks, it takes from the other.
FILLED = (
    "legal_number", "business_number", "tax_number", "tax_mark", "address", "website", "phone",
    "email", "works", "area",
)  # fmt: skip
# What was looked at with the papers: of two rows, that of the checked one goes on.
CHECKED = ("kind", "name", "name_key", "state", "checked_at", "checked_by")
PRIVATE = ("tax_number", "tax_mark", "phone", "email")  # of the row that goes, nobody needs them


def move_all(gone: Partner, kept: Partner, on: date) -> None:
    """Both are held. A suspension of either goes on: merging frees nobody."""
    _programmes(gone, kept, on)
    _representatives(gone, kept, on)
    for model in (Agreement, PartnerDocument, ConflictDeclaration):
        model.objects.filter(partner=gone).update(partner=kept)
    Partner.objects.filter(merged_into=gone).update(merged_into=kept)
    values = {name: getattr(gone, name) for name in {*FILLED, *CHECKED, "government"}}
    was, reason = PartnerState(gone.state), gone.state_reason
    gone.state, gone.merged_into, gone.state_reason = PartnerState.MERGED.value, kept, ""
    for name in PRIVATE:
        setattr(gone, name, "")
    gone.save(update_fields=["state", "merged_into", "state_reason", *PRIVATE])
    for name in FILLED:
        if not getattr(kept, name):
            setattr(kept, name, values[name])
    if was is PartnerState.ACTIVE and kept.state == PartnerState.PROPOSED:
        for name in CHECKED:
            setattr(kept, name, values[name])
        kept.legal_number = values["legal_number"] or kept.legal_number
    kept.government = kept.government or values["government"]
    if kept.kind != PartnerKind.GOVERNMENT:
        kept.government = None
    if was is PartnerState.SUSPENDED and kept.state != PartnerState.SUSPENDED:
        kept.state, kept.state_reason = was.value, reason
    kept.save()


def _programmes(gone: Partner, kept: Partner, on: date) -> None:
    """
    Where both take part, what hangs on the one hangs on the other from now on, under the agreement
    that is in force.
    """
    rows = ProgrammePartner.objects.select_related("agreement").order_by("pk")
    both = {row.programme_id: row for row in rows.filter(partner=kept)}
    for row in rows.filter(partner=gone):
        other = both.get(row.programme_id)
        if other is None:
            row.partner = kept
            row.save(update_fields=["partner"])
            continue
        for model in (Milestone, BudgetSource, PartnerMember):
            model.objects.filter(partner=row).update(partner=other)
        if in_force(row.agreement, on) and not in_force(other.agreement, on):
            other.agreement = row.agreement
            other.save(update_fields=["agreement"])
        row.delete()


def _representatives(gone: Partner, kept: Partner, on: date) -> None:
    """Whoever speaks for both speaks as long, and may as much, as by either on this day."""
    known = {row.user_id: row for row in kept.representatives.order_by("pk")}
    for row in Representative.objects.filter(partner=gone).order_by("pk"):
        other = known.get(row.user_id)
        if other is None:
            row.partner = kept
            row.save(update_fields=["partner"])
            continue
        _join(other, row, on)
        row.delete()


def _join(kept: Representative, gone: Representative, on: date) -> None:
    if on not in gone.period:
        return
    if on in kept.period:
        ends = [kept.period.end, gone.period.end]
        end = None if None in ends else max(day for day in ends if day)
        kept.period = Period(min(kept.period.start, gone.period.start), end)
        kept.may_sign = kept.may_sign or gone.may_sign
    else:
        for name in ("title", "may_sign", "period", "named_at", "named_by"):
            setattr(kept, name, getattr(gone, name))
    kept.save()
