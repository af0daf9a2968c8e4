"""What the log says of appointments, leave and moves, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.appointments.models import ANSWER_LABELS, FREEZE_LABELS, KIND_LABELS, STEP_LABELS
from luwes.audit.deeds import Detail

DETAILS = {
    "kind": Detail(_("Jenis"), {**KIND_LABELS, **FREEZE_LABELS}),
    "decree": Detail(_("Nomor SK")),
    "rule": Detail(_("Aturan")),
    "move": Detail(_("Urutan dalam usul")),
    "step": Detail(_("Langkah"), STEP_LABELS),
    "paper": Detail(_("Nomor surat")),
    "papers": Detail(_("Dokumen bernomor")),
    "letters": Detail(_("Surat")),
    "before": Detail(_("Sebelumnya")),
    "affected": Detail(_("Yang bertumpu pada TMT lama")),
    "law": Detail(_("Sumber")),
    "parameters": Detail(_("Angka")),
    "first_place": Detail(_("Dari urutan")),
    "last_place": Detail(_("Sampai urutan")),
    "candidates": Detail(_("Nomor pegawai calon")),
    "count": Detail(_("Baris baru")),
    "view": Detail(_("Pertimbangan"), ANSWER_LABELS),
    "answer": Detail(_("Keputusan"), ANSWER_LABELS),
}
DEEDS = {
    "appointed": _("Pengangkatan dicatat"),
    "ended": _("Pengangkatan diakhiri"),
    "leave_recorded": _("Cuti dicatat"),
    "leave_cancelled": _("Cuti dibatalkan"),
    "moves_drafted": _("Usul mutasi dibuat"),
    "moves_documents": _("Dokumen mutasi dicatat"),
    "moves_submitted": _("Usul mutasi diajukan"),
    "move_answered": _("Pemeriksaan mutasi dijawab"),
    "move_overridden": _("Aturan mutasi dikesampingkan"),
    "moves_step": _("Langkah usul mutasi disetujui"),
    "moves_returned": _("Usul mutasi dikembalikan"),
    "moves_withdrawn": _("Usul mutasi ditarik"),
    "moves_decreed": _("Keputusan mutasi terbit"),
    "moves_effective": _("Keputusan mutasi berlaku"),
    "moves_stopped": _("Keputusan mutasi terhenti"),
    "moves_corrected": _("TMT keputusan mutasi dibetulkan"),
    "freeze_set": _("Masa larangan mutasi dicatat"),
    "freeze_lifted": _("Persetujuan Menteri dicatat"),
    "rule_added": _("Aturan mutasi ditambahkan"),
    "candidates_named": _("Nama calon dibuka"),
    "leave_asked": _("Cuti diminta"),
    "leave_withdrawn": _("Permintaan cuti ditarik"),
    "leave_viewed": _("Pertimbangan atasan atas cuti ditulis"),
    "leave_decided": _("Permintaan cuti diputuskan"),
    "leave_opening_set": _("Saldo awal cuti ditetapkan"),
    "leave_terms_loaded": _("Ketentuan cuti dimuat"),
    "holiday_added": _("Hari libur ditambahkan"),
    "holiday_dropped": _("Hari libur dihapus"),
    "calendar_link_made": _("Tautan kalender dibuat"),
    "calendar_link_dropped": _("Tautan kalender dicabut"),
}
