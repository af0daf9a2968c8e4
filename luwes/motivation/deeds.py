"""What the log says of motivation, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.motivation.models import MEDAL_LABELS, SEEN_LABELS

_GOAL_DETAILS: dict[str, Detail] = {}
_GOALS: dict[str, Promise] = {}

_RECOGNITION_DETAILS: dict[str, Detail] = {
    "employee": Detail(_("Nomor berkas pegawai")),
    "judge": Detail(_("Anggota panitia")),
    "looked": Detail(_("Arsip diperiksa")),
    "medal": Detail(_("Tanda jasa"), MEDAL_LABELS),
    "seen": Detail(_("Terbaca oleh"), SEEN_LABELS),
}
_RECOGNITION: dict[str, Promise] = {
    "thanks_given": _("Ucapan terima kasih dikirim"),
    "thanks_placed": _("Pembaca ucapan terima kasih diatur penerimanya"),
    "thanks_withdrawn": _("Ucapan terima kasih ditarik pengirimnya"),
    "thanks_reported": _("Ucapan terima kasih dilaporkan penerimanya"),
    "thanks_hidden": _("Ucapan yang dilaporkan disembunyikan"),
    "thanks_left": _("Ucapan yang dilaporkan dibiarkan"),
    "service_checked": _("Arsip masa kerja diperiksa"),
    "break_added": _("Pemutus masa kerja dicatat"),
    "break_removed": _("Catatan pemutus masa kerja dihapus"),
    "medal_proposed": _("Tanda jasa diusulkan"),
    "medal_received": _("Penerimaan tanda jasa dicatat"),
    "medal_dropped": _("Catatan tanda jasa dibatalkan"),
    "award_made": _("Penghargaan dibuat"),
    "award_changed": _("Rancangan penghargaan diubah"),
    "award_opened": _("Pencalonan penghargaan dibuka"),
    "award_judging": _("Penilaian penghargaan dimulai"),
    "award_cancelled": _("Penghargaan dibatalkan"),
    "award_decided": _("Penerima penghargaan diputuskan"),
    "award_revoked": _("Piagam penghargaan dicabut"),
    "judge_named": _("Anggota panitia penghargaan ditunjuk"),
    "judge_let_go": _("Anggota panitia penghargaan dikeluarkan"),
    "nominated": _("Rekan dicalonkan untuk penghargaan"),
    "nomination_agreed": _("Calon bersedia dinilai"),
    "nomination_declined": _("Calon tidak bersedia atau mundur"),
    "interest_declared": _("Anggota panitia menyatakan benturan kepentingan"),
    "scored": _("Calon dinilai anggota panitia"),
}

_CARE_DETAILS: dict[str, Detail] = {}
_CARE: dict[str, Promise] = {}

DETAILS = {**_GOAL_DETAILS, **_RECOGNITION_DETAILS, **_CARE_DETAILS}
DEEDS = {**_GOALS, **_RECOGNITION, **_CARE}
