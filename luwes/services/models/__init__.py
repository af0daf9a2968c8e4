"""Tables of services: what is offered, whose it is, what is asked, and how it went."""

from luwes.services.models.cases import (
    CASE_STATE_LABELS,
    CHANNEL_LABELS,
    Case,
    CaseClock,
    CaseEntry,
    CaseFile,
    CasePause,
    NikReading,
    Satisfaction,
)
from luwes.services.models.catalogue import (
    CASE_KIND_LABELS,
    COMPONENT_LABELS,
    CannedAnswer,
    OfficeHours,
    Responsibility,
    Service,
    ServiceSkill,
    ServiceVersion,
    Subject,
    Synonym,
    Theme,
)
from luwes.services.models.forms import DraftFile, FormDraft, FormVersion

__all__ = [
    "CASE_KIND_LABELS", "CASE_STATE_LABELS", "CHANNEL_LABELS", "COMPONENT_LABELS", "CannedAnswer",
    "Case", "CaseClock", "CaseEntry", "CaseFile", "CasePause", "DraftFile", "FormDraft", "FormVersion",
    "NikReading", "OfficeHours", "Responsibility", "Satisfaction", "Service", "ServiceSkill",
    "ServiceVersion", "Subject", "Synonym", "Theme",
]  # fmt: skip
