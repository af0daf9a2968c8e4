"""What the log says of incidents, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.mobilisation.models import FIGURE_LABELS, HAZARD_LABELS, LEVEL_LABELS, STATUS_LABELS

DETAILS = {
    "hazard": Detail(_("Jenis bencana"), HAZARD_LABELS),
    "status": Detail(_("Status darurat"), STATUS_LABELS),
    "authority": Detail(_("Ditetapkan oleh")),
    "decree": Detail(_("Nomor keputusan")),
    "area": Detail(_("Kode wilayah")),
    "source": Detail(_("Sumber")),
    "figures": Detail(_("Angka"), FIGURE_LABELS),
    "kind": Detail(_("Angka"), FIGURE_LABELS),
    "value": Detail(_("Nilai")),
    "level": Detail(_("Tingkat"), LEVEL_LABELS),
    "lead_before": Detail(_("Dipimpin sebelumnya")),
    "lead_after": Detail(_("Dipimpin sekarang")),
    "due": Detail(_("Tenggat")),
    "report": Detail(_("Laporan situasi")),
    "sha256": Detail(_("Sidik isi")),
    "parts": Detail(_("Bagian yang dibuka")),
    "small": Detail(_("Angka kecil dibuka"), {"yes": _("ya"), "no": _("tidak")}),
    "before": Detail(_("Sebelum")),
    "after": Detail(_("Sesudah")),
}
DEEDS = {
    "declared": _("Kejadian ditetapkan"),
    "status_set": _("Status darurat dicatat"),
    "status_extended": _("Status darurat diperpanjang"),
    "decree_registered": _("Nomor keputusan dicatat"),
    "figures_entered": _("Laporan dampak dicatat"),
    "figure_corrected": _("Angka dampak dikoreksi"),
    "figure_chosen": _("Angka yang dipakai dipilih"),
    "handed_up": _("Pimpinan kejadian dinaikkan tingkatnya"),
    "handed_down": _("Pimpinan kejadian diturunkan tingkatnya"),
    "closed": _("Kejadian ditutup"),
    "report_issued": _("Laporan situasi diterbitkan"),
    "report_published": _("Bagian laporan situasi dibuka untuk umum"),
    "lesson_added": _("Pelajaran dicatat"),
    "lesson_changed": _("Pelajaran diubah"),
    "lesson_done": _("Pelajaran selesai dikerjakan"),
    "lesson_dropped": _("Pelajaran tidak dilanjutkan"),
    "publication_withdrawn": _("Publikasi laporan situasi ditarik"),
}
