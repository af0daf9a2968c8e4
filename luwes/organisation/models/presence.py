"""What heads ask to hold as minimum presence, and what the staffing agency said to it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from luwes.core.db import PeriodField
from luwes.organisation.models.structure import OrgUnit, StaffGroup
from luwes.organisation.rules.presence import ProposalState

WAITING, ACCEPTED, ANSWERED, REPLACED = (state.value for state in ProposalState)
PROPOSAL_LABELS = {
    WAITING: _("Menunggu BKD"),
    ACCEPTED: _("Diterima"),
    ANSWERED: _("Dikembalikan"),
    REPLACED: _("Diganti usulan baru"),
}


@pghistory.track()
class MinimumProposal(models.Model):
    """A minimum that a head asks for; it holds only once another person has agreed. None: no more."""

    unit = models.ForeignKey(OrgUnit, models.CASCADE, related_name="minimum_proposals")
    group = models.ForeignKey(StaffGroup, models.PROTECT, null=True, related_name="+")
    minimum = models.PositiveIntegerField(_("minimum hadir"), null=True)
    period = PeriodField(_("berlaku"))
    reason = models.CharField(_("alasan"), max_length=300)
    state = models.CharField(_("keadaan"), max_length=10, choices=PROPOSAL_LABELS, default=WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("diusulkan"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("diputus"), null=True)
    answer = models.CharField(_("jawaban"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("usulan minimum hadir")
        constraints = [
            models.UniqueConstraint(
                "unit", Coalesce("group", 0), name="minimum_proposal_waits_once",
                condition=Q(state=WAITING),
            ),
            models.CheckConstraint(
                condition=Q(state=WAITING) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="minimum_proposal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ACCEPTED) | ~Q(decided_by=F("proposed_by")),
                name="minimum_proposal_checked_by_another",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.unit} {self.group or ''}: {self.minimum}"
