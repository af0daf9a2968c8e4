"""What the log says of motivation, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.motivation.models import LOAD_ANSWER_LABELS, LOAD_KEY_LABELS

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

_CARE_DETAILS: dict[str, Detail] = {
    "answer": Detail(_("Jawaban"), LOAD_ANSWER_LABELS),
    "signal": Detail(_("Isyarat"), LOAD_KEY_LABELS),
}
_CARE: dict[str, Promise] = {
    "load_answered": _("Isyarat beban dijawab"),
    "load_words": _("Pegawai menambahkan kata pada isyarat beban"),
    "load_said": _("Pegawai menyatakan bebannya terlalu berat"),
    "load_taken_back": _("Pernyataan beban terlalu berat ditarik"),
    "recovery_picked": _("Hari istirahat pemulihan dipilih"),
    "recovery_agreed": _("Istirahat pemulihan disetujui"),
    "recovery_moved": _("Hari istirahat pemulihan dipindahkan"),
    "pulse_question_added": _("Pertanyaan denyut ditambahkan"),
    "pulse_question_withdrawn": _("Pertanyaan denyut tidak ditanyakan lagi"),
    "pulse_question_returned": _("Pertanyaan denyut ditanyakan kembali"),
}

DETAILS = {**_EVIDENCE_DETAILS, **_GOAL_DETAILS, **_RECOGNITION_DETAILS, **_CARE_DETAILS}
DEEDS = {**_EVIDENCE, **_GOALS, **_RECOGNITION, **_CARE}
