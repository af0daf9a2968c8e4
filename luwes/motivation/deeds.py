"""What the log says of motivation, in words for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.motivation.models import LOAD_ANSWER_LABELS, LOAD_KEY_LABELS, MEDAL_LABELS, SEEN_LABELS

_EVIDENCE_DETAILS: dict[str, Detail] = {"evidence": Detail(_("Nomor bukti"))}
_EVIDENCE: dict[str, Promise] = {
    "evidence_linked": _("Bukti dikaitkan dengan sasaran"),
    "evidence_left_out": _("Bukti tidak dikaitkan dengan sasaran"),
    "evidence_loosened": _("Kaitan bukti dilepas"),
}

_GOAL_DETAILS: dict[str, Detail] = {
    "goal": Detail(_("Nomor hasil kerja")), "change": Detail(_("Nomor usul perubahan")),
    "evaluation": Detail(_("Nomor penilaian")),
}  # fmt: skip
_GOALS: dict[str, Promise] = {
    "plan_begun": _("Sasaran kinerja mulai disusun"),
    "goal_added": _("Hasil kerja ditambahkan ke rancangan"),
    "goal_changed": _("Hasil kerja dalam rancangan diubah"),
    "goal_dropped": _("Hasil kerja dihapus dari rancangan"),
    "plan_proposed": _("Sasaran kinerja diusulkan"),
    "plan_taken_back": _("Usulan sasaran kinerja ditarik kembali"),
    "plan_agreed": _("Sasaran kinerja disepakati"),
    "plan_returned": _("Sasaran kinerja dikembalikan"),
    "change_asked": _("Perubahan sasaran kinerja diusulkan"),
    "change_withdrawn": _("Usul perubahan sasaran ditarik"),
    "change_agreed": _("Perubahan sasaran kinerja disetujui"),
    "change_refused": _("Perubahan sasaran kinerja tidak disetujui"),
    "behaviour_expected": _("Ekspektasi perilaku ditulis"),
    "progress_told": _("Kemajuan hasil kerja dilaporkan"),
    "feedback_given": _("Umpan balik kinerja diberikan"),
    "plan_moved": _("Sasaran kinerja ditutup atau dibuka ulang karena pindah jabatan"),
    "plan_closed": _("Sasaran kinerja ditutup tanpa penilaian"),
    "plan_reopened": _("Sasaran kinerja dilanjutkan karena jabatan berlanjut"),
    "quarter_rated": _("Kinerja triwulan dinilai"),
    "year_rated": _("Kinerja tahunan dinilai"),
    "rating_received": _("Penilaian kinerja diterima"),
    "rating_accepted": _("Penilaian kinerja diterima tanpa keberatan"),
    "rating_final": _("Penilaian kinerja menjadi tetap"),
    "rating_withdrawn": _("Penilaian kinerja dicabut"),
    "objection_made": _("Keberatan atas penilaian diajukan"),
    "objection_decided": _("Keberatan atas penilaian diputus"),
}

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
    "award_stopped": _("Penghargaan dihentikan: benturan kepentingan"),
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
