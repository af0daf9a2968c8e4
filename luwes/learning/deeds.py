"""What the log says of learning, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

DETAILS = {
    "employee": Detail(_("Nomor berkas pegawai")), "number": Detail(_("Nomor")),
    "version": Detail(_("Versi")), "what": Detail(_("Bagian")), "modules": Detail(_("Jumlah modul")),
}  # fmt: skip
DEEDS = {
    "module_made": _("Modul belajar dibuat"),
    "module_set": _("Pengaturan modul belajar diubah"),
    "draft_begun": _("Rancangan modul belajar dimulai"),
    "draft_changed": _("Rancangan modul belajar diubah"),
    "draft_discarded": _("Rancangan modul belajar dibuang"),
    "module_published": _("Modul belajar diberlakukan"),
    "modules_loaded": _("Modul bawaan dimuat"),
    "module_passed": _("Tes modul lulus"),
    "certificate_issued": _("Sertifikat diterbitkan"),
    "certificate_revoked": _("Sertifikat dicabut"),
}
