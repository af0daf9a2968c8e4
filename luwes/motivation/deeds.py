"""What the log says of motivation, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

_EVIDENCE_DETAILS: dict[str, Detail] = {"goal": Detail(_("Sasaran"))}
_EVIDENCE: dict[str, Promise] = {
    "evidence_linked": _("Bukti dikaitkan dengan sasaran"),
    "evidence_left_out": _("Bukti tidak dikaitkan dengan sasaran"),
    "evidence_loosened": _("Kaitan bukti dilepas"),
}

_GOAL_DETAILS: dict[str, Detail] = {}
_GOALS: dict[str, Promise] = {}

_RECOGNITION_DETAILS: dict[str, Detail] = {}
_RECOGNITION: dict[str, Promise] = {}

_CARE_DETAILS: dict[str, Detail] = {}
_CARE: dict[str, Promise] = {}

DETAILS = {**_EVIDENCE_DETAILS, **_GOAL_DETAILS, **_RECOGNITION_DETAILS, **_CARE_DETAILS}
DEEDS = {**_EVIDENCE, **_GOALS, **_RECOGNITION, **_CARE}
