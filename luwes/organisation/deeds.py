"""What the log says of the organisation, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.organisation.models import UNIT_KIND_LABELS

DETAILS = {
    "headcount": Detail(_("Kebutuhan")),
    "levels": Detail(_("Tingkat kompetensi")),
    "group": Detail(_("Kelompok pegawai")),
    "minimum": Detail(_("Paling sedikit tinggal")),
    "kind": Detail(_("Jenis unit"), UNIT_KIND_LABELS),
    "area": Detail(_("Wilayah")),
    "parent": Detail(_("Unit atasan")),
    "draft": Detail(_("Rancangan")),
    "groups": Detail(_("Kelompok pegawai")),
    "competencies": Detail(_("Kompetensi")),
    "year": Detail(_("Tahun")),
    "posts": Detail(_("Jabatan")),
    "task": Detail(_("Uraian tugas")),
    "minutes": Detail(_("Menit efektif setahun")),
}
DEEDS = {
    "agency_created": _("Instansi dibuat"),
    "letterhead_set": _("Kop surat diatur"),
    "catalogue_loaded": _("Katalog dimuat"),
    "unit_created": _("Unit dibuat"),
    "unit_changed": _("Unit diubah"),
    "unit_closed": _("Unit ditutup"),
    "title_created": _("Nama jabatan dibuat"),
    "title_changed": _("Nama jabatan diubah"),
    "position_created": _("Jabatan dibuat"),
    "position_closed": _("Jabatan ditutup"),
    "establishment_set": _("Kebutuhan jabatan ditetapkan"),
    "requirements_set": _("Syarat jabatan ditetapkan"),
    "minimum_proposed": _("Minimum hadir diusulkan"),
    "minimum_returned": _("Usulan minimum hadir dikembalikan"),
    "minimum_set": _("Minimum hadir ditetapkan"),
    "minimum_ended": _("Minimum hadir diakhiri"),
    "group_created": _("Kelompok pegawai dibuat"),
    "group_changed": _("Kelompok pegawai diubah"),
    "competency_created": _("Kompetensi dibuat"),
    "competency_changed": _("Kompetensi diubah"),
    "working_time_set": _("Waktu kerja efektif ditetapkan"),
    "workload_begun": _("Analisis beban kerja dimulai"),
    "workload_task_put": _("Uraian tugas dicatat"),
    "workload_task_removed": _("Uraian tugas dihapus"),
    "workload_rounded": _("Kebutuhan bulat ditetapkan"),
    "workload_signed": _("Analisis beban kerja ditandatangani kepala unit"),
    "workload_checked": _("Analisis beban kerja diperiksa"),
    "workload_returned": _("Analisis beban kerja dikembalikan"),
    "workload_in_force": _("Formasi mengikuti analisis beban kerja"),
    "draft_accepted": _("Rancangan diterima"),
    "draft_merged": _("Rancangan digabungkan"),
}
