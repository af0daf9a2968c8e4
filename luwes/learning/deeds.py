"""What the log says of learning, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail

DETAILS = {
    "employee": Detail(_("Nomor berkas pegawai")), "number": Detail(_("Nomor")),
    "version": Detail(_("Versi")), "what": Detail(_("Bagian")), "modules": Detail(_("Jumlah modul")),
    "session": Detail(_("Nomor pertemuan")),
    "passed": Detail(_("Lulus")),
    "of": Detail(_("Peserta")),
    "claim": Detail(_("Nomor laporan jam")),
}  # fmt: skip
DEEDS = {
    "module_made": _("Modul belajar dibuat"),
    "module_set": _("Pengaturan modul belajar diubah"),
    "draft_begun": _("Rancangan modul belajar dimulai"),
    "draft_changed": _("Rancangan modul belajar diubah"),
    "draft_discarded": _("Rancangan modul belajar dibuang"),
    "module_published": _("Modul belajar diberlakukan"),
    "modules_loaded": _("Modul bawaan dimuat"),
    "chance_given": _("Kesempatan tes baru diberikan"),
    "module_passed": _("Tes modul lulus"),
    "certificate_issued": _("Sertifikat diterbitkan"),
    "certificate_revoked": _("Sertifikat dicabut"),
    "course_made": _("Pelatihan dibuat"),
    "course_changed": _("Pelatihan diubah"),
    "class_made": _("Kelas dibuat"),
    "class_changed": _("Kelas diubah"),
    "session_added": _("Pertemuan kelas ditambahkan"),
    "session_removed": _("Pertemuan kelas dihapus"),
    "trainer_set": _("Pengajar kelas ditambahkan"),
    "trainer_dropped": _("Pengajar kelas dilepas"),
    "class_opened": _("Kelas dibuka"),
    "class_cancelled": _("Kelas dibatalkan"),
    "class_finished": _("Kelas diakhiri"),
    "judged_again": _("Hasil peserta kelas dinilai ulang"),
    "asked": _("Pegawai meminta tempat di kelas"),
    "agreed": _("Atasan menyetujui ikut kelas"),
    "refused": _("Atasan tidak menyetujui ikut kelas"),
    "seated": _("Tempat kosong diberikan dari daftar tunggu"),
    "withdrawn": _("Pegawai mengundurkan diri dari kelas"),
    "taken_out": _("Tempat di kelas diambil kembali"),
    "attendance_added": _("Kehadiran dicatat pengajar"),
    "attendance_struck": _("Kehadiran dicoret"),
    "hours_claimed": _("Jam belajar dari luar dilaporkan"),
    "hours_accepted": _("Jam belajar dari luar diakui"),
    "hours_refused": _("Jam belajar dari luar tidak diakui"),
}
