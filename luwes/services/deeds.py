"""What the log says of services and cases, in words for people. No text of a citizen is in it."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

DETAILS = {
    "number": Detail(_("Nomor")),
    "channel": Detail(_("Saluran")),
    "employee": Detail(_("Nomor berkas pegawai")),
    "office": Detail(_("Kantor")),
    "version": Detail(_("Versi")),
    "is_open": Detail(_("Menerima permohonan")),
    "services": Detail(_("Layanan")),
    "what": Detail(_("Bagian")),
}
DEEDS = {
    "filed_for": _("Permohonan dicatat atas nama warga"),
    "given": _("Perkara diberikan kepada petugas"),
    "handed_over": _("Perkara diserahkan kepada petugas lain"),
    "forwarded": _("Perkara diteruskan"),
    "bundled": _("Perkara digabung"),
    "taken_out": _("Perkara dikeluarkan dari gabungan"),
    "closed": _("Perkara ditutup"),
    "reopened": _("Perkara dibuka kembali"),
    "hours_set": _("Jam pelayanan ditetapkan"),
    "duty_taken": _("Kewenangan atas laporan dicatat"),
    "duty_ended": _("Kewenangan atas laporan diakhiri"),
    "word_kept": _("Kata pencarian disimpan"),
    "word_forgotten": _("Kata pencarian dihapus"),
    "nik_read": _("NIK pemohon dibaca"),
    "service_made": _("Layanan ditambahkan"),
    "service_changed": _("Pengaturan layanan diubah"),
    "service_published": _("Uraian layanan diterbitkan"),
    "draft_discarded": _("Rancangan uraian layanan dibuang"),
    "services_loaded": _("Layanan bawaan dimuat"),
    "form_begun": _("Rancangan formulir dimulai"),
    "form_changed": _("Rancangan formulir diubah"),
    "form_published": _("Formulir diberlakukan"),
    "form_discarded": _("Rancangan formulir dibuang"),
    "forgotten": _("Isian perkara dihapus karena masa simpannya lewat"),
}
