"""A partner goes on in a programme under another agreement, or is taken out before it has done anything."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from luwes.accounts.models import User
from luwes.audit import actions as audit
from luwes.collaboration.actions.programmes import changing, unfit
from luwes.collaboration.models import Agreement, Milestone, ProgrammePartner
from luwes.collaboration.rules.lapse import carries
from luwes.collaboration.rules.states import ProgrammeState
from luwes.core.db import lock
from luwes.core.errors import Problem, refuse


@transaction.atomic
def move(*, joined: ProgrammePartner, agreement: Agreement, on: date, by: User) -> None:
    """
    From today on by another agreement of both, such as the one that renews the old.

    :raises Refused: for an agreement of somebody else, or one that carries no work today
    """
    programme = joined.programme
    changing(programme, on, by)
    lock(agreement)
    lock(joined)
    problems = unfit(agreement, programme, on)
    if agreement.partner_id != joined.partner_id:
        problems.append(Problem(_("Perjanjian ini dengan mitra lain."), "agreement"))
    if agreement.pk == joined.agreement_id:
        problems.append(Problem(_("Mitra sudah ikut lewat perjanjian ini."), "agreement"))
    if not carries(agreement, on):
        problems.append(Problem(_("Perjanjian ini tidak berlaku hari ini."), "agreement"))
    refuse(problems)
    before, joined.agreement = joined.agreement_id, agreement
    joined.save(update_fields=["agreement"])
    audit.record(
        by, "collaboration.partner_moved", programme, chain=str(programme.agency_id),
        partner=joined.partner_id, old_agreement=before, new_agreement=agreement.pk,
    )  # fmt: skip


@transaction.atomic
def take_out(*, joined: ProgrammePartner, reason: str, on: date, by: User) -> None:
    """
    :raises Refused: without a reason, when work, money or people hang on it, or as the last of a
        programme under way
    """
    programme = joined.programme
    changing(programme, on, by)
    lock(joined)
    problems = []
    if not reason.strip():
        problems.append(Problem(_("Tulis alasannya."), "reason"))
    for rows, words in (
        (Milestone.objects.filter(partner=joined), _("Mitra ini punya tonggak dalam program ini.")),
        (joined.sources, _("Mitra ini punya sumber anggaran dalam program ini.")),
        (joined.members, _("Mitra ini punya anggota dalam tim program ini.")),
    ):
        if rows.exists():
            problems.append(Problem(words))
    is_running = programme.state == ProgrammeState.RUNNING.value
    if is_running and not programme.partners.exclude(pk=joined.pk).exists():
        problems.append(Problem(_("Ini mitra satu-satunya: tidak ada pihak lain yang memeriksa kemajuan.")))  # fmt: skip
    refuse(problems)
    audit.record(
        by, "collaboration.partner_left", programme, chain=str(programme.agency_id),
        partner=joined.partner_id, reason=reason.strip(),
    )  # fmt: skip
    joined.delete()
