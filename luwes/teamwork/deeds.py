"""What the log says of teams and opportunities, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

DETAILS = {
    "employee": Detail(_("Nomor berkas pegawai")),
    "output": Detail(_("Hasil kerja")),
    "until": Detail(_("Melamar sampai")),
}
DEEDS = {
    "team_drafted": _("Tim kerja dirancang"),
    "team_changed": _("Tim kerja diubah"),
    "team_opened": _("Tim kerja dibuka"),
    "team_closed": _("Tim kerja ditutup"),
    "output_added": _("Hasil kerja tim ditambahkan"),
    "output_done": _("Hasil kerja tim tercapai"),
    "output_dropped": _("Hasil kerja tim tidak dilanjutkan"),
    "opportunity_drafted": _("Peluang dirancang"),
    "opportunity_changed": _("Rancangan peluang diubah"),
    "opportunity_opened": _("Peluang dibuka"),
    "deadline_moved": _("Batas melamar diubah"),
    "opportunity_ended": _("Peluang berakhir"),
    "applied": _("Pegawai melamar"),
    "appointed": _("Pegawai ditunjuk"),
    "consented": _("Atasan menyetujui"),
    "refused": _("Atasan tidak menyetujui"),
    "application_withdrawn": _("Lamaran ditarik"),
    "chosen": _("Calon dipilih"),
    "passed_over": _("Calon tidak dipilih"),
    "input_given": _("Masukan ketua tim ditulis"),
    "input_answered": _("Masukan ketua tim ditanggapi"),
}
