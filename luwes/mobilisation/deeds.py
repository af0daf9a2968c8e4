"""What the log says of incidents, in words for people."""

from django.utils.translation import gettext_lazy as _

from luwes.audit.deeds import Detail
from luwes.mobilisation.models import FIGURE_LABELS, HAZARD_LABELS, STATUS_LABELS

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
    "closed": _("Kejadian ditutup"),
}
