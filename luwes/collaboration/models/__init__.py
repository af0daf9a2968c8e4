"""Tables of collaboration: partners, agreements, programmes, money, teams."""

from luwes.collaboration.models.agreements import (
    AGREEMENT_FORM_LABELS,
    AGREEMENT_KIND_LABELS,
    AGREEMENT_STATE_LABELS,
    SIDE_LABELS,
    Agreement,
    AgreementStep,
    Obligation,
)
from luwes.collaboration.models.money import (
    ENTRY_LABELS,
    SOURCE_LABELS,
    BudgetEntry,
    BudgetSource,
)
from luwes.collaboration.models.partners import (
    DOCUMENT_LABELS,
    PARTNER_KIND_LABELS,
    PARTNER_STATE_LABELS,
    Partner,
    PartnerDocument,
    Representative,
)
from luwes.collaboration.models.programmes import (
    CLAIM_STATE_LABELS,
    PROGRAMME_STATE_LABELS,
    Claim,
    Indicator,
    IndicatorValue,
    Milestone,
    Programme,
    ProgrammePartner,
    ProgrammePhoto,
    ProgrammePlace,
    ResidentVoice,
)
from luwes.collaboration.models.teams import (
    ANSWER_LABELS,
    CONFLICT_LABELS,
    STRENGTH_LABELS,
    ConflictDeclaration,
    NoConflictStatement,
    PartnerMember,
    ProgrammeSeat,
)

__all__ = [
    "AGREEMENT_FORM_LABELS", "AGREEMENT_KIND_LABELS", "AGREEMENT_STATE_LABELS", "ANSWER_LABELS",
    "CLAIM_STATE_LABELS", "CONFLICT_LABELS", "DOCUMENT_LABELS", "ENTRY_LABELS", "PARTNER_KIND_LABELS",
    "PARTNER_STATE_LABELS", "PROGRAMME_STATE_LABELS", "SIDE_LABELS", "SOURCE_LABELS", "STRENGTH_LABELS",
    "Agreement", "AgreementStep", "BudgetEntry", "BudgetSource", "Claim", "ConflictDeclaration",
    "Indicator", "IndicatorValue", "Milestone", "NoConflictStatement", "Obligation", "Partner", "PartnerDocument",
    "PartnerMember", "Programme", "ProgrammePartner", "ProgrammePhoto", "ProgrammePlace",
    "ProgrammeSeat", "Representative", "ResidentVoice",
]  # fmt: skip
