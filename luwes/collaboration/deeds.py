"""What the log says of partners, agreements and programmes, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.collaboration.models import AGREEMENT_STATE_LABELS, DOCUMENT_LABELS, SIDE_LABELS

DETAILS = {
    "number": Detail(_("Nomor")),
    "employee": Detail(_("Nomor berkas pegawai")),
    "partner": Detail(_("Nomor mitra")),
    "value": Detail(_("Nilai")),
    "percent": Detail(_("Persen")),
    "amount": Detail(_("Jumlah (rupiah)")),
    "kind": Detail(_("Jenis"), DOCUMENT_LABELS),
    "merged": Detail(_("Nomor catatan yang digabung")),
    "before": Detail(_("Dari"), AGREEMENT_STATE_LABELS),
    "after": Detail(_("Menjadi"), AGREEMENT_STATE_LABELS),
    "side": Detail(_("Pihak"), SIDE_LABELS),
    "obligation": Detail(_("Nomor kewajiban")),
}
DEEDS = {
    "partner_proposed": _("Mitra dicatat"),
    "partner_changed": _("Data mitra diubah"),
    "partner_checked": _("Dokumen mitra diperiksa"),
    "partner_suspended": _("Mitra dibekukan"),
    "partners_merged": _("Dua catatan mitra digabung"),
    "paper_added": _("Dokumen mitra ditambahkan"),
    "paper_checked": _("Dokumen mitra dinyatakan sesuai"),
    "paper_removed": _("Dokumen mitra dihapus"),
    "representative_named": _("Wakil mitra ditetapkan"),
    "representative_ended": _("Wakil mitra diakhiri"),
    "agreement_drafted": _("Perjanjian dirancang"),
    "agreement_changed": _("Naskah perjanjian diubah"),
    "agreement_moved": _("Perjanjian melangkah"),
    "agreement_signed": _("Perjanjian ditandatangani"),
    "obligation_reported": _("Kewajiban dilaporkan terpenuhi"),
    "obligation_confirmed": _("Kewajiban dinyatakan terpenuhi"),
    "obligation_returned": _("Laporan kewajiban dikembalikan"),
    "programme_made": _("Program dibuat"),
    "programme_changed": _("Program diubah"),
    "partner_joined": _("Mitra ikut dalam program"),
    "indicator_measured": _("Nilai indikator dicatat"),
    "milestone_added": _("Tonggak ditambahkan"),
    "milestone_changed": _("Tonggak diubah"),
    "milestone_dropped": _("Tonggak dibatalkan"),
    "claim_withdrawn": _("Klaim kemajuan ditarik"),
    "voice_shown": _("Kata warga ditampilkan"),
    "voice_hidden": _("Kata warga tidak ditampilkan"),
    "programme_opened": _("Program dimulai"),
    "programme_closed": _("Program ditutup"),
    "milestone_claimed": _("Kemajuan tonggak diklaim"),
    "milestone_verified": _("Kemajuan tonggak diperiksa pihak lain"),
    "money_recorded": _("Anggaran dicatat"),
    "conflict_declared": _("Benturan kepentingan dinyatakan"),
    "conflict_answered": _("Benturan kepentingan diputuskan"),
}
