"""What the log says of partners, agreements and programmes, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

DETAILS = {
    "number": Detail(_("Nomor")),
    "employee": Detail(_("Nomor berkas pegawai")),
    "percent": Detail(_("Persen")),
    "amount": Detail(_("Jumlah (rupiah)")),
    "before": Detail(_("Sebelumnya (rupiah)")),
    "entry": Detail(_("Nomor catatan")),
}
DEEDS = {
    "partner_proposed": _("Mitra dicatat"),
    "partner_checked": _("Dokumen mitra diperiksa"),
    "partner_suspended": _("Mitra dibekukan"),
    "partners_merged": _("Dua catatan mitra digabung"),
    "representative_named": _("Wakil mitra ditetapkan"),
    "agreement_moved": _("Perjanjian melangkah"),
    "agreement_signed": _("Perjanjian ditandatangani"),
    "programme_made": _("Program dibuat"),
    "programme_changed": _("Program diubah"),
    "programme_opened": _("Program dimulai"),
    "programme_closed": _("Program ditutup"),
    "milestone_claimed": _("Kemajuan tonggak diklaim"),
    "milestone_verified": _("Kemajuan tonggak diperiksa pihak lain"),
    "source_added": _("Sumber anggaran ditambahkan"),
    "source_changed": _("Rencana sumber anggaran diubah"),
    "money_recorded": _("Anggaran dicatat"),
    "money_taken_back": _("Catatan anggaran ditarik"),
    "member_named": _("Anggota dari mitra dicatat"),
    "member_ended": _("Anggota dari mitra berakhir"),
    "conflict_declared": _("Benturan kepentingan dinyatakan"),
    "conflict_answered": _("Benturan kepentingan diputuskan"),
    "no_conflict_said": _("Menyatakan tidak punya benturan kepentingan"),
}
